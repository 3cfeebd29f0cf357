"""Pictures of every screen of a running server, to be opened and judged.

    python -m tests.e2e.screens [--base-url http://127.0.0.1:8000] [--folder screens]
        [--only as_a_learner]

Each screen at 360 × 740 and 1280 × 800, light and dark; the hall at 1920 × 1080; the certificate's
page as print shows it. One invented person registers in each run and takes a paper.
"""

import argparse
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from playwright.sync_api import APIResponse, BrowserContext, Page, sync_playwright

from backend.devstack.browser import find_chromium
from tests.e2e.course_screens import LEARNING, TEACHING, WRITING, fill_cohort, write_draft

PASSWORD: Final = "hoc-so-2026"
CITIZEN: Final = "citizen@hocso.test"
ORGANISER: Final = "organiser@hocso.test"
TRAINER: Final = "trainer@hocso.test"
DESK_TABS: Final = {
    "overview": "",
    "set-up": "thiet-lap/",
    "preset": "thiet-lap/?buoc=preset",
    "rounds-plan": "thiet-lap/?buoc=rounds",
    "items": "thiet-lap/?buoc=items",
    "texts": "thiet-lap/?buoc=texts",
    "preview": "thiet-lap/?buoc=preview",
    "checklist": "thiet-lap/?buoc=publish",
    "rulebook": "the-le/",
    "rounds": "vong-thi/",
    "live": "theo-doi/",
    "anomalies": "bat-thuong/",
    "results": "ket-qua/",
    "essays": "cham-bai/",
    "winners": "dat-giai/",
    "certificates": "chung-nhan/",
    "certificate-templates": "mau-chung-nhan/",
    "organisations": "don-vi/",
    "log": "nhat-ky/",
}
SIZES: Final = {"360": (360, 740), "1280": (1280, 800)}
HALL: Final = {"1920": (1920, 1080)}
SCHEMES: Final = ("light", "dark")
CHROMIUM_OPTIONS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
TALLEST: Final = 12_000


@dataclass
class Camera:
    """One browser page and the folder its pictures go to."""

    page: Page
    folder: Path
    wide: list[str]

    def visit(self, path: str) -> None:
        self.page.goto(path)
        self.settle()

    def settle(self) -> None:
        self.page.wait_for_load_state("networkidle")
        self.page.evaluate("document.fonts.ready")

    def take(self, name: str, sizes: dict[str, tuple[int, int]] | None = None) -> None:
        """The screen as it stands, in every size and both themes, down to its end.

        The window grows with the page, so that a bar docked to its foot is seen there once.
        """
        for label, (width, height) in (sizes or SIZES).items():
            self.page.set_viewport_size({"width": width, "height": height})
            self.page.wait_for_timeout(100)
            needed: dict[str, int] = self.page.evaluate(
                "({ w: document.documentElement.scrollWidth,"
                "   h: document.documentElement.scrollHeight })"
            )
            if needed["w"] > width:
                self.wide.append(f"{name} at {width} px")
            if needed["h"] > height:
                self.page.set_viewport_size({"width": width, "height": min(needed["h"], TALLEST)})
            for scheme in SCHEMES:
                self.page.emulate_media(color_scheme=scheme)
                self.page.wait_for_timeout(300)
                self.page.screenshot(path=self.folder / f"{name}-{label}-{scheme}.png")
        print(name)

    def shoot(self, name: str, path: str, **options: Any) -> None:
        self.visit(path)
        self.take(name, **options)


def main() -> int:
    """Take all pictures; 1 when a screen scrolls sideways or could not be reached."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--base-url", default="http://127.0.0.1:8000")
    options.add_argument("--folder", type=Path, default=Path("screens"))
    options.add_argument("--only", metavar="WHO", help="one visit, such as as_a_learner")
    chosen = options.parse_args()
    chromium = find_chromium()
    if chromium is None:
        print("There is no Chromium here. Debian: apt-get install chromium", file=sys.stderr)
        return 1

    chosen.folder.mkdir(parents=True, exist_ok=True)
    wide: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_OPTIONS)
        for visit in chosen_visits(chosen.only):
            context = browser.new_context(
                base_url=chosen.base_url, locale="vi-VN", service_workers="block"
            )
            visit(Camera(context.new_page(), chosen.folder, wide))
            context.close()
        browser.close()
    for screen in wide:
        print(f"SCROLLS SIDEWAYS: {screen}", file=sys.stderr)
    return 1 if wide else 0


def chosen_visits(only: str | None) -> list[Callable[[Camera], None]]:
    """All of them, or the one of that name."""
    return [visit for visit in VISITS if only in (None, visit.__name__)]


def as_a_stranger(camera: Camera) -> None:
    """Everything that may be read without signing in."""
    contest, published = shown_contest(camera.page.context)
    address = f"/cuoc-thi/{contest}/"
    camera.shoot("home", "/")
    camera.shoot("contest", address)
    camera.shoot("rules", f"{address}the-le/")
    if published:
        camera.shoot("results", f"{address}ket-qua/{published}/")
    camera.shoot("board", f"{address}bang-xep-hang/")
    camera.shoot("hall", f"/man-hinh/{contest}/", sizes=HALL)
    camera.shoot("courses", "/khoa-hoc/")
    camera.shoot("course-visitor", LEARNING["course"])
    camera.shoot("lesson-visitor", LEARNING["lesson"])
    camera.shoot("sign-in", "/dang-nhap/")
    camera.page.get_by_role("button", name="Đăng nhập").click()
    camera.take("sign-in-errors")
    camera.shoot("register", "/dang-ky/")
    camera.shoot("certificate-form", "/chung-nhan/")
    camera.shoot("certificate-unknown", f"/chung-nhan/{'0' * 26}/")
    camera.shoot("privacy", "/quyen-rieng-tu/")
    camera.shoot("offline", "/mat-mang/")
    camera.shoot("not-found", "/khong-co-trang-nay/")


def as_a_participant(camera: Camera) -> None:
    """A newcomer's way through a paper, up to the receipt."""
    register(camera)
    contest, _published = shown_contest(camera.page.context)
    camera.shoot("contest-signed-in", f"/cuoc-thi/{contest}/")
    camera.shoot("ready", f"/cuoc-thi/{contest}/lam-bai/")
    page = camera.page
    page.get_by_role("button", name="Bắt đầu làm bài").click()
    page.locator("#question").wait_for()
    camera.take("paper")
    page.locator("label.opt").nth(1).click()
    page.get_by_text("Đã lưu").wait_for()
    camera.take("paper-answered")
    page.get_by_role("button", name="Sơ đồ").click()
    camera.take("paper-map")
    page.get_by_role("button", name="Câu 2,").click()
    page.context.set_offline(True)
    page.locator("label.opt").first.click()
    page.get_by_text("giữ trên máy").first.wait_for()
    camera.take("paper-offline")
    page.context.set_offline(False)
    page.get_by_text("Đã lưu").wait_for(timeout=60_000)
    page.get_by_role("button", name="Sơ đồ").click()
    page.get_by_role("button", name="Nộp bài").click()
    camera.take("paper-overview")
    page.get_by_role("button", name="Nộp bài").click()
    page.wait_for_url("**/bai-lam/**")
    camera.settle()
    camera.take("receipt")


def as_a_learner(camera: Camera) -> None:
    """A newcomer's first lesson, with its quiz and without a network."""
    register(camera)
    camera.shoot("course-way-new", LEARNING["course-way"])
    page = camera.page
    page.get_by_role("button", name="Bắt đầu học").click()
    page.locator("article h1").wait_for()
    page.get_by_role("textbox", name="Ghi chú của bạn").fill("Dặn bố mẹ: không đọc mã OTP cho ai.")
    page.get_by_role("button", name="Đánh dấu bài này").click()
    page.locator("button.picture").first.click()
    camera.take("lesson-picture")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Làm tự kiểm tra").click()
    page.locator("#question").wait_for()
    camera.take("lesson-quiz")
    page.get_by_role("button", name="Chưa biết").click()
    page.locator("#verdict").wait_for()
    camera.take("lesson-quiz-verdict")
    page.get_by_role("button", name="Câu tiếp").click()
    page.context.set_offline(True)
    page.get_by_role("button", name="Chưa biết").click()
    page.get_by_role("heading", name="Đã giữ câu trả lời trên máy").wait_for()
    camera.take("lesson-quiz-offline")
    page.context.set_offline(False)
    for name, path in LEARNING.items():
        camera.shoot(name, path)


def as_a_trainer(camera: Camera) -> None:
    """Writing a course, and a cohort into which somebody came."""
    sign_in(camera, TRAINER)
    camera.visit("/toi/")
    learner = Camera(new_page(camera), camera.folder, camera.wide)
    register(learner)
    learner.visit("/toi/")
    cohort = fill_cohort(camera.page, learner.page)
    learner.page.context.close()
    write_draft(camera.page)
    for name, path in (WRITING | TEACHING).items():
        camera.shoot(name, path.format(cohort=cohort))


def new_page(camera: Camera) -> Page:
    """Of somebody else, at the same address."""
    browser, address = camera.page.context.browser, urlsplit(camera.page.url)
    assert browser is not None
    origin = f"{address.scheme}://{address.netloc}"
    return browser.new_context(base_url=origin, locale="vi-VN", service_workers="block").new_page()


def as_the_citizen(camera: Camera) -> None:
    """The demonstration's citizen, whose first round is over and certified."""
    sign_in(camera, CITIZEN)
    camera.shoot("my-page", "/toi/")
    request = camera.page.context.request
    attempts = request.get("/api/v1/attempts/").json()
    if attempts:
        camera.shoot("result", f"/bai-lam/{attempts[0]['uuid']}/")
    certificates = request.get("/api/v1/certificates/").json()
    if certificates:
        camera.shoot("certificate", f"/chung-nhan/{certificates[0]['code']}/")
        printed = request.get(f"/api/v1/certificates/{certificates[0]['uuid']}/file/")
        picture_of(printed, camera.folder)


def as_the_organiser(camera: Camera) -> None:
    """Every screen of the desk, as the demonstration fills it."""
    sign_in(camera, ORGANISER)
    contest, _published = shown_contest(camera.page.context)
    camera.shoot("desk", "/ban-to-chuc/")
    camera.shoot("desk-new", "/ban-to-chuc/tao/")
    for name, tab in DESK_TABS.items():
        camera.shoot(f"desk-{name}", f"/ban-to-chuc/{contest}/{tab}")


def shown_contest(context: BrowserContext) -> tuple[str, int | None]:
    """The slug of a contest with an open round, and the number of its newest published round."""
    contests = context.request.get("/api/v1/contests/").json()
    contest = next(
        one for one in contests if any(each["state"] == "open" for each in one["rounds"])
    )
    published = [each["number"] for each in contest["rounds"] if each["state"] == "published"]
    return contest["slug"], max(published, default=None)


def register(camera: Camera) -> None:
    """A new invented person, signed in."""
    request = camera.page.context.request
    unit = request.get("/api/v1/organisations/", params={"q": "minh xuan"}).json()["results"][0]
    person = {
        "identifier": f"man-hinh-{secrets.token_hex(4)}@hocso.test",
        "password": PASSWORD,
        "full_name": "Hoàng Thị Thu Trang",
        "birth_date": "1991-06-12",
        "organisation": unit["uuid"],
        "consents": {
            "taking_part": True,
            "publish_name": False,
            "photos": False,
            "messages": False,
        },
    }
    checked(post(camera, "/api/v1/registrations/", person))


def sign_in(camera: Camera, identifier: str) -> None:
    checked(post(camera, "/api/v1/session/", {"identifier": identifier, "password": PASSWORD}))


def post(camera: Camera, path: str, body: dict[str, Any]) -> APIResponse:
    request = camera.page.context.request
    token = request.get("/api/v1/session/").json()["csrf_token"]
    origin = str(request.get("/").url).rstrip("/")
    return request.post(path, data=body, headers={"X-CSRFToken": token, "Referer": f"{origin}/"})


def checked(response: APIResponse) -> None:
    if not response.ok:
        raise SystemExit(f"{response.url} answered {response.status}: {response.text()}")


def picture_of(printed: APIResponse, folder: Path) -> None:
    """The certificate's page as a picture, where poppler's tool is installed."""
    if not printed.ok:
        print(f"certificate not printed yet ({printed.status})", file=sys.stderr)
        return
    file = folder / "certificate.pdf"
    file.write_bytes(printed.body())
    if shutil.which("pdftoppm") is None:
        print("certificate.pdf kept as it is: no pdftoppm (Debian: poppler-utils)")
        return
    subprocess.run(["pdftoppm", "-png", "-r", "110", file, folder / "certificate-page"], check=True)
    print("certificate-page")


VISITS: Final = (
    as_a_stranger,
    as_a_participant,
    as_a_learner,
    as_a_trainer,
    as_the_citizen,
    as_the_organiser,
)

if __name__ == "__main__":
    sys.exit(main())
