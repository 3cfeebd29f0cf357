"""A learner's way through a lesson on a small phone, also where the network gives way."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from backend.devstack.stack import Stack
from tests.e2e.phone import register
from tests.e2e.test_accessibility import problems

pytestmark = pytest.mark.e2e

SLUG = "khoa-ngan"
MAKE = "from tests.e2e.short_course import make; make()"
ON = "window.scrollBy(0, 0.7 * innerHeight)"
IS_AT_END = "scrollY + innerHeight >= document.documentElement.scrollHeight - 2"


@pytest.fixture
def course(stack: Stack) -> str:
    """A course of two lessons, a quiz of two items in each; A is right, in some C too."""
    stack.manage("shell", "-c", MAKE)
    return f"/khoa-hoc/{SLUG}/"


def begin(page: Page, course: str) -> None:
    register(page)
    page.goto(course)
    page.get_by_role("link", name="Bắt đầu học").click()
    page.get_by_role("button", name="Bắt đầu học").click()
    expect(page.get_by_role("heading", level=1, name="Bài một")).to_be_visible()


def read(page: Page) -> None:
    """To the end, screen by screen, as somebody who looks at it."""
    page.wait_for_timeout(3_600)
    while not page.evaluate(IS_AT_END):
        page.evaluate(ON)
        page.wait_for_timeout(2_000)


def choose_right(page: Page) -> None:
    several = page.get_by_text("Chọn nhiều ý").or_(page.locator("label.several")).count()
    for letter in "AC" if several else "A":
        page.locator("label.opt").filter(has_text=f"Phương án {letter} ").click()


def answer_quiz(page: Page, *, is_judged: bool = True) -> None:
    page.get_by_role("button", name="Làm tự kiểm tra").click()
    for _ in range(2):
        expect(page.locator("#question")).to_be_visible()
        choose_right(page)
        page.get_by_role("button", name="Trả lời").click()
        said = "Đúng rồi" if is_judged else "Đã giữ câu trả lời trên máy"
        expect(page.get_by_role("heading", name=said)).to_be_focused()
        page.get_by_role("button", name="Câu tiếp").click()
    expect(page.get_by_role("heading", level=1, name=re.compile("Bài"))).to_be_visible()


def own_course(page: Page) -> Any:
    return json.loads(page.request.get(f"/api/v1/courses/{SLUG}/").text())


def test_a_learner_loses_the_network_goes_on_and_completes_the_course(phone: Page, course: str):
    begin(phone, course)
    phone.goto(f"{course}hoc/")
    phone.get_by_role("button", name="Tải về để đọc khi mất mạng").click()
    expect(phone.get_by_text("Đã có trên máy")).to_be_visible(timeout=20_000)
    phone.get_by_role("link", name="Bắt đầu học").click()
    expect(phone.get_by_role("heading", level=1, name="Bài một")).to_be_visible()
    read(phone)
    answer_quiz(phone)
    expect(phone.get_by_text("Bạn đã xong bài này")).to_be_visible()

    phone.context.set_offline(True)
    phone.get_by_role("link", name="Bài tiếp theo").click()
    expect(phone.get_by_role("heading", level=1, name="Bài hai")).to_be_visible()
    read(phone)
    answer_quiz(phone, is_judged=False)
    expect(phone.get_by_text("Chưa gửi – vẫn giữ trên máy")).to_be_visible()
    phone.reload()
    expect(phone.get_by_role("heading", level=1, name="Bài hai")).to_be_visible(timeout=20_000)
    assert own_course(phone)["modules"][0]["lessons"][1]["is_done"] is False

    phone.context.set_offline(False)
    expect(phone.get_by_text("Đã lưu", exact=True)).to_be_visible(timeout=30_000)
    expect(phone.get_by_text("Bạn đã xong bài này")).to_be_visible()
    phone.goto(f"{course}hoc/")
    phone.get_by_role("link", name="Làm bài kiểm tra").click()
    take_final_quiz(phone)

    expect(phone.get_by_role("heading", level=1, name="Bạn đã đạt")).to_be_visible()
    expect(phone.get_by_role("heading", name="Bạn đã hoàn thành khóa học")).to_be_visible()
    assert problems(phone) == []
    assert own_course(phone)["enrolment"]["certificate"] is not None


def take_final_quiz(page: Page) -> None:
    for last in (False, True):
        expect(page.locator("#question")).to_be_visible()
        choose_right(page)
        page.get_by_role("button", name="Nộp bài kiểm tra" if last else "Câu tiếp").click()
    page.get_by_role("button", name="Nộp bài", exact=True).click()


def test_the_screens_of_learning_are_accessible(phone: Page, course: str):
    begin(phone, course)
    found = problems(phone)
    phone.get_by_role("button", name="Làm tự kiểm tra").click()
    expect(phone.locator("#question")).to_be_visible()
    found += problems(phone)
    phone.get_by_role("button", name="Chưa biết").click()
    expect(phone.locator("#verdict")).to_be_visible()
    found += problems(phone)
    phone.goto(f"{course}hoc/")
    expect(phone.get_by_role("heading", name="Nội dung khóa học")).to_be_visible()
    found += problems(phone)
    phone.goto("/toi/")
    expect(phone.get_by_role("heading", name="Học", exact=True)).to_be_visible()
    found += problems(phone)

    assert found == []


def test_a_visitor_reads_and_is_told_that_nothing_is_kept(phone: Page, course: str):
    phone.goto(f"{course}bai/bai-mot/")
    expect(phone.get_by_text("Bạn đang đọc thử")).to_be_visible()

    answer_quiz(phone)

    expect(phone.get_by_text("Đúng 2 trong 2 câu")).to_be_visible()


def test_letters_grow_and_stay_so(phone: Page, course: str):
    phone.goto(f"{course}bai/bai-mot/")
    phone.get_by_text("Rất to").locator("..").click()
    phone.reload()

    size = phone.locator("article").evaluate("(node) => getComputedStyle(node).fontSize")
    assert size == "23px"
