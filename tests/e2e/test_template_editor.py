"""An organiser makes a template: sees each change on the page, keeps versions, in two languages."""

import io
from collections.abc import Iterator

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Locator, Page, expect

from backend.devstack.stack import Stack
from tests.e2e.phone import CONTEST, new_phone, sign_in
from tests.e2e.test_accessibility import problems

pytestmark = pytest.mark.e2e

NAME = "Mẫu lễ trao giải 2026"
DRAWN_MS = 20_000


@pytest.fixture
def desk(browser: Browser, stack: Stack) -> Iterator[Page]:
    for page in new_phone(browser, stack.url, (1280, 800)):
        sign_in(page, "organiser@hocso.test", "hoc-so-2026")
        page.goto(f"/ban-to-chuc/{CONTEST}/mau-chung-nhan/")
        yield page


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def choose(page: Page, legend: str, option: str) -> None:
    page.get_by_role("group", name=legend, exact=True).get_by_text(option, exact=True).click()


class Drawn:
    """The page as it is shown beside the form; every change must draw another one."""

    def __init__(self, picture: Locator) -> None:
        self._picture = picture
        self._last = ""

    def anew(self) -> None:
        expect(self._picture).to_be_visible(timeout=DRAWN_MS)
        seen = [self._picture.element_handle(), self._last]
        self._picture.page.wait_for_function(
            "([picture, last]) => picture.src !== last", arg=seen, timeout=DRAWN_MS
        )
        self._last = self._picture.get_attribute("src") or ""


def shown(page: Page, name: str = "Chứng nhận theo mẫu này") -> Drawn:
    """The first page that an editor shows when it opens."""
    drawn = Drawn(page.get_by_role("img", name=name))
    drawn.anew()
    return drawn


def emblem() -> bytes:
    """A disc of an emblem on the white of its paper."""
    picture = Image.new("RGB", (600, 600), "white")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((30, 30, 570, 570), fill="#B3261E", outline="#F2C94C", width=24)
    star = [(300, 110), (344, 245), (486, 245), (371, 328), (415, 463)]
    star += [(300, 380), (185, 463), (229, 328), (114, 245), (256, 245)]
    draw.polygon(star, fill="#F2C94C")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def bring(page: Page, part: str, body: bytes) -> None:
    group = page.get_by_role("group", name=part, exact=True)
    group.locator("input[type=file]").set_input_files(
        [{"name": "anh.png", "mimeType": "image/png", "buffer": body}]
    )
    expect(group.get_by_role("button")).to_have_count(2)


def test_a_template_is_made_seen_and_kept_in_versions(desk: Page) -> None:
    press(desk, "Tạo mẫu")
    drawn = shown(desk)

    choose(desk, "Bố cục", "Lễ hội")
    drawn.anew()
    desk.get_by_label("Màu chủ đạo").select_option("Đỏ")
    drawn.anew()
    bring(desk, "Biểu trưng", emblem())
    drawn.anew()
    for label, text in {"Chức vụ": "Trưởng ban", "Họ và tên": "Nông Thị Hòa"}.items():
        desk.get_by_label(label).first.fill(text)
        drawn.anew()
    desk.get_by_label("Tên mẫu").fill(NAME)
    press(desk, "Lưu mẫu")

    row = desk.get_by_role("listitem").filter(has_text=NAME)
    expect(row).to_contain_text("Lễ hội, nằm ngang · Phiên bản 1")
    press(desk, f"Sửa: {NAME}")
    drawn = shown(desk)
    assert problems(desk) == []
    choose(desk, "Khổ A4", "Thẳng đứng")
    drawn.anew()
    press(desk, "Lưu mẫu")
    expect(row).to_contain_text("Lễ hội, thẳng đứng · Phiên bản 2")

    press(desk, f"Sửa: {NAME}")
    history = desk.get_by_role("region", name="Các phiên bản trước")
    expect(history.get_by_role("listitem")).to_contain_text(["Phiên bản 1"])
    drawn = shown(desk)
    history.get_by_role("button", name="Dùng lại").click()
    drawn.anew()
    expect(desk.get_by_role("radio", name="Nằm ngang")).to_be_checked()


def test_what_cannot_be_printed_is_told_where_it_stands(desk: Page) -> None:
    press(desk, "Tạo mẫu")
    body = desk.get_by_label("Nội dung")
    body.fill("Đã đạt {giai nhat}")

    expect(desk.get_by_text("Không có trường {giai nhat}.")).to_be_visible(timeout=DRAWN_MS)
    body.fill("Đã đạt {giải}")
    expect(desk.get_by_text("Không có trường")).to_be_hidden(timeout=DRAWN_MS)


def test_the_editor_speaks_english(desk: Page) -> None:
    desk.context.add_cookies([{"name": "django_language", "value": "en", "url": desk.url}])
    desk.reload()
    press(desk, "New template")
    drawn = shown(desk, "A certificate by this template")

    choose(desk, "Language", "English")
    drawn.anew()
    for field in ("{name}", "{award}"):
        press(desk, field)
        drawn.anew()
    assert problems(desk) == []
