"""A trainer fills a blueprint and prints it; figures of a round point at a planted wrong key."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from backend.devstack.stack import Stack
from tests.e2e.phone import new_phone, sign_in

pytestmark = pytest.mark.e2e

DESK_SIZE = (1280, 800)
PASSWORD = "hoc-so-2026"
LONG_MS = 60_000
# A round that is over: sixty people, of whom the later know more; one item has a wrong key.
PLANTED = """
from datetime import timedelta
from django.utils import timezone
from quizzes.actions.statistic import ask_for_statistics
from quizzes.models import Contest, ItemKey, ItemVersion, Round, RoundItem, RulebookVersion
from quizzes.queries.bank import newest_keys
from quizzes.queries.pool import usable_items
from tests.factories.statistics import make_sat_round
contest, now = Contest.objects.order_by("pk").first(), timezone.now()
items = list(usable_items().filter(kind="single").order_by("pk")[:8])
rules = contest.rulebooks.latest("number")
own = Contest.objects.create(slug="dap-an-sai", title="Thi thử", organisation=contest.organisation)
rulebook = RulebookVersion.objects.create(contest=own, number=1, document=rules.document)
round_ = Round.objects.create(contest=own, rulebook=rulebook, number=70,
    title="Vòng có đáp án sai", opens_at=now - timedelta(days=3), closes_at=now - timedelta(days=2))
RoundItem.objects.bulk_create([RoundItem(round=round_, version=one.current) for one in items])
versions = sorted(one.current_id for one in items)
truth = {version: key[0] for version, key in newest_keys(versions).items()}
ItemKey.objects.create(version_id=versions[2], number=9, correct=[(truth[versions[2]] + 1) % 4])
def answer(person, item):
    knows = person >= 6 * item + 3
    return [truth[versions[item]] if knows else (truth[versions[item]] + 1) % 4]
make_sat_round(round_, 60, answer)
ask_for_statistics(round_, now=now)
print(ItemVersion.objects.get(pk=versions[2]).item.code)
"""


@pytest.fixture
def desk(browser: Browser, stack: Stack) -> Iterator[Page]:
    yield from new_phone(browser, stack.url, DESK_SIZE)


@pytest.fixture
def second_desk(browser: Browser, stack: Stack) -> Iterator[Page]:
    yield from new_phone(browser, stack.url, DESK_SIZE)


def test_a_blueprint_is_filled_and_printed(stack: Stack, desk: Page):
    sign_in(desk, "trainer@hocso.test", PASSWORD)
    desk.goto("/ngan-hang/de/moi/")
    desk.get_by_label("Tên đề", exact=True).fill("Bài kiểm tra kỹ năng số")
    desk.get_by_label("Số đề").fill("2")
    cell = desk.get_by_label("Nghị quyết số 57-NQ/TW, Dễ")
    cell.fill("150")
    expect(desk.get_by_text("thiếu").first).to_be_visible()
    size = desk.viewport_size
    desk.set_viewport_size({"width": 360, "height": 740})
    desk.get_by_role("button", name="Lập bộ đề").click()
    refused = desk.get_by_text("Có ô vượt quá số câu ngân hàng có.")
    expect(refused).to_be_in_viewport(ratio=1)
    desk.set_viewport_size(size)
    cell.fill("3")
    expect(refused).to_have_count(0)
    desk.get_by_label("Nghị quyết số 57-NQ/TW, Vừa").fill("4")
    expect(desk.get_by_text("Mỗi đề 7 câu, 2 đề")).to_be_visible()
    desk.get_by_role("button", name="Lập bộ đề").click()

    expect(desk.get_by_role("heading", name="Mã đề 102")).to_be_visible(timeout=LONG_MS)
    expect(desk.get_by_text("Không câu nào trùng giữa các đề.")).to_be_visible()
    desk.get_by_role("button", name="Xem đề và đáp án").first.click()
    frame = desk.frame_locator("iframe")
    expect(frame.get_by_text("Câu 7.").first).to_be_visible(timeout=LONG_MS)
    expect(frame.get_by_role("heading", name="Đáp án")).to_be_visible()
    desk.get_by_role("button", name="In PDF", exact=True).first.click()
    link = desk.get_by_role("link", name="Tải đề và đáp án (PDF)")
    expect(link).to_be_visible(timeout=2 * LONG_MS)

    printed = desk.request.get(str(link.get_attribute("href")))
    assert printed.body().startswith(b"%PDF")


def test_figures_flag_a_wrong_key_and_a_regrade_is_proposed(
    stack: Stack, desk: Page, second_desk: Page
):
    code = stack.manage("shell", "-v", "0", "-c", PLANTED).strip().splitlines()[-1]
    sign_in(desk, "trainer@hocso.test", PASSWORD)

    desk.goto("/ngan-hang/thong-ke/")
    row = desk.get_by_role("row").filter(has_text="Vòng có đáp án sai")
    row.get_by_role("link").click()
    first = desk.get_by_role("listitem").filter(has_text="Kiểm tra lại đáp án").first
    expect(first).to_contain_text(code, timeout=2 * LONG_MS)
    first.get_by_role("button", name="Xem các phương án").click()
    expect(desk.get_by_role("heading", name=f"Câu {code}")).to_be_visible()
    first.get_by_role("button", name="Đề nghị sửa đáp án").click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_label("Lý do", exact=True).fill("Đối chiếu văn bản gốc: đáp án ghi nhầm")
    dialog.get_by_role("button", name="Gửi đề nghị").click()
    expect(dialog).to_be_hidden(timeout=LONG_MS)

    sign_in(second_desk, "admin@hocso.test", PASSWORD)
    assert ("regrade_proposed", 70) in accepted(second_desk, code)


def accepted(page: Page, code: str) -> list[tuple[str, int]]:
    """A second person says yes: what became of each round with the item."""
    asked = page.request.get("/api/v1/bank/key-changes/?state=proposed").json()
    [uuid] = [one["uuid"] for one in asked if one["code"] == code]
    token = page.request.get("/api/v1/session/").json()["csrf_token"]
    answer = page.request.post(
        f"/api/v1/bank/key-changes/{uuid}/decide/",
        data={"accept": True},
        headers={"X-CSRFToken": token, "Origin": urlsplit(page.url)._replace(path="").geturl()},
    )
    assert answer.ok, answer.text()
    return [(one["outcome"], one["round"]) for one in answer.json()["rounds"]]
