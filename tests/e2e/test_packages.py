"""A SCORM package on a phone: played, completed, gone on with, and kept inside of its frame."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from backend.devstack.stack import Stack
from tests.e2e.packages import OUTSIDE, SLUG, SLUG_2004, SLUG_CMI5
from tests.e2e.phone import register
from tests.e2e.test_accessibility import problems

pytestmark = pytest.mark.e2e
MAKE = "from tests.e2e.packages import make; make()"
LONG_MS = 20_000
KEPT_INSIDE = (
    "bánh,c=1 cửa sổ,chặn gọi,chặn máy chủ,chặn ngoài,chặn nhớ,tạm trang,chặn trên,chặn tệp,được"
)


@pytest.fixture
def lesson(stack: Stack) -> str:
    stack.manage("shell", "-c", MAKE)
    return f"/khoa-hoc/{SLUG}/bai/bai-goi/"


@pytest.fixture
def reader(browser: Browser, stack: Stack) -> Iterator[Page]:
    """A phone whose browser may complain: this package tries what it may not."""
    size = {"width": 360, "height": 740}
    context = browser.new_context(base_url=stack.url, viewport=size, locale="vi-VN")
    yield context.new_page()
    context.close()


def open_package(page: Page, button: str) -> FrameLocator:
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("dialog", name="Gói thử")).to_be_visible()
    return page.frame_locator("dialog iframe")


def test_a_package_is_played_completed_and_gone_on_with(reader: Page, lesson: str):
    asked: list[str] = []
    reader.context.route(f"{OUTSIDE}/**", lambda route: (asked.append(OUTSIDE), route.abort()))
    register(reader)
    reader.goto(lesson)
    reader.get_by_role("button", name="Ghi danh").click(timeout=LONG_MS)
    expect(reader.get_by_text("Cần có mạng")).to_be_visible(timeout=LONG_MS)
    assert problems(reader) == []

    content = open_package(reader, "Mở gói học liệu")
    expect(content.locator("#status")).to_have_text("true ", timeout=LONG_MS)
    expect(content.locator("#thu")).to_have_text(KEPT_INSIDE, timeout=LONG_MS)
    content.get_by_role("button", name="Xong").click()
    expect(reader.get_by_role("status").filter(has_text="Đã lưu")).to_be_visible(timeout=LONG_MS)
    content.get_by_role("link", name="Lên trên").click()
    content.get_by_role("button", name="Đi ra").click()
    assert len(reader.context.pages) == 1
    reader.get_by_role("button", name="Rời gói học liệu").first.click()
    expect(reader.get_by_text("Đã hoàn thành")).to_be_visible(timeout=LONG_MS)
    assert asked == []

    reader.reload()
    expect(reader.get_by_text("Đã hoàn thành")).to_be_visible(timeout=LONG_MS)
    content = open_package(reader, "Mở lại gói")
    expect(content.locator("#status")).to_have_text("true trang=7", timeout=LONG_MS)


@pytest.mark.parametrize(
    ("slug", "first", "again"),
    [(SLUG_2004, "true ", "true trang=7"), (SLUG_CMI5, "mới", "nhớ 7")],
)
def test_the_other_formats_go_on_where_they_were_left(
    reader: Page, lesson: str, slug: str, first: str, again: str
):
    register(reader)
    reader.goto(lesson.replace(SLUG, slug))
    reader.get_by_role("button", name="Ghi danh").click(timeout=LONG_MS)
    expect(reader.get_by_role("button", name="Ghi danh")).to_have_count(0)
    content = open_package(reader, "Mở gói học liệu")
    expect(content.locator("#status")).to_have_text(first, timeout=LONG_MS)
    content.get_by_role("button", name="Xong").click()
    expect(content.locator("#status")).to_have_text("đã xong", timeout=LONG_MS)
    reader.get_by_role("button", name="Rời gói học liệu").first.click()
    expect(reader.get_by_text("Đã hoàn thành")).to_be_visible(timeout=LONG_MS)

    reader.get_by_role("button", name=re.compile("Mở lại gói|Học tiếp trong gói")).click()
    if slug == SLUG_2004:
        reader.get_by_role("combobox", name="Phần").select_option("0")
    expect(content.locator("#status")).to_have_text(again, timeout=LONG_MS)
