"""The public board when sockets fail, and while a person holds it still."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from backend.devstack.stack import Stack
from tests.e2e.phone import CONTEST
from tests.e2e.takers import Taker

pytestmark = pytest.mark.e2e
BOARD = f"/cuoc-thi/{CONTEST}/bang-xep-hang/"


@pytest.fixture
def taker(browser: Browser, stack: Stack) -> Iterator[Taker]:
    taker = Taker(browser, stack.url, "Hoàng Thị Páo")
    yield taker
    taker.close()


def attempts(page: Page) -> Locator:
    """Where the board tells of how many attempts there were."""
    return page.locator("dl.facts > div").filter(has_text="lượt thi").locator("dd")


def count(figure: Locator) -> int:
    return int(re.sub(r"\D", "", figure.inner_text()))


def test_a_board_without_sockets_is_fetched_every_few_seconds(phone: Page, taker: Taker):
    phone.route_web_socket(re.compile("/ws/"), lambda line: line.close())
    phone.goto(BOARD)
    expect(phone.get_by_text("Cập nhật 5 giây một lần")).to_be_visible()
    before = count(attempts(phone))

    taker.take_a_paper(CONTEST, answered=20)

    expect(attempts(phone)).to_have_text(str(before + 1), timeout=20_000)
    expect(phone.get_by_text("Cập nhật 5 giây một lần")).to_be_visible()


def test_a_board_that_is_held_still_does_not_move_until_it_is_let_go(
    phone: Page, second_phone: Page, taker: Taker
):
    for page in (phone, second_phone):
        page.goto(BOARD)
        expect(page.get_by_text("Đang cập nhật trực tiếp")).to_be_visible()
    before = count(attempts(phone))
    phone.get_by_role("button", name="Tạm dừng").click()
    expect(phone.get_by_text("Đã tạm dừng")).to_be_visible()

    taker.take_a_paper(CONTEST, answered=20)

    expect(attempts(second_phone)).to_have_text(str(before + 1), timeout=20_000)
    assert count(attempts(phone)) == before
    phone.get_by_role("button", name="Cập nhật tiếp").click()
    expect(attempts(phone)).to_have_text(str(before + 1), timeout=20_000)
    expect(phone.get_by_text("Đang cập nhật trực tiếp")).to_be_visible()
