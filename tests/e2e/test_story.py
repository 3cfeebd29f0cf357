"""The whole story as people live it, on a phone-sized browser against the running stack."""

import re

import httpx
import pytest
from playwright.sync_api import Page, expect

from backend.devstack.stack import Stack
from tests.e2e.phone import (
    CONTEST,
    answer_rightly,
    expect_saved,
    hand_in,
    next_item,
    register,
    sign_in,
    start,
)

pytestmark = pytest.mark.e2e


def test_the_contest_can_be_read_without_script(browser, stack):
    context = browser.new_context(base_url=stack.url, java_script_enabled=False, locale="vi-VN")
    page = context.new_page()

    page.goto(f"/cuoc-thi/{CONTEST}/")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Tìm hiểu Nghị quyết 57")
    expect(page.get_by_text("phút làm bài")).to_be_visible()
    context.close()


def test_a_citizen_goes_from_registering_to_a_verified_certificate(phone: Page, stack: Stack):
    register(phone)
    start(phone)
    for _ in range(20):
        answer_rightly(phone)
        next_item(phone)
    phone.get_by_label("Con số bạn dự đoán").fill("12")
    expect_saved(phone)
    hand_in(phone)

    expect(phone.get_by_text("Đúng 20 trong 20 câu")).to_be_visible(timeout=10_000)
    expect(phone.get_by_text("Giấy chứng nhận đã sẵn sàng")).to_be_visible(timeout=60_000)

    session = {one["name"]: one["value"] for one in phone.context.cookies()}
    (certificate,) = httpx.get(f"{stack.url}/api/v1/certificates/", cookies=session).json()
    pdf = httpx.get(f"{stack.url}/api/v1/certificates/{certificate['uuid']}/file/", cookies=session)
    assert pdf.content.startswith(b"%PDF-")

    phone.context.clear_cookies()
    phone.goto(f"/chung-nhan/{certificate['code']}/")
    expect(phone.get_by_text("Lò T. M***").first).to_be_visible()
    expect(phone.get_by_text("Lò Thị Mẩy")).to_have_count(0)
    expect(phone.get_by_text("Chữ ký số của hệ thống")).to_be_visible()
    chosen = phone.get_by_label("Chọn tệp PDF")
    file = {"name": "giay.pdf", "mimeType": "application/pdf", "buffer": pdf.content}
    chosen.set_input_files({**file, "buffer": pdf.content.replace(b"%%EOF", b"%%E0F")})
    expect(phone.get_by_text("Tệp này khác tệp")).to_be_visible()
    chosen.set_input_files(file)
    expect(phone.get_by_text("đúng từng byte")).to_be_visible()


def test_answers_outlive_a_lost_network_and_a_killed_tab(phone: Page):
    register(phone)
    start(phone)
    phone.keyboard.press("a")
    expect_saved(phone)

    phone.context.set_offline(True)
    next_item(phone)
    phone.keyboard.press("b")
    expect(phone.get_by_text(re.compile("vẫn giữ trên máy")).first).to_be_visible(timeout=15_000)
    address = phone.url
    killed, phone_again = phone, phone.context.new_page()
    killed.close()

    phone_again.goto(address)
    expect(phone_again.get_by_text(re.compile("vẫn giữ trên máy")).first).to_be_visible()
    phone_again.context.set_offline(False)
    expect_saved(phone_again)
    phone_again.get_by_role("button", name="Sơ đồ").click()
    expect(phone_again.get_by_role("button", name=re.compile(", đã trả lời"))).to_have_count(2)


def test_a_second_phone_takes_over_and_the_first_is_told(phone: Page, second_phone: Page):
    address = register(phone)
    start(phone)
    phone.keyboard.press("c")
    expect_saved(phone)

    sign_in(second_phone, address)
    second_phone.get_by_role("button", name=re.compile("trên máy này")).click()
    expect(second_phone.get_by_text("Câu 2 trong")).to_be_visible()
    second_phone.get_by_role("button", name="Câu trước").click()
    expect(second_phone.locator("label.opt.on")).to_have_count(1)

    next_item(phone)
    phone.keyboard.press("a")
    expect(phone.get_by_text("Bài đang mở trên máy khác")).to_be_visible(timeout=15_000)


def test_the_big_screen_moves_within_seconds_of_a_hand_in(phone: Page, second_phone: Page):
    second_phone.set_viewport_size({"width": 1920, "height": 1080})
    second_phone.goto(f"/man-hinh/{CONTEST}/")
    shown = second_phone.locator("dl .big dd")
    expect(shown).to_have_text(re.compile(r"\d"))
    before = int(re.sub(r"\D", "", shown.inner_text()))

    register(phone, "Hoàng Thị Páo")
    start(phone)
    phone.keyboard.press("a")
    expect_saved(phone)
    for _ in range(20):
        next_item(phone)
    hand_in(phone)

    expect(shown).to_have_text(str(before + 1), timeout=5_000)


def test_the_published_round_offers_its_ranking_and_excel_file(phone: Page, stack: Stack):
    phone.goto(f"/cuoc-thi/{CONTEST}/ket-qua/1/")

    expect(phone.get_by_role("table").first).to_be_visible()
    link = phone.get_by_role("link", name=re.compile("Excel"))
    expect(link).to_be_visible()
    sheet = httpx.get(stack.url + (link.get_attribute("href") or ""))
    assert sheet.content.startswith(b"PK")
