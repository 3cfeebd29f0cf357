"""A trainer's whole way in a browser: a cohort, two hundred people from Excel, a session with a
code on the wall that a phone scans, the report and its file."""

from collections.abc import Iterator
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from backend.devstack.stack import Stack
from tests.courses.workbooks import people_workbook
from tests.e2e.phone import new_phone, sign_in
from tests.e2e.test_accessibility import problems

pytestmark = pytest.mark.e2e

PASSWORD = "hoc-so-2026"
TRAINER = ("trainer@hocso.test", PASSWORD)
CITIZEN = ("0912345678", PASSWORD)
PLACE = "02269"
PEOPLE = 200
LONG_MS = 60_000
MAKE_PEOPLE = f"""
from backend.accounts.models import User
from backend.common.text import name_sort_key, search_key
from backend.organisations.models import Membership, Organisation
place = Organisation.objects.get(code="{PLACE}")
for number in range({PEOPLE} - 1):
    name = f"Nguyễn Thị Học {{number}}"
    user, is_new = User.objects.get_or_create(
        phone=f"+8498700{{number:04}}",
        defaults=dict(
            full_name=name, name_sort_key=name_sort_key(name), search_key=search_key(name)
        ),
    )
    if is_new:
        Membership.objects.create(user=user, organisation=place, role="member")
"""


@pytest.fixture
def desk(browser: Browser, stack: Stack) -> Iterator[Page]:
    for page in new_phone(browser, stack.url, (1280, 800)):
        sign_in(page, *TRAINER)
        yield page


def file_of_people() -> bytes:
    """The citizen of the demonstration and 199 others of the same place."""
    rows = [("Ma Thị Dung", CITIZEN[0], "", PLACE)]
    rows += [
        (f"Nguyễn Thị Học {number}", f"098700{number:04}", "", PLACE)
        for number in range(PEOPLE - 1)
    ]
    return people_workbook(rows)


def open_cohort(page: Page, title: str, course: str = "") -> str:
    """A new cohort by code, of the first course where none is named; its uuid."""
    page.goto("/giang-day/tao/")
    if course:
        page.get_by_label("Khóa học", exact=True).select_option(course)
    page.get_by_label("Tên lớp", exact=True).fill(title)
    page.get_by_label("Số chỗ", exact=True).fill("250")
    page.get_by_label("Cách vào lớp").select_option("code")
    page.get_by_role("button", name="Mở lớp", exact=True).click()
    page.wait_for_url("**/giang-day/*-*/")
    return urlsplit(page.url).path.split("/")[2]


def enrol(page: Page) -> None:
    """Check the file, see what it would do, do it."""
    page.get_by_role("button", name="Thêm từ Excel").click()
    file = {"name": "lop.xlsx", "mimeType": "application/octet-stream", "buffer": file_of_people()}
    page.set_input_files("#workbook", file)
    page.get_by_role("button", name=f"Ghi danh {PEOPLE} người").click(timeout=LONG_MS)
    expect(page.get_by_text("Đã ghi danh xong.")).to_be_visible(timeout=LONG_MS)


def plan_session(page: Page, cohort: str) -> None:
    """A meeting that goes on now."""
    page.goto(f"/giang-day/{cohort}/buoi-hoc/")
    page.get_by_role("button", name="Thêm buổi học").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Tên buổi").fill("Buổi 1")
    here = "new Date(Date.now() + {} + 7 * 3600e3).toISOString().slice(0, 16)"
    dialog.get_by_label("Bắt đầu").fill(page.evaluate(here.format("-600e3")))
    dialog.get_by_label("Kết thúc").fill(page.evaluate(here.format("3600e3")))
    dialog.get_by_label("Bắt đầu").blur()
    dialog.get_by_label("Kết thúc").blur()
    dialog.get_by_role("button", name="Lưu buổi học").click()
    expect(dialog).to_be_hidden(timeout=LONG_MS)


def wall_code(page: Page, cohort: str) -> str:
    """The path that a phone opens by the code on the wall."""
    with page.expect_response("**/code/") as answered:
        page.get_by_role("button", name="Chiếu mã điểm danh").click()
    expect(page.get_by_role("img", name="Chiếu mã điểm danh")).to_be_visible()
    return urlsplit(answered.value.json()["address"]).path


def test_a_trainer_teaches_two_hundred_people(desk: Page, phone: Page, stack: Stack):
    stack.manage("shell", "-v", "0", "-c", MAKE_PEOPLE)
    cohort = open_cohort(desk, "Lớp kỹ năng số xã Đồng Văn")
    enrol(desk)
    expect(desk.get_by_text(f"Trang 1/4, {PEOPLE} người")).to_be_visible()
    found = problems(desk)

    plan_session(desk, cohort)
    path = wall_code(desk, cohort)
    sign_in(phone, *CITIZEN)
    phone.goto(path)
    expect(phone.get_by_role("heading", name="Đã điểm danh")).to_be_visible(timeout=LONG_MS)
    found += problems(phone)
    found += problems(desk)
    desk.reload()
    expect(desk.get_by_text("1 người có mặt")).to_be_visible()

    desk.goto(f"/giang-day/{cohort}/bao-cao/")
    expect(desk.get_by_role("heading", name="Từng bài học")).to_be_visible(timeout=LONG_MS)
    found += problems(desk)
    with desk.expect_download() as downloading:
        desk.get_by_role("link", name="Tải Excel").click()
    book = load_workbook(BytesIO(downloading.value.path().read_bytes()))
    people = {row[0]: row for row in book["Người học"].iter_rows(min_row=4, values_only=True)}
    assert len(people) == PEOPLE
    assert people["Ma Thị Dung"][7] == 1
    assert found == []
