"""A course in a browser: written by a trainer, approved by somebody else, learned by anybody."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from backend.devstack.stack import Stack
from tests.e2e.phone import new_phone, sign_in
from tests.e2e.test_accessibility import problems

pytestmark = pytest.mark.e2e

DESK_SIZE = (1280, 800)
LONG_MS = 20_000
PASSWORD = "hoc-so-2026"
TITLE = "Nhận tiền hỗ trợ qua tài khoản"


def colleague(browser: Browser, stack: Stack, who: str) -> Iterator[Page]:
    for page in new_phone(browser, stack.url, DESK_SIZE):
        sign_in(page, who, PASSWORD)
        yield page


@pytest.fixture
def trainer(browser: Browser, stack: Stack) -> Iterator[Page]:
    yield from colleague(browser, stack, "trainer@hocso.test")


@pytest.fixture
def reviewer(browser: Browser, stack: Stack) -> Iterator[Page]:
    yield from colleague(browser, stack, "admin@hocso.test")


def expect_saved(page: Page) -> None:
    expect(page.get_by_text("Đã lưu lúc")).to_be_visible(timeout=LONG_MS)


def begin(page: Page) -> None:
    page.goto("/soan-khoa-hoc/")
    page.get_by_role("button", name="Khóa học mới").click(timeout=LONG_MS)
    page.get_by_label("Tên khóa học").fill(TITLE)
    page.get_by_role("button", name="Bắt đầu soạn").click()
    expect(page.get_by_role("heading", level=1, name=TITLE)).to_be_visible(timeout=LONG_MS)


def drag(page: Page, name: str, over: str, *, share: float) -> None:
    """Hold a lesson with a finger and let it go on another one, that far down its row."""
    rows = page.get_by_role("listitem")
    rows.filter(has_text=over).scroll_into_view_if_needed()
    start = rows.filter(has_text=name).locator(".grip").bounding_box()
    goal = rows.filter(has_text=over).bounding_box()
    assert start
    assert goal
    x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2
    down = goal["y"] + share * goal["height"]
    hand = page.context.new_cdp_session(page)
    for kind, at in (("touchStart", y), ("touchMove", (y + down) / 2), ("touchMove", down)):
        touch = {"type": kind, "touchPoints": [{"x": x, "y": at}]}
        hand.send("Input.dispatchTouchEvent", touch)
    hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def outline(page: Page) -> None:
    page.get_by_label("Tóm tắt").fill("Mở tài khoản, nhận tiền, giữ tiền an toàn.")
    page.get_by_role("button", name="Thêm phần").click()
    page.keyboard.type("Trước khi nhận")
    for title in ("Giữ mã OTP", "Mở tài khoản"):
        page.get_by_label("Tên bài học mới").fill(title)
        page.get_by_label("Tên bài học mới").press("Enter")
        expect(page.get_by_role("link", name=title)).to_be_visible(timeout=LONG_MS)
    # The second lesson comes first, by keyboard; dragged behind with a finger, and back.
    page.get_by_role("link", name="Mở tài khoản").press("Alt+ArrowUp")
    expect(page.get_by_role("listitem").first).to_contain_text("Mở tài khoản")
    drag(page, "Mở tài khoản", "Giữ mã OTP", share=0.9)
    expect(page.get_by_role("listitem").first).to_contain_text("Giữ mã OTP")
    drag(page, "Mở tài khoản", "Giữ mã OTP", share=0.1)
    expect(page.get_by_role("listitem").first).to_contain_text("Mở tài khoản")
    expect_saved(page)


def write(page: Page, lesson: str) -> None:
    page.get_by_role("link", name=lesson).click()
    expect(page.get_by_label("Tên bài", exact=True)).to_have_value(lesson, timeout=LONG_MS)
    page.get_by_label("Tóm tắt").fill("Làm ở quầy trong mười lăm phút.")
    page.get_by_role("button", name="Văn bản", exact=True).click()
    page.locator("[id='part-text-1-markup']").click()
    page.keyboard.type("Mang thẻ căn cước ra quầy.")
    page.get_by_role("button", name="Cảnh giác", exact=True).click()
    page.locator("[id='part-warning-1-markup']").click()
    page.keyboard.type("Không ai được hỏi mã OTP.")
    page.get_by_role("button", name="Thêm nguồn").click()
    page.get_by_label("Văn bản, tài liệu").fill("Nghị định 52/2024/NĐ-CP")


def add_quiz(page: Page) -> None:
    page.get_by_role("button", name="Tự kiểm tra", exact=True).click()
    page.get_by_label("Tìm câu luyện tập").fill("lua dao")
    page.get_by_label("Tìm câu luyện tập").press("Enter")
    found = page.get_by_role("button", name="Thêm câu")
    expect(found.first).to_be_visible(timeout=LONG_MS)
    found.first.click()
    expect(page.get_by_text("1 câu đã chọn")).to_be_visible()


def add_picture(page: Page) -> None:
    body = BytesIO()
    Image.new("RGB", (480, 300), "#117a65").save(body, "PNG")
    page.get_by_role("button", name="Hình", exact=True).click()
    file = {"name": "the.png", "mimeType": "image/png", "buffer": body.getvalue()}
    part = page.get_by_role("region", name="Hình", exact=True)
    part.locator("input[type=file]").set_input_files(file)
    page.get_by_label("Hình cho thấy gì?").fill("Thẻ căn cước đặt trên quầy")
    page.get_by_role("button", name="Chèn hình").click()
    expect(page.get_by_role("img", name="Thẻ căn cước đặt trên quầy")).to_be_visible(
        timeout=LONG_MS
    )


def test_a_course_is_written_approved_and_learned(trainer: Page, reviewer: Page, phone: Page):
    begin(trainer)
    outline(trainer)
    assert problems(trainer) == []
    trainer.set_viewport_size({"width": 1280, "height": 800})
    write(trainer, "Mở tài khoản")
    add_picture(trainer)
    add_quiz(trainer)
    expect_saved(trainer)
    assert problems(trainer) == []
    trainer.set_viewport_size({"width": 1280, "height": 800})

    trainer.get_by_role("link", name="Kiểm tra và xuất bản").click()
    expect(trainer.get_by_text("Bài chưa có nội dung.")).to_be_visible(timeout=LONG_MS)
    trainer.get_by_role("link", name="Giữ mã OTP").first.click()
    expect(trainer.get_by_label("Tên bài", exact=True)).to_be_visible(timeout=LONG_MS)
    trainer.get_by_role("link", name="Về đề cương").click()
    write(trainer, "Giữ mã OTP")
    expect_saved(trainer)
    trainer.get_by_role("link", name="Kiểm tra và xuất bản").click()
    expect(trainer.get_by_text("Không thấy lỗi nào.")).to_be_visible(timeout=LONG_MS)
    assert problems(trainer) == []
    trainer.set_viewport_size({"width": 1280, "height": 800})
    trainer.get_by_role("button", name="Gửi thẩm định").click()
    expect(trainer.get_by_role("heading", name="Đang chờ người thẩm định")).to_be_visible()
    expect(trainer.get_by_role("button", name="Duyệt và xuất bản")).to_have_count(0)

    reviewer.goto("/soan-khoa-hoc/")
    reviewer.get_by_role("link", name=TITLE).click(timeout=LONG_MS)
    reviewer.get_by_role("button", name="Duyệt và xuất bản").click(timeout=LONG_MS)
    dialog = reviewer.get_by_role("dialog")
    dialog.get_by_role("button", name="Duyệt và xuất bản").click()
    expect(reviewer.get_by_text("Người học đang học bản 1")).to_be_visible(timeout=LONG_MS)

    told = phone.request.get("/api/v1/courses/nhan-tien-ho-tro-qua-tai-khoan/lessons/mo-tai-khoan/")
    assert told.ok
    kinds = [part["kind"] for part in told.json()["parts"]]
    assert kinds == ["text", "warning", "picture", "quiz"]


def test_two_people_on_one_lesson_see_both_texts(trainer: Page, reviewer: Page):
    begin(trainer)
    outline(trainer)
    trainer.get_by_role("link", name="Mở tài khoản").click()
    expect(trainer.get_by_label("Tên bài", exact=True)).to_be_visible(timeout=LONG_MS)
    summary = trainer.get_by_label("Tóm tắt")
    reviewer.goto(trainer.url)
    reviewer.get_by_label("Tóm tắt").fill("Bản của người thứ hai", timeout=LONG_MS)
    expect_saved(reviewer)

    summary.fill("Bản của người thứ nhất")

    expect(trainer.get_by_text("Có người vừa lưu ở nơi khác")).to_be_visible(timeout=LONG_MS)
    expect(trainer.get_by_text("Bản của người thứ hai").first).to_be_visible()
    trainer.get_by_role("button", name="Giữ bản của tôi").click()
    expect_saved(trainer)
    trainer.reload()
    expect(summary).to_have_value("Bản của người thứ nhất", timeout=LONG_MS)
