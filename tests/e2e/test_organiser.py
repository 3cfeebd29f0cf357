"""An organiser's whole way in a browser: from a preset to a published bulletin.

Two people work at the desk; four take the paper. Only the hours between opening and closing are
skipped, by moving the round's times.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from backend.devstack.stack import Stack
from tests.e2e.phone import new_phone, sign_in
from tests.e2e.takers import Taker

pytestmark = pytest.mark.e2e

DESK_SIZE = (1280, 800)
PASSWORD = "hoc-so-2026"
PRESET = "Cuộc thi cấp tỉnh (mẫu chung)"
SKIP_HOURS = """
from datetime import timedelta
from django.utils import timezone
from quizzes.models import Round
now = timezone.now()
Round.objects.filter(contest__slug="{slug}").update({times})
"""
LONG_MS = 60_000


@pytest.fixture
def desk(browser: Browser, stack: Stack) -> Iterator[Page]:
    yield from new_phone(browser, stack.url, DESK_SIZE)


@pytest.fixture
def second_desk(browser: Browser, stack: Stack) -> Iterator[Page]:
    yield from new_phone(browser, stack.url, DESK_SIZE)


@pytest.fixture
def takers(browser: Browser, stack: Stack) -> Iterator[list[Taker]]:
    names = ("Nông Thị Huệ", "Hoàng Văn Sơn", "Ma Thị Lan", "Quan Văn Gian")
    people = [Taker(browser, stack.url, name) for name in names]
    yield people
    for person in people:
        person.close()


def skip_hours(stack: Stack, slug: str, **times: str) -> None:
    """Move the round's times; the values are Python expressions over `now`."""
    written = ", ".join(f"{name}={value}" for name, value in times.items())
    stack.manage("shell", "-v", "0", "-c", SKIP_HOURS.format(slug=slug, times=written))


def confirm(page: Page, button: str, reason: str = "") -> None:
    """Say yes to what the dialog asks, with the reason it wants."""
    dialog = page.get_by_role("dialog")
    if reason:
        dialog.get_by_label("Lý do", exact=True).fill(reason)
    dialog.get_by_role("button", name=button, exact=True).click()
    expect(dialog).to_be_hidden(timeout=LONG_MS)


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def create(page: Page) -> str:
    """A draft with texts, committee, preset, one round, items and rules; its slug."""
    page.goto("/ban-to-chuc/tao/")
    page.get_by_label("Tên cuộc thi", exact=True).fill("Hội thi kỹ năng số của tỉnh")
    page.get_by_label("Đơn vị tổ chức, ghi trên trang").fill("Ban Tổ chức Hội thi")
    press(page, "Tạo bản nháp")
    page.wait_for_url("**/thiet-lap/?buoc=basics")
    slug = urlsplit(page.url).path.split("/")[2]

    page.get_by_label("Giới thiệu ngắn").fill("Mời bạn cùng tìm hiểu kỹ năng số.")
    page.get_by_label("Liên hệ khi cần giúp").fill("0207 000 0000")
    for member in page.get_by_role("checkbox").all():
        member.check()
    press(page, "Tiếp tục")

    page.get_by_role("button", name=f"Dùng mẫu này: {PRESET}").click()
    expect(page.get_by_text("Đang dùng", exact=True)).to_be_visible(timeout=LONG_MS)
    press(page, "Tiếp tục")

    press(page, "Thêm một vòng")
    expect(page.get_by_label("Tên vòng")).to_have_value("Vòng 1")
    press(page, "Tiếp tục")

    press(page, "Lấy câu hỏi theo các chủ đề này")
    expect(page.get_by_text("Đã lấy câu hỏi")).to_be_visible(timeout=LONG_MS)
    press(page, "Tiếp tục")

    page.get_by_role("textbox", name="Thể lệ đầy đủ").fill("Ai cũng được dự thi.")
    press(page, "Tiếp tục")
    return slug


def publish(page: Page, slug: str) -> None:
    """Look at the preview, then put the contest before the public."""
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", level=1)).to_contain_text("Hội thi kỹ năng số")
    press(page, "Tiếp tục")
    expect(page.get_by_text("Đã sẵn sàng công bố")).to_be_visible(timeout=LONG_MS)
    press(page, "Công bố trang cuộc thi")
    confirm(page, "Công bố trang cuộc thi")
    expect(page.get_by_text("Cuộc thi đang công khai")).to_be_visible()
    answer = page.request.get(f"/cuoc-thi/{slug}/")
    assert answer.ok
    assert "0207 000 0000" in answer.text().replace("&nbsp;", " ").replace("\xa0", " ")


def extend(page: Page, slug: str) -> None:
    page.goto(f"/ban-to-chuc/{slug}/theo-doi/")
    press(page, "Gia hạn vòng thi")
    page.get_by_role("dialog").get_by_label("Số phút thêm").fill("45")
    confirm(page, "Gia hạn", "Mất điện tại ba xã vùng cao")
    expect(page.get_by_text("Đã gia hạn").first).to_be_visible()


def disqualify(page: Page, slug: str, name: str) -> None:
    page.goto(f"/ban-to-chuc/{slug}/bat-thuong/")
    press(page, "Loại một người…")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Tìm theo họ tên").fill(name)
    expect(dialog.get_by_label("Chọn người")).to_contain_text(name)
    confirm(page, "Loại và thông báo", "Nhờ người khác thi hộ")
    expect(page.get_by_role("main").get_by_text(name).first).to_be_visible()


def void_an_item(page: Page, slug: str) -> None:
    """Report a faulty item, look at the trial, put it in force."""
    page.goto(f"/ban-to-chuc/{slug}/ket-qua/")
    page.get_by_role("button", name="Báo câu hỏi có lỗi").click(timeout=LONG_MS)
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("listitem").first.get_by_role("button").click()
    confirm(page, "Chấm thử", "Câu hỏi có hai cách hiểu")
    page.get_by_role("button", name="Áp dụng", exact=True).click(timeout=LONG_MS)
    confirm(page, "Áp dụng")


def decide(page: Page, second: Page, slug: str) -> None:
    """Review, have the second person approve, publish."""
    results = f"/ban-to-chuc/{slug}/ket-qua/"
    take_step(page, results, "Đã rà soát xong")
    page.goto(results)
    expect(page.get_by_text("nên không tự phê duyệt")).to_be_visible()
    take_step(second, results, "Phê duyệt")
    take_step(second, results, "Công bố kết quả")


def take_step(page: Page, address: str, step: str) -> None:
    page.goto(address)
    press(page, step)
    confirm(page, step)


def test_an_organiser_goes_from_a_preset_to_a_published_bulletin(
    stack: Stack, desk: Page, second_desk: Page, takers: list[Taker]
):
    sign_in(desk, "organiser@hocso.test", PASSWORD)
    sign_in(second_desk, "approver@hocso.test", PASSWORD)

    slug = create(desk)
    publish(desk, slug)
    skip_hours(stack, slug, opens_at="now - timedelta(minutes=5)")
    for number, person in enumerate(takers):
        person.take_a_paper(slug, answered=5 * number + 1)
    extend(desk, slug)
    disqualify(desk, slug, "Quan Văn Gian")
    skip_hours(
        stack,
        slug,
        opens_at="now - timedelta(hours=2)",
        closes_at="now - timedelta(minutes=2)",
    )
    void_an_item(desk, slug)
    decide(desk, second_desk, slug)

    bulletin = desk.request.get(f"/cuoc-thi/{slug}/ket-qua/1/").text()
    assert "Ma T. L***" in bulletin
    assert "Quan V. G***" not in bulletin
    log = desk.request.get(f"/api/v1/desk/contests/{slug}/").json()
    assert log["phase"] == "finished"
