"""axe on every screen, in both themes, on a phone and on a laptop; nothing scrolls sideways."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.e2e.phone import CONTEST, ROOT, next_item, register, sign_in, start

pytestmark = pytest.mark.e2e

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
OPEN_TO_ALL = [
    "/",
    f"/cuoc-thi/{CONTEST}/",
    f"/cuoc-thi/{CONTEST}/the-le/",
    f"/cuoc-thi/{CONTEST}/ket-qua/1/",
    f"/cuoc-thi/{CONTEST}/bang-xep-hang/",
    f"/man-hinh/{CONTEST}/",
    "/dang-nhap/",
    "/dang-ky/",
    "/chung-nhan/",
    "/chung-nhan/7QKM4T2X9DRWHN5C8JV3TKPB6Y/",
    "/luyen-tap/",
    "/tu-danh-gia/",
    "/lo-trinh/",
    "/lo-trinh/cong-dan-so/",
    "/tim/?q=lua+dao",
    "/tin/",
    "/tin/luat-chuyen-doi-so/",
    "/khoa-hoc/",
    "/khoa-hoc/?q=khong+co+gi",
    "/khoa-hoc/ky-nang-so-co-ban/",
    "/khoa-hoc/ky-nang-so-co-ban/hoc/",
    "/khoa-hoc/ky-nang-so-co-ban/bai/lam-quen-dien-thoai/",
    "/khoa-hoc/hieu-nghi-quyet-57/bai/bo-may-doanh-nghiep-hop-tac/",
    "/quyen-rieng-tu/",
    "/khong-co-trang-nay/",
]
SIZES = [(360, 740), (1280, 800)]


def problems(page: Page) -> list[Any]:
    """axe's findings in both themes and sizes, and pages wider than the screen."""
    found: list[Any] = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.wait_for_timeout(250)
            page.evaluate(Path(AXE).read_text())
            report = page.evaluate("axe.run({resultTypes: ['violations']})")
            found += [
                (width, scheme, one["id"], [node["html"] for node in one["nodes"]][:3])
                for one in report["violations"]
            ]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append((width, "scrolls sideways"))
    return found


@pytest.mark.parametrize("path", OPEN_TO_ALL)
def test_open_pages_are_accessible(phone: Page, path: str):
    phone.goto(path)
    phone.wait_for_load_state("networkidle")

    assert problems(phone) == []


def test_the_paper_and_its_dialogs_are_accessible(phone: Page):
    register(phone)
    found = problems(phone)
    start(phone)
    found += problems(phone)
    phone.get_by_role("button", name="Sơ đồ").click()
    found += problems(phone)
    phone.keyboard.press("Escape")
    for _ in range(20):
        next_item(phone)
    found += problems(phone)
    phone.get_by_role("button", name="Xem lại", exact=True).click()
    found += problems(phone)
    phone.get_by_role("button", name="Nộp bài", exact=True).last.click()
    phone.get_by_text("Biên nhận bài làm").wait_for()
    found += problems(phone)

    assert found == []


def test_my_page_and_a_reviewed_result_are_accessible(phone: Page):
    sign_in(phone, "0912345678", "hoc-so-2026")
    phone.goto("/toi/")
    phone.get_by_text("Vòng 1").first.wait_for()
    found = problems(phone)
    phone.locator("a[href^='/bai-lam/']").first.click()
    phone.get_by_text("Biên nhận bài làm").wait_for()
    found += problems(phone)

    assert found == []


DESK = "/ban-to-chuc/"
TABS = (
    *("", "thiet-lap/", "the-le/", "vong-thi/", "theo-doi/", "bat-thuong/", "ket-qua/"),
    *("cham-bai/", "dat-giai/", "chung-nhan/", "don-vi/", "nhat-ky/"),
)
STEPS = ("preset", "rounds", "items", "texts", "preview", "publish")


@pytest.mark.parametrize(
    "path",
    [
        DESK,
        f"{DESK}tao/",
        *(f"{DESK}{CONTEST}/{tab}" for tab in TABS),
        *(f"{DESK}{CONTEST}/thiet-lap/?buoc={step}" for step in STEPS),
    ],
)
def test_the_organisers_desk_is_accessible(phone: Page, path: str):
    sign_in(phone, "organiser@hocso.test", "hoc-so-2026")
    phone.goto(path)
    phone.wait_for_load_state("networkidle")

    assert problems(phone) == []
