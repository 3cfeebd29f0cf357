"""Items of every kind on a phone, and the marking of essays at a desk."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from backend.devstack.stack import Stack
from tests.e2e.every_kind import SLUG
from tests.e2e.phone import expect_saved, hand_in, next_item, register, sign_in

pytestmark = pytest.mark.e2e
ESSAY = "Bà con ở thôn tôi cần người chỉ từng bước một."
TRAINER = ("trainer@hocso.test", "hoc-so-2026")


@pytest.fixture
def contest(stack: Stack) -> str:
    stack.manage("shell", "-c", "from tests.e2e.every_kind import make; make()")
    return SLUG


def kind_of(page: Page) -> str:
    """The kind of the shown item, from its stem."""
    return re.search(r"Câu (\w+) số", page.locator("#question").inner_text())[1]


def choose(*texts: str) -> Callable[[Page], None]:
    def chosen(page: Page) -> None:
        for text in texts:
            page.locator("label.opt").filter(has=page.get_by_text(text, exact=True)).click()

    return chosen


def match(page: Page) -> None:
    for option, target in (("Một", "3"), ("Hai", "1"), ("Ba", "3")):
        group = page.get_by_role("radiogroup", name=option)
        group.get_by_role("radio", name=target, exact=True).check(force=True)


def order(page: Page) -> None:
    """Into "Một, Hai, Ba, Bốn", by the arrows alone."""
    for place, text in enumerate(("Một", "Hai", "Ba", "Bốn")):
        while page.locator("ol li .text").all_inner_texts().index(text) > place:
            page.get_by_role("button", name=f"Đưa lên: {text}").click()
    if page.get_by_role("button", name="Thứ tự này đã đúng").is_visible():
        page.get_by_role("button", name="Thứ tự này đã đúng").click()


def write_number(page: Page) -> None:
    page.get_by_label("Câu trả lời bằng số").press_sequentially("3,5")
    expect(page.get_by_text("Hiểu là 3,5 km")).to_be_visible()


def write_words(page: Page) -> None:
    page.get_by_label("Câu trả lời của bạn").press_sequentially("bdhvs", delay=20)


def point(page: Page) -> None:
    """By a tap, then by the keyboard alone: to a quarter across and three quarters down."""
    picture = page.get_by_role("application")
    expect(picture.locator("img")).to_have_js_property("complete", True)
    assert picture.locator("img").evaluate("image => image.naturalWidth") == 1200
    box = picture.bounding_box()
    picture.click(position={"x": box["width"] * 0.3, "y": box["height"] * 0.75})
    picture.focus()
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("cách mép trái 25%, cách mép trên 75%")).to_be_visible()


def write_essay(page: Page) -> None:
    page.get_by_label("Bài viết của bạn").fill(ESSAY)


ANSWERS: dict[str, Callable[[Page], None]] = {
    "single": choose("Hai"),
    "multiple": choose("Một", "Bốn"),
    "true_false": choose("Sai"),
    "matching": match,
    "ordering": order,
    "number": write_number,
    "short_text": write_words,
    "hotspot": point,
    "essay": write_essay,
}


def shown_answer(page: Page, kind: str) -> object:
    """What the screen says was answered."""
    if kind == "matching":
        return page.locator(".made").all_inner_texts()
    if kind == "ordering":
        return page.locator("ol li .text").all_inner_texts()
    if kind == "number":
        return page.get_by_label("Câu trả lời bằng số").input_value()
    if kind == "short_text":
        return page.get_by_label("Câu trả lời của bạn").input_value()
    if kind == "hotspot":
        return page.locator("#place-said").inner_text().partition(": ")[2]
    if kind == "essay":
        return page.get_by_label("Bài viết của bạn").input_value()
    return sorted(page.locator("label.opt.on .key + span").all_inner_texts())


RIGHT = {
    "single": ["Hai"],
    "multiple": ["Bốn", "Một"],
    "true_false": ["Sai"],
    "matching": ["3", "1", "3"],
    "ordering": ["Một", "Hai", "Ba", "Bốn"],
    "number": "3,5",
    "short_text": "bdhvs",
    "hotspot": "cách mép trái 25%, cách mép trên 75%.",
    "essay": ESSAY,
}


def begin(page: Page, slug: str, name: str = "Lò Thị Mẩy") -> None:
    register(page, name)
    page.goto(f"/cuoc-thi/{slug}/lam-bai/")
    page.get_by_role("button", name="Bắt đầu làm bài").click()
    expect(page.get_by_text("Câu 1 trong 9")).to_be_visible()


def answer_all(page: Page) -> None:
    for place in range(9):
        if place:
            next_item(page)
        expect(page.get_by_text(f"Câu {place + 1} trong 9")).to_be_visible()
        ANSWERS[kind_of(page)](page)


def test_every_kind_is_answered_and_is_there_after_a_reload(phone: Page, contest: str):
    begin(phone, contest)
    answer_all(phone)
    expect_saved(phone)

    phone.reload()

    expect_saved(phone)
    phone.get_by_role("button", name="Sơ đồ").click()
    expect(phone.get_by_role("button", name=re.compile(", đã trả lời"))).to_have_count(9)
    for place in range(9):
        if place:
            phone.get_by_role("button", name="Sơ đồ").click()
        phone.get_by_role("button", name=re.compile(rf"^Câu {place + 1},")).click()
        expect(phone.get_by_text(f"Câu {place + 1} trong 9")).to_be_visible()
        kind = kind_of(phone)
        assert (kind, shown_answer(phone, kind)) == (kind, RIGHT[kind])


def test_answers_of_every_kind_outlive_a_lost_network(phone: Page, contest: str):
    begin(phone, contest)
    expect(phone.locator("#question")).to_be_visible()
    phone.wait_for_load_state("networkidle")
    phone.context.set_offline(True)
    answer_all(phone)
    expect(phone.get_by_text(re.compile("9 câu đang giữ trên máy"))).to_be_visible(timeout=15_000)
    address, killed = phone.url, phone
    again = phone.context.new_page()
    killed.close()

    again.goto(address)
    again.context.set_offline(False)

    expect_saved(again)
    again.get_by_role("button", name="Sơ đồ").click()
    expect(again.get_by_role("button", name=re.compile(", đã trả lời"))).to_have_count(9)


@pytest.mark.parametrize("kind", ["essay", "short_text"])
def test_nothing_written_is_called_saved_before_it_is(phone: Page, contest: str, kind: str):
    begin(phone, contest)
    while kind_of(phone) != kind:
        next_item(phone)
    expect_saved(phone)

    field = phone.get_by_label("Bài viết của bạn" if kind == "essay" else "Câu trả lời của bạn")
    field.press("a")

    expect(phone.get_by_text("Đã lưu", exact=True)).to_be_hidden(timeout=300)
    expect_saved(phone)
    phone.reload()
    expect(phone.get_by_role("button", name="Sơ đồ")).to_be_visible()
    phone.get_by_role("button", name="Sơ đồ").click()
    expect(phone.get_by_role("button", name=re.compile(", đã trả lời"))).to_have_count(1)


def test_an_order_is_made_by_the_keyboard_alone(phone: Page, contest: str):
    begin(phone, contest, "Triệu Thị Mùi")
    while kind_of(phone) != "ordering":
        next_item(phone)
    rows = phone.locator("ol li .text")
    first, last = rows.first.inner_text(), rows.last.inner_text()
    up = phone.get_by_role("button", name=f"Đưa lên: {last}")
    up.focus()

    for place in (2, 1, 0):
        phone.keyboard.press("Enter")
        expect(rows.nth(place)).to_have_text(last)
        expect(up).to_be_focused()
    phone.keyboard.press("Enter")

    expect(rows.first).to_have_text(last)
    expect(up).to_be_focused()
    down = phone.get_by_role("button", name=f"Đưa xuống: {first}")
    down.focus()
    phone.keyboard.press("Enter")
    expect(rows.nth(2)).to_have_text(first)
    expect(down).to_be_focused()
    expect_saved(phone)


def test_an_essay_is_marked_by_the_keyboard_alone(phone: Page, second_phone: Page, contest: str):
    begin(phone, contest, "Giàng A Chỉnh")
    answer_all(phone)
    expect_saved(phone)
    hand_in(phone)
    expect(phone.get_by_text(re.compile("Giàng|mã|Đã nhận")).first).to_be_visible()

    desk = second_phone
    desk.set_viewport_size({"width": 1280, "height": 800})
    sign_in(desk, *TRAINER)
    desk.goto(f"/cham-bai/{contest}/")
    expect(desk.get_by_text(ESSAY)).to_be_visible(timeout=15_000)
    expect(desk.get_by_text("Giàng")).to_have_count(0)
    desk.locator(".criterion input").first.focus()
    desk.keyboard.press("6")
    desk.keyboard.press("2")
    expect(desk.get_by_text("8 / 10 điểm")).to_be_visible()
    desk.keyboard.press("Enter")

    expect(desk.get_by_text("Đã lưu 8 điểm.")).to_be_visible()
    desk.keyboard.press("z")
    expect(desk.get_by_text("Bạn đang sửa bài vừa chấm.")).to_be_visible()
    expect(desk.get_by_text("8 / 10 điểm")).to_be_visible()
