"""Items from files, in a trainer's browser: read, mended, stored, taken back; and exported."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Browser, Page, expect

from backend.devstack.stack import Stack
from tests.e2e.phone import new_phone, sign_in
from tests.e2e.test_accessibility import problems

pytestmark = pytest.mark.e2e

TRAINER = ("trainer@hocso.test", "hoc-so-2026")
LONG_MS = 60_000
START = "/ngan-hang/nhap-xuat/"
MOODLE = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
  <question type="multichoice">
    <name><text>Ruộng bậc thang</text></name>
    <questiontext format="html"><text><![CDATA[<p>Ruộng bậc thang nào là
      <b>di tích quốc gia</b>?</p>]]></text></questiontext>
    <single>true</single>
    <answer fraction="100"><text>Hoàng Su Phì</text></answer>
    <answer fraction="0"><text>Bến Ninh Kiều</text></answer>
    <answer fraction="0"><text>Mũi Cà Mau</text></answer>
  </question>
  <question type="truefalse">
    <name><text>Mã OTP</text></name>
    <questiontext format="html"><text>Mã OTP có thể đọc cho nhân viên ngân hàng.</text>
    </questiontext>
    <answer fraction="0"><text>true</text></answer>
    <answer fraction="100"><text>false</text></answer>
  </question>
</quiz>
"""
PAIRS_AND_STEPS = """<quiz>
  <question type="matching"><name><text>Cặp</text></name>
    <questiontext format="plain_text"><text>Nơi nào nổi tiếng vì gì?</text></questiontext>
    <subquestion format="plain_text"><text>Đồng Văn</text>
      <answer><text>cao nguyên đá</text></answer></subquestion>
    <subquestion format="plain_text"><text></text>
      <answer><text>ruộng bậc thang</text></answer></subquestion>
  </question>
  <question type="ordering"><name><text>Bước</text></name>
    <questiontext format="plain_text"><text>Mở máy tính theo thứ tự nào?</text></questiontext>
    <answer fraction="1" format="plain_text"><text>Cắm điện</text></answer>
    <answer fraction="2" format="plain_text"><text>Bật máy</text></answer>
  </question>
</quiz>
"""
ROWS = (
    ("Câu hỏi", "A", "B", "C", "D", "Đáp án"),
    ("Cổng trời Quản Bạ ở phía nào của tỉnh?", "Phía bắc", "Phía nam", "Ngoài tỉnh", "Ở biển", "A"),
    ("Chợ phiên Đồng Văn họp vào ngày nào?", "Chủ nhật", "Thứ hai", "Thứ tư", "Mồng một", "Z"),
)


@pytest.fixture
def desk(browser: Browser, stack: Stack) -> Iterator[Page]:
    for page in new_phone(browser, stack.url, (1280, 800)):
        sign_in(page, *TRAINER)
        yield page


def workbook() -> bytes:
    book = Workbook()
    for row in ROWS:
        book.active.append(row)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def bring(page: Page, name: str, body: bytes) -> None:
    """Choose the file and see its items."""
    page.goto(START)
    page.get_by_label("Chủ đề cho câu chưa ghi chủ đề").select_option(index=1)
    page.set_input_files(
        "#item-file", {"name": name, "mimeType": "application/octet-stream", "buffer": body}
    )
    page.wait_for_url(f"**{START}*-*/")
    expect(page.get_by_role("article").first).to_be_visible(timeout=LONG_MS)


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def test_a_moodle_file_is_read_and_stored_for_review(desk: Page):
    bring(desk, "moodle.xml", MOODLE.encode())
    first = desk.get_by_role("article", name="Câu 1", exact=True)

    expect(first.get_by_text("Mới", exact=True)).to_be_visible()
    expect(first.get_by_role("listitem").filter(has_text="đáp án đúng")).to_contain_text(
        "Hoàng Su Phì"
    )
    press(desk, "Nhập vào bản nháp")

    expect(desk.get_by_text("Đã nhập 2 câu")).to_be_visible(timeout=LONG_MS)
    expect(first.get_by_role("link", name="Mở câu")).to_be_visible()


def test_a_bad_row_is_mended_in_place_stored_and_taken_back(desk: Page):
    bring(desk, "cau-hoi.xlsx", workbook())
    row = desk.get_by_role("article", name="Câu 2", exact=True)
    expect(row.get_by_text("Có lỗi", exact=True)).to_be_visible()
    expect(desk.get_by_text("Còn 1 câu lỗi được chọn")).to_be_visible()
    expect(desk.get_by_role("button", name="Nhập vào bản nháp")).to_be_disabled()
    assert problems(desk) == []
    desk.set_viewport_size({"width": 1280, "height": 800})

    row.get_by_role("button", name="Sửa câu 2").click()
    assert problems(desk) == []
    desk.set_viewport_size({"width": 1280, "height": 800})
    row.get_by_role("radio", name="A là đáp án đúng").check()
    row.get_by_role("button", name="Lưu và kiểm tra lại").click()

    expect(row.get_by_text("Mới", exact=True)).to_be_visible()
    expect(desk.get_by_text("Sẽ nhập 2 câu")).to_be_visible()
    press(desk, "Nhập vào bản nháp")
    expect(desk.get_by_text("Đã nhập 2 câu")).to_be_visible(timeout=LONG_MS)
    code = row.get_by_role("link", name="Mở câu").inner_text().split()[-1]

    stored = desk.url
    bring(desk, "cau-hoi.xlsx", workbook())
    expect(row.get_by_text("Giống hệt", exact=True)).to_be_visible()
    expect(row.get_by_text("Đã sửa", exact=True)).to_be_visible()

    desk.goto(stored)
    press(desk, "Hoàn tác")
    desk.get_by_role("dialog").get_by_role("button", name="Hoàn tác", exact=True).click()
    expect(desk.get_by_role("main").get_by_text("Đã hoàn tác", exact=True)).to_be_visible()
    assert desk.request.get(f"/api/v1/bank/items/{code}/").status == 404


def test_pairs_and_steps_are_mended_in_place(desk: Page):
    bring(desk, "cap-va-thu-tu.xml", PAIRS_AND_STEPS.encode())
    pairs = desk.get_by_role("article", name="Câu 1", exact=True)
    steps = desk.get_by_role("article", name="Câu 2", exact=True)
    expect(pairs.get_by_text("Có lỗi", exact=True)).to_be_visible()
    expect(steps.get_by_text("Có lỗi", exact=True)).to_be_visible()

    pairs.get_by_role("button", name="Sửa câu 1").click()
    lines = pairs.get_by_role("textbox", name="Các cặp")
    expect(lines).to_have_value("Đồng Văn => cao nguyên đá\n=> ruộng bậc thang")
    lines.fill("Đồng Văn => cao nguyên đá\nHoàng Su Phì => ruộng bậc thang\n=> biển")
    pairs.get_by_role("button", name="Lưu và kiểm tra lại").click()
    expect(pairs.get_by_text("Mới", exact=True)).to_be_visible()
    expect(pairs.get_by_text("Hoàng Su Phì")).to_be_visible()
    steps.get_by_role("button", name="Sửa câu 2").click()
    lines = steps.get_by_role("textbox", name="Các bước")
    expect(lines).to_have_value("Cắm điện\nBật máy")
    lines.fill("Cắm điện\nBật máy\nĐăng nhập")
    steps.get_by_role("button", name="Lưu và kiểm tra lại").click()
    expect(steps.get_by_text("Mới", exact=True)).to_be_visible()
    press(desk, "Nhập vào bản nháp")
    expect(desk.get_by_text("Đã nhập 2 câu")).to_be_visible(timeout=LONG_MS)

    documents = []
    for row in (pairs, steps):
        code = row.get_by_role("link", name="Mở câu").inner_text().split()[-1]
        documents.append(desk.request.get(f"/api/v1/bank/items/{code}/").json()["document"])
    pair, step = documents
    assert [pair["targets"][at] for at in pair["key"]] == ["cao nguyên đá", "ruộng bậc thang"]
    assert len(pair["targets"]) == 3
    assert [step["options"][at] for at in step["key"]] == ["Cắm điện", "Bật máy", "Đăng nhập"]


def test_a_file_that_is_none_is_refused_in_words(desk: Page):
    desk.goto(START)
    desk.set_input_files(
        "#item-file", {"name": "anh.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n00"}
    )

    expect(desk.get_by_text("Không đọc được tệp này")).to_be_visible(timeout=LONG_MS)
    expect(desk.get_by_text("Không nhận ra định dạng của tệp")).to_be_visible()


def test_a_search_is_exported_with_what_the_file_does_not_hold(desk: Page):
    desk.goto(f"{START}xuat/")
    press(desk, "Tạo tệp")
    link = desk.get_by_role("link", name="Tải tệp")
    expect(link.first).to_be_visible(timeout=LONG_MS)
    assert problems(desk) == []

    with desk.expect_download() as download:
        link.first.click()

    sheet = load_workbook(BytesIO(download.value.path().read_bytes()))["Câu hỏi"]
    assert sheet.max_row > 1
