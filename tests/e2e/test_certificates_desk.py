"""An organiser certifies thousands, hands one organisation's over, revokes one; strangers check."""

import io
import json
import shutil
import subprocess
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from asn1crypto import x509 as asn1
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificates
from openbadgeslib.ob3.verifier import OB3Verifier
from playwright.sync_api import Browser, Page, expect
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pypdf import PdfReader

from backend.common.text import name_sort_key
from backend.devstack.stack import Stack
from tests.e2e.phone import new_phone, sign_in

pytestmark = pytest.mark.e2e

PEOPLE, PRIZES = 1980, 20
LONG_MS = 60_000
SAMPLE = 25


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


def test_thousands_are_certified_bundled_revoked_and_checked(
    browser: Browser, stack: Stack, made: dict[str, str], tmp_path: Path
):
    for desk in new_phone(browser, stack.url, (1280, 800)):
        sign_in(desk, "organiser@hocso.test", "hoc-so-2026")
        desk.goto(f"/ban-to-chuc/{made['slug']}/chung-nhan/")
        issue_and_print(desk, "Tham gia", PEOPLE)
        issue_and_print(desk, "Đạt giải", PRIZES)
        files = download_a_bundle(desk, made["commune"])
        assert len(files) == (PEOPLE + PRIZES) // 2
        revoked, kept = codes_of(files[:2])
        revoke(desk, revoked)
    for stranger in new_phone(browser, stack.url):
        stranger.goto(f"/chung-nhan/{revoked}/")
        expect(stranger.get_by_role("heading", name="Chứng nhận đã bị thu hồi")).to_be_visible()
        stranger.goto(f"/chung-nhan/{kept}/")
        expect(stranger.get_by_role("heading", name="Chứng nhận có thật")).to_be_visible()
        whole = files[1]
        compare(stranger, whole, "đúng từng byte")
        compare(stranger, whole.replace(b"/Producer", b"/Producez", 1) + b" ", "khác tệp")
    with ThreadPoolExecutor(1) as aside:  # Playwright's own loop runs here
        aside.submit(others_accept, stack, files, tmp_path).result()
    others_accept_the_badge(stack, kept, revoked)


def issue_and_print(desk: Page, kind: str, people: int) -> None:
    row, all_ = desk.get_by_role("row").filter(has_text=kind).first, f"{people:,}".replace(",", ".")
    expect(row).to_contain_text(f"0 / {all_}")
    row.get_by_role("button", name="Cấp và in").click()
    confirm(desk, "Cấp và in")
    expect(row).to_contain_text(f"{all_} / {all_}", timeout=LONG_MS)
    expect(row.get_by_role("cell").nth(2)).to_have_text(all_, timeout=LONG_MS)


def others_accept(stack: Stack, files: list[bytes], folder: Path) -> None:
    """pyHanko and poppler, who know nothing of us but our certificate."""
    pem = (stack.data_dir / "keys" / "pdf.keys").read_bytes()
    ours = [
        asn1.Certificate.load(one.public_bytes(Encoding.DER))
        for one in load_pem_x509_certificates(pem)
    ]
    trusted = ValidationContext(trust_roots=ours, allow_fetching=False)
    for one in files[:: len(files) // SAMPLE]:
        [signature] = PdfFileReader(io.BytesIO(one)).embedded_signatures
        assert validate_pdf_signature(signature, trusted).bottom_line
    if tool := shutil.which("pdfsig"):
        (folder / "a.pdf").write_bytes(files[-1])
        told = subprocess.run(
            [tool, "-nocert", "a.pdf"], cwd=folder, capture_output=True, text=True
        )
        assert "Signature is Valid" in told.stdout
        assert "Total document signed" in told.stdout


def others_accept_the_badge(stack: Stack, kept: str, revoked: str) -> None:
    """A library of Open Badges, with what it finds by itself on our address."""
    did = "did:web:127.0.0.1%3A" + str(stack.port)
    at = f"{stack.url}/api/v1/certificates/verify/{{}}/credential.jwt"
    verifier = OB3Verifier.for_issuer_did(did, fetched)

    token = fetched(at.format(kept)).decode()
    assert verifier.verify(token, check_status=True, download=fetched).issuer.id == did
    with pytest.raises(HTTPError, match="409"):
        fetched(at.format(revoked))


def fetched(address: str) -> bytes:
    # did:web means https; the address of a test has none
    with urlopen(address.replace("https://", "http://"), timeout=10) as answer:
        found: bytes = answer.read()
    return found


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
    read = [PdfReader(io.BytesIO(one)).attachments["chung-nhan.json"][0] for one in files]
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
