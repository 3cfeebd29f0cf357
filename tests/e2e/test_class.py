"""A running class in a browser: a photo handed in and judged, a question answered, a message read,
due dates, and enrolling by rule."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from backend.devstack.stack import Stack
from tests.e2e.phone import new_phone, sign_in
from tests.e2e.test_accessibility import problems

pytestmark = pytest.mark.e2e

PASSWORD = "hoc-so-2026"
LEARNER, TRAINER = "nguoi-014@hocso.test", "trainer@hocso.test"
NAME = "Sùng Mí Chá"
COURSE = "/khoa-hoc/ky-nang-so-ai-can-bo-xa"
LESSON = f"{COURSE}/bai/mot-buoi-o-thon/"
LONG_MS = 60_000


@pytest.fixture
def desk(browser: Browser, stack: Stack) -> Iterator[Page]:
    for page in new_phone(browser, stack.url, (1280, 800)):
        sign_in(page, TRAINER, PASSWORD)
        yield page


@pytest.fixture
def organiser(browser: Browser, stack: Stack) -> Iterator[Page]:
    for page in new_phone(browser, stack.url, (1280, 800)):
        sign_in(page, "organiser@hocso.test", PASSWORD)
        yield page


@pytest.fixture
def learner(phone: Page) -> Page:
    sign_in(phone, LEARNER, PASSWORD)
    return phone


def photo() -> bytes:
    body = BytesIO()
    Image.effect_noise((1600, 1200), 60).convert("RGB").save(body, "JPEG", quality=95)
    return body.getvalue()


def hand_in_without_network(page: Page) -> None:
    """The photo is chosen with no network, and goes off by itself when there is one."""
    page.goto(LESSON)
    page.get_by_label("Bài làm của bạn", exact=True).fill("Gọi video cho con cháu, 12 người.")
    page.context.set_offline(True)
    file = {"name": "to-ba-buoc.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    page.set_input_files("[data-files]", file)
    expect(page.get_by_text("Chưa có mạng. Có mạng lại")).to_be_visible(timeout=LONG_MS)
    page.context.set_offline(False)
    expect(page.get_by_text("Đã sẵn sàng để nộp")).to_be_visible(timeout=LONG_MS)
    page.get_by_role("button", name="Nộp bài", exact=True).click()
    expect(page.get_by_text("Đã nộp, đang chờ giảng viên chấm.")).to_be_visible(timeout=LONG_MS)


def judge(page: Page) -> None:
    """By keyboard alone."""
    page.goto("/giang-day/bai-tap/")
    page.get_by_role("button", name=NAME).click()
    picture = page.get_by_role("img", name="Ảnh đã nộp: to-ba-buoc.jpg")
    expect(picture).to_be_visible(timeout=LONG_MS)
    picture.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert picture.evaluate("picture => picture.naturalWidth") == 1600
    page.locator("#criterion-0").focus()
    for level in ("3", "3", "2", "2"):
        page.keyboard.press(level)
        page.keyboard.press("ArrowDown")
    page.get_by_label("Nhận xét cho người học").fill("Tờ ba bước rõ ràng.")
    page.get_by_role("button", name="Chấp nhận").click()
    expect(page.get_by_text("Đã gửi kết quả cho người học.")).to_be_visible(timeout=LONG_MS)


def test_a_photo_is_handed_in_judged_and_seen(learner: Page, desk: Page):
    hand_in_without_network(learner)
    found = problems(learner)

    judge(desk)
    found += problems(desk)

    learner.reload()
    expect(learner.get_by_text("Tờ ba bước rõ ràng.")).to_be_visible(timeout=LONG_MS)
    expect(learner.get_by_text("Đã chấp nhận", exact=True)).to_be_visible()
    assert found == []


def test_a_question_is_answered_and_a_message_read(learner: Page, desk: Page):
    learner.goto(f"{COURSE}/bai/dung-hen/")
    learner.get_by_text("Hỏi đáp về bài này").click()
    learner.get_by_label("Câu hỏi của bạn").fill("Hồ sơ thiếu giấy thì hẹn lại thế nào ạ?")
    learner.get_by_role("button", name="Gửi", exact=True).click()
    expect(learner.get_by_text("Hồ sơ thiếu giấy")).to_be_visible(timeout=LONG_MS)

    desk.goto("/giang-day/hoi-dap/")
    expect(desk.get_by_text("Hồ sơ thiếu giấy")).to_be_visible(timeout=LONG_MS)
    found = problems(desk)
    desk.goto(f"{COURSE}/bai/dung-hen/#hoi-dap")
    asked = desk.get_by_role("listitem").filter(has_text="Hồ sơ thiếu giấy")
    asked.get_by_role("button", name="Trả lời", exact=True).click()
    desk.get_by_label("Câu trả lời của bạn").fill("Ghi rõ thiếu gì và hẹn ngày, một lần thôi.")
    asked.get_by_role("button", name="Gửi", exact=True).click()
    expect(desk.get_by_text("một lần thôi")).to_be_visible(timeout=LONG_MS)
    open_class(desk, "tin-nhan")
    desk.get_by_role("button", name="Viết tin cho lớp").click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_label("Tiêu đề").fill("Mang máy tính")
    dialog.get_by_label("Nội dung").fill("Chào {ten}, buổi tới {buoi_toi} nhớ mang máy tính.")
    dialog.get_by_role("button", name="Xem trước").click()
    expect(dialog.get_by_text("nhớ mang máy tính.").last).to_be_visible(timeout=LONG_MS)
    found += problems(desk)
    dialog.get_by_role("button", name="Gửi", exact=True).click()
    expect(dialog).to_be_hidden(timeout=LONG_MS)

    learner.goto("/tin-nhan/")
    expect(learner.get_by_text("Mang máy tính").first).to_be_visible(timeout=LONG_MS)
    found += problems(learner)
    assert found == []


def test_dates_are_set_and_a_rule_finds_its_people(desk: Page, organiser: Page):
    open_class(desk, "han-hoc")
    desk.get_by_label("Ngày thứ mấy của lớp: Hai cấp chính quyền và bộ phận một cửa").fill("8")
    desk.get_by_role("button", name="Lưu hạn học").click()
    expect(desk.get_by_text("Đã lưu hạn học.")).to_be_visible(timeout=LONG_MS)
    found = problems(desk)

    open_class(organiser, "nguoi-hoc")
    organiser.get_by_role("button", name="Thêm theo quy tắc").click()
    organiser.locator("#rule-organisation-clear").click()
    organiser.get_by_role("combobox", name="Đơn vị (gồm cả cấp dưới)").press_sequentially(
        "bac quang"
    )
    organiser.get_by_role("option", name="Xã Bắc Quang").first.click()
    organiser.get_by_role("button", name="Xem trước").click()
    expect(organiser.get_by_text("người hợp quy tắc")).to_be_visible(timeout=LONG_MS)
    found += problems(organiser)
    assert found == []


def open_class(page: Page, tab: str) -> None:
    page.goto("/giang-day/")
    page.get_by_role("link", name="Kỹ năng số và AI cho cán bộ xã, đợt 1").click()
    page.wait_for_url("**/giang-day/*-*/**")
    page.goto(f"{page.url.split('/giang-day/')[0]}/giang-day/{page.url.split('/')[4]}/{tab}/")
