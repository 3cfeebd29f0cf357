"""Ways of the desk that the organiser's story does not take, each tried in a browser."""

import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from backend.devstack.stack import Stack
from tests.e2e.phone import CONTEST, new_phone, sign_in

pytestmark = pytest.mark.e2e

ORGANISER = ("organiser@hocso.test", "hoc-so-2026")
ADMIN = ("unit@hocso.test", "hoc-so-2026")
LONG_MS = 60_000


@pytest.fixture
def desk(browser: Browser, stack: Stack) -> Iterator[Page]:
    for page in new_phone(browser, stack.url, (1280, 800)):
        sign_in(page, *ORGANISER)
        yield page


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def confirm(page: Page, button: str) -> None:
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=button, exact=True).click()
    expect(dialog).to_be_hidden(timeout=LONG_MS)


def with_reason(page: Page, button: str, answer: str) -> None:
    press(page, button)
    page.get_by_role("dialog").get_by_label("Lý do").fill("Trước lễ trao giải")
    confirm(page, answer)


def clone(page: Page, title: str) -> str:
    """A draft after the demonstration's contest; its slug."""
    page.goto("/ban-to-chuc/tao/")
    page.get_by_text("Cuộc thi đã có").click()
    page.get_by_label("Lấy theo cuộc thi").select_option(CONTEST)
    page.get_by_label("Tên cuộc thi", exact=True).fill(title)
    page.get_by_label("Vòng đầu mở lúc").fill("2031-03-01T08:00")
    press(page, "Tạo bản nháp")
    page.wait_for_url("**/thiet-lap/?buoc=rounds", timeout=LONG_MS)
    return urlsplit(page.url).path.split("/")[2]


def test_a_cloned_contest_is_planned_by_the_week(desk: Page):
    clone(desk, "Tìm hiểu chuyển đổi số năm 2031")
    expect(desk.get_by_label("Mở lúc")).to_have_count(2)

    desk.get_by_label("Bắt đầu từ ngày").fill("2031-03-04")
    desk.get_by_label("Số tuần").fill("3")
    expect(desk.get_by_text("3 tuần từ Thứ Hai ngày 10/03/2031")).to_be_visible()
    press(desk, "Đặt lịch")

    expect(desk.get_by_text("Đã đặt lịch 3 vòng.")).to_be_visible()
    desk.reload()
    opens = desk.get_by_label("Mở lúc")
    expect(opens).to_have_count(3)
    expect(opens.first).to_have_value("2031-03-10T08:00")
    expect(desk.get_by_label("Đóng lúc").last).to_have_value("2031-03-30T22:00")


def test_a_published_contest_is_taken_back(desk: Page):
    slug = clone(desk, "Tìm hiểu chuyển đổi số năm 2032")
    desk.goto(f"/ban-to-chuc/{slug}/thiet-lap/?buoc=publish")
    press(desk, "Công bố trang cuộc thi")
    confirm(desk, "Công bố trang cuộc thi")
    expect(desk.get_by_text("Cuộc thi đang công khai")).to_be_visible()

    press(desk, "Thu về bản nháp")
    confirm(desk, "Thu về bản nháp")

    expect(desk.get_by_role("button", name="Công bố trang cuộc thi")).to_be_enabled()
    listed = [one["slug"] for one in desk.request.get("/api/v1/contests/").json()]
    assert slug not in listed


def workbook(page: Page, *people: tuple[str, ...]) -> bytes:
    """The template as it is handed out, with one hamlet and these people in it."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải tệp mẫu").click()
    book = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    own = book["Mã đơn vị"]["A2"].value
    book["Đơn vị"].append(("thon-thu", "Thôn Thử", "Thôn, chi hội", own, "120"))
    for row in people:
        book["Người"].append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def choose(page: Page, body: bytes) -> None:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    chosen = {"name": "danh-sach.xlsx", "mimeType": kind, "buffer": body}
    page.locator("#workbook").set_input_files([chosen])


def test_a_units_own_import_is_mended_applied_and_undone(browser: Browser, stack: Stack):
    for page in new_phone(browser, stack.url, (1280, 800)):
        sign_in(page, *ADMIN)
        mend_apply_and_undo(page)


def mend_apply_and_undo(page: Page) -> None:
    lan = ("Ma Thị Lan", "lan.thu@vidu.vn", "28/02/1990", "thon-thu")
    page.goto("/don-vi/")
    choose(page, workbook(page, ("Nông Văn Tài", "tai.thu", "31/02/1990", "thon-thu"), lan))
    expect(page.get_by_text("Có 2 chỗ cần sửa, chưa nhập gì.")).to_be_visible(timeout=LONG_MS)
    expect(page.get_by_text("Người, dòng 2")).to_have_count(2)
    expect(page.get_by_text("B – Điện thoại hoặc thư: Hãy nhập số điện thoại")).to_be_visible()
    expect(page.get_by_text("Không có ngày này trong lịch.")).to_be_visible()
    assert found(page) == []

    choose(page, workbook(page, lan))
    page.get_by_role("button", name="Nhập vào hệ thống").click(timeout=LONG_MS)
    expect(page.get_by_role("link", name="Tải mã mời")).to_be_visible(timeout=LONG_MS)
    assert found(page) == ["Thôn Thử"]

    press(page, "Hoàn tác lần nhập này")
    confirm(page, "Hoàn tác")
    expect(page.get_by_text("mọi thứ như trước khi nhập").first).to_be_visible()
    assert found(page) == []


def found(page: Page) -> list[str]:
    """Organisations of the imported hamlet's name."""
    answer = page.request.get("/api/v1/organisations/", params={"q": "thon thu"}).json()
    return [one["name"] for one in answer["results"] if one["name"] == "Thôn Thử"]


def test_the_hall_follows_the_desk_without_signing_in(desk: Page, browser: Browser, stack: Stack):
    desk.goto(f"/ban-to-chuc/{CONTEST}/theo-doi/")
    for hall in new_phone(browser, stack.url, (1920, 1080)):
        hall.goto(f"/man-hinh/{CONTEST}/")
        for scene, seen in (
            ("Mã QR vào thi", "Quét mã"),
            ("Đếm ngược", "đóng sau"),
            ("Bảng cá nhân", "Xếp hạng cá nhân"),
            ("Bảng đơn vị", "Xếp hạng đơn vị"),
            ("Chờ công bố", "Kết quả sắp được công bố"),
        ):
            press(desk, scene)
            expect(hall.get_by_text(seen).first).to_be_visible(timeout=LONG_MS)
        with_reason(desk, "Tạm dừng bảng công khai", "Tạm dừng bảng")
        press(desk, "Bảng cá nhân")
        expect(hall.get_by_text("Bảng dừng từ")).to_be_visible(timeout=LONG_MS)
        with_reason(desk, "Mở lại bảng", "Mở lại bảng")
        expect(hall.get_by_text("Bảng dừng từ")).to_have_count(0, timeout=LONG_MS)
        press(desk, "Tự động")
        assert "hocso_session" not in {one["name"] for one in hall.context.cookies()}


def test_back_on_a_phone_goes_one_level_up_the_board(phone: Page):
    phone.goto(f"/cuoc-thi/{CONTEST}/")
    phone.goto(f"/cuoc-thi/{CONTEST}/bang-xep-hang/")
    phone.get_by_role("button", name="Đơn vị", exact=True).click()
    phone.get_by_role("button", name="Phường Minh Xuân").click()
    heading = phone.get_by_role("heading", level=2)
    expect(heading).to_have_text("Phường Minh Xuân")
    phone.get_by_role("button", name="Tỉnh Tuyên Quang").click()
    expect(heading).to_have_text("Tỉnh Tuyên Quang")

    phone.go_back()
    expect(heading).to_have_text("Phường Minh Xuân")
    phone.go_back()
    expect(phone.get_by_role("button", name="Phường Minh Xuân")).to_be_visible()
    expect(heading).to_have_count(0)
    phone.go_back()
    phone.wait_for_url(f"**/cuoc-thi/{CONTEST}/")


def test_organisers_read_the_figures_of_their_own_round_and_nothing_else_of_the_bank(desk: Page):
    desk.goto(f"/ban-to-chuc/{CONTEST}/ket-qua/")

    desk.get_by_role("link", name="Thống kê câu hỏi").click(timeout=LONG_MS)

    expect(desk.get_by_role("heading", name="Vòng 1")).to_be_visible(timeout=LONG_MS)
    expect(desk.get_by_role("link", name="Các vòng")).to_be_visible()
    expect(desk.get_by_role("link", name="Thẩm định")).to_have_count(0)
    assert desk.request.get("/api/v1/bank/items/").status == 403


def test_items_of_one_row_are_worth_more_and_the_rules_say_so(desk: Page):
    slug = clone(desk, "Tìm hiểu chuyển đổi số năm 2033")
    desk.goto(f"/ban-to-chuc/{slug}/the-le/")
    desk.get_by_text("Điểm khác nhau giữa các câu").click(timeout=LONG_MS)
    worth = desk.locator("details details").get_by_label("Điểm mỗi câu")

    worth.first.fill("3")
    worth.first.press("Tab")

    expect(desk.get_by_text("tối đa 24 điểm").first).to_be_visible(timeout=LONG_MS)
