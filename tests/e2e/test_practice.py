"""Practising on a phone, as a visitor and as oneself."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from backend.devstack.stack import Stack
from tests.e2e.phone import ROOT, register

pytestmark = pytest.mark.e2e
AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"
PRACTICE = "from tests.e2e.practice_items import make; make()"


@pytest.fixture
def topic(stack: Stack) -> str:
    """A topic of choices: A is right, in some C too."""
    stack.manage("shell", "-c", PRACTICE)
    return "Tập dượt"


def begin(page: Page, topic: str) -> None:
    page.goto("/luyen-tap/")
    page.get_by_role("checkbox", name=re.compile(topic)).check()
    page.get_by_role("button", name="Luyện 1 chủ đề đã chọn").click()
    expect(page.locator("#question")).to_be_visible()


def option(page: Page, letter: str):
    return page.locator("label.opt").filter(has_text=f"Phương án {letter} ")


def answer_right(page: Page) -> None:
    option(page, "A").click()
    if page.get_by_text("Chọn nhiều ý").or_(page.locator("label.several")).count():
        option(page, "C").click()
    page.get_by_role("button", name="Trả lời").click()
    expect(page.get_by_role("heading", name="Đúng rồi")).to_be_focused()


def violations(page: Page) -> list[str]:
    page.evaluate(Path(AXE).read_text())
    found = page.evaluate("async () => (await axe.run()).violations")
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]


def test_a_visitor_learns_at_once_and_meets_what_was_wrong_again(phone: Page, topic: str):
    begin(phone, topic)
    missed = phone.locator("#question").inner_text()
    assert violations(phone) == []
    phone.get_by_role("button", name="Chưa biết").click()

    expect(phone.get_by_role("heading", name="Cùng xem đáp án")).to_be_focused()
    expect(phone.get_by_text(re.compile("^Giải thích"))).to_be_visible()
    assert violations(phone) == []
    asked = []
    for _ in range(5):
        phone.get_by_role("button", name="Câu tiếp").click()
        expect(phone.get_by_role("button", name="Chưa biết")).to_be_visible()
        asked.append(phone.locator("#question").inner_text())
        answer_right(phone)
    assert asked[4] == missed
    assert len(set(asked)) == 5
    phone.get_by_role("button", name="Kết thúc").click()
    expect(phone.get_by_text("Lần này: 6 câu, đúng 5")).to_be_visible()
    assert violations(phone) == []


def test_progress_is_kept_for_those_signed_in(phone: Page, topic: str):
    register(phone)
    phone.goto("/toi/")
    phone.get_by_role("link", name=re.compile("Luyện tập theo chủ đề")).click()
    expect(phone.get_by_text("Bắt đầu hôm nay")).to_be_visible()
    begin(phone, topic)
    answer_right(phone)
    expect(phone.get_by_text(re.compile("sẽ trở lại sau \\d ngày"))).to_be_visible()
    phone.keyboard.press("Enter")
    phone.get_by_role("button", name="Chưa biết").click()
    expect(phone.get_by_role("heading", name="Cùng xem đáp án")).to_be_visible()

    phone.goto("/luyen-tap/")

    expect(phone.get_by_text("1 ngày liên tiếp")).to_be_visible()
    expect(phone.get_by_text("Hôm nay: 2 câu")).to_be_visible()
    expect(phone.get_by_text("2 đang học, 6 chưa học")).to_be_visible()
    phone.get_by_role("button", name="Ôn lại câu sai (1)").click()
    answer_right(phone)
    phone.get_by_role("button", name="Câu tiếp").click()
    expect(phone.get_by_text("Không còn câu sai nào để ôn.")).to_be_visible()


def test_an_answer_waits_for_the_network(phone: Page, topic: str):
    begin(phone, topic)
    option(phone, "A").click()
    if phone.locator("label.several").count():
        option(phone, "C").click()
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Trả lời").click()
    expect(phone.get_by_role("alert")).to_be_visible()
    phone.context.set_offline(False)

    phone.get_by_role("button", name="Trả lời").click()

    expect(phone.get_by_role("heading", name="Đúng rồi")).to_be_visible()
