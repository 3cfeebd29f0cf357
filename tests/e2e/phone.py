"""What a person does on a phone, in the words they see."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import yaml
from playwright.sync_api import Browser, Page, expect

ROOT = Path(__file__).resolve().parent.parent.parent
CONTEST = "nghi-quyet-57"
PASSWORD = "mot cau ngan de nho 2026"
CHROMIUM_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def new_phone(
    browser: Browser, base_url: str, size: tuple[int, int] = (360, 740)
) -> Iterator[Page]:
    """A page of that size that fails the test when it throws or runs a script it may not."""
    width, height = size
    context = browser.new_context(
        base_url=base_url,
        viewport={"width": width, "height": height},
        locale="vi-VN",
        has_touch=True,
    )
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "console",
        lambda message: (
            problems.append(message.text) if "Content Security Policy" in message.text else None
        ),
    )
    yield page
    context.close()
    assert problems == [], problems


def register(page: Page, name: str = "Lò Thị Mẩy") -> str:
    """Join the contest through the form; the e-mail address used."""
    address = f"{uuid4().hex[:12]}@hocso.test"
    page.goto(f"/dang-ky/?next=/cuoc-thi/{CONTEST}/lam-bai/")
    page.get_by_label("Họ và tên", exact=True).fill(name)
    page.get_by_label("Ngày", exact=True).fill("5")
    page.get_by_label("Tháng", exact=True).fill("9")
    page.get_by_label("Năm", exact=True).fill("1966")
    page.get_by_role("combobox").press_sequentially("dong van", delay=20)
    page.get_by_role("option", name="Xã Đồng Văn").first.click()
    page.get_by_role("textbox", name="Số điện thoại hoặc thư điện tử").fill(address)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    boxes = page.get_by_role("checkbox")
    expect(boxes).to_have_count(4)
    for box in boxes.all():
        expect(box).not_to_be_checked()
    page.get_by_role("checkbox", name="tổ chức cuộc thi").check()
    page.get_by_role("button", name="Đăng ký").click()
    expect(page.get_by_role("button", name="Bắt đầu làm bài")).to_be_visible()
    return address


def sign_in(page: Page, identifier: str, password: str = PASSWORD) -> None:
    page.goto(f"/dang-nhap/?next=/cuoc-thi/{CONTEST}/lam-bai/")
    page.get_by_role("textbox", name="Số điện thoại hoặc thư điện tử").fill(identifier)
    page.get_by_label("Mật khẩu", exact=True).fill(password)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(lambda url: urlsplit(url).path == f"/cuoc-thi/{CONTEST}/lam-bai/")
    page.wait_for_load_state("networkidle")


def start(page: Page) -> None:
    page.get_by_role("button", name="Bắt đầu làm bài").click()
    expect(page.get_by_text("Câu 1 trong")).to_be_visible()


def answer_rightly(page: Page) -> None:
    """Answer the shown item from the content files."""
    stem = page.locator("#question").inner_text()
    for text in right_options()[" ".join(stem.split())]:
        page.locator("label.opt").filter(has=page.get_by_text(text, exact=True)).click()


def next_item(page: Page) -> None:
    page.get_by_role("button", name="Câu tiếp").click()


def expect_saved(page: Page) -> None:
    expect(page.get_by_text("Đã lưu", exact=True)).to_be_visible(timeout=15_000)


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="Xem lại", exact=True).click()
    page.get_by_role("button", name="Nộp bài", exact=True).last.click()


@cache
def right_options() -> dict[str, list[str]]:
    """The right options' texts by stem, white space folded, from the content files."""
    found = {}
    for path in (ROOT / "quizzes" / "content" / CONTEST / "items").glob("*.yaml"):
        for item in yaml.safe_load(path.read_text())["items"]:
            options = item.get("options", [])
            right = [option["text"] for option in options if option.get("correct")]
            found[" ".join(item["stem"].split())] = right
    return found
