"""An organiser certifies hundreds, hands one organisation's over, revokes one; strangers check."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from backend.common.text import name_sort_key
from backend.devstack.stack import Stack
from tests.e2e.phone import new_phone, sign_in

pytestmark = pytest.mark.e2e

PEOPLE = 300
LONG_MS = 60_000


@pytest.fixture
def made(stack: Stack) -> dict[str, str]:
    told = stack.manage(
        "shell", "-c", f"from tests.e2e.certificate_people import settle; settle({PEOPLE})"
    )
    [line] = [one for one in told.splitlines() if one.startswith("SETTLED ")]
    found: dict[str, str] = json.loads(line.removeprefix("SETTLED "))
    return found


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def confirm(page: Page, button: str) -> None:
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=button, exact=True).click()
    expect(dialog).to_be_hidden(timeout=LONG_MS)


def test_hundreds_are_certified_bundled_revoked_and_checked(
    browser: Browser, stack: Stack, made: dict[str, str], tmp_path: Path
):
    for desk in new_phone(browser, stack.url, (1280, 800)):
        sign_in(desk, "organiser@hocso.test", "hoc-so-2026")
        desk.goto(f"/ban-to-chuc/{made['slug']}/chung-nhan/")
        issue_and_print(desk)
        files = download_a_bundle(desk, made["commune"])
        assert len(files) == PEOPLE // 2
        revoked, kept = codes_of(files)[:2]
        revoke(desk, revoked)
    for stranger in new_phone(browser, stack.url):
        stranger.goto(f"/chung-nhan/{revoked}/")
        expect(stranger.get_by_role("heading", name="Chứng nhận đã bị thu hồi")).to_be_visible()
        stranger.goto(f"/chung-nhan/{kept}/")
        expect(stranger.get_by_role("heading", name="Chứng nhận có thật")).to_be_visible()
        whole = files[1]
        compare(stranger, whole, "đúng từng byte")
        compare(stranger, whole.replace(b"/Producer", b"/Producez", 1) + b" ", "khác tệp")


def issue_and_print(desk: Page) -> None:
    row = desk.get_by_role("row").filter(has_text="Tham gia").first
    expect(row).to_contain_text(f"0 / {PEOPLE}")
    row.get_by_role("button", name="Cấp và in").click()
    confirm(desk, "Cấp và in")
    expect(row).to_contain_text(f"{PEOPLE} / {PEOPLE}", timeout=LONG_MS)
    expect(row.get_by_role("cell").nth(2)).to_have_text(str(PEOPLE), timeout=LONG_MS)


def download_a_bundle(desk: Page, commune: str) -> list[bytes]:
    """The certificates in it, in its order, which is that of names."""
    desk.get_by_role("combobox", name="Đơn vị").fill(commune)
    desk.get_by_role("option").filter(has_text=commune).first.click()
    press(desk, "Tạo gói")
    link = desk.get_by_role("link", name="Tải xuống")
    expect(link).to_be_visible(timeout=LONG_MS)
    with desk.expect_download() as download:
        link.click()
    body = Path(download.value.path()).read_bytes()
    with zipfile.ZipFile(io.BytesIO(body)) as bundle:
        *names, signing_list = bundle.namelist()
        assert signing_list == f"{commune}/Danh sách ký nhận.pdf"
        people = [name.removesuffix(".pdf").split("/")[1][5:] for name in names]
        assert people == sorted(people, key=name_sort_key)
        return [bundle.read(name) for name in names]


def codes_of(files: list[bytes]) -> list[str]:
    """As the files say it to programs."""
    read = [PdfReader(io.BytesIO(one)).attachments["chung-nhan.json"][0] for one in files[:2]]
    return [json.loads(one)["statement"]["code"] for one in read]


def revoke(desk: Page, code: str) -> None:
    desk.get_by_label("Tên hoặc mã chứng nhận").fill(code)
    expect(desk.get_by_text("1 chứng nhận.")).to_be_visible()
    desk.get_by_role("row").nth(-1).get_by_role("button").click()
    press(desk, "Thu hồi…")
    desk.get_by_role("dialog").get_by_label("Lý do").fill("Cấp nhầm người dự thi")
    confirm(desk, "Thu hồi")
    expect(desk.get_by_text("Đã thu hồi.", exact=True)).to_be_visible()


def compare(stranger: Page, file: bytes, told: str) -> None:
    chosen = {"name": "chung-nhan.pdf", "mimeType": "application/pdf", "buffer": file}
    stranger.locator("input[type=file]").set_input_files([chosen])
    expect(stranger.locator("[data-digest] [role=status]")).to_contain_text(told)
