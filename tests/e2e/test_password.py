"""A forgotten password, from the sign-in screen by the mailed link to the way back in."""

import re

import pytest
from playwright.sync_api import Page, expect

from backend.devstack.stack import Stack
from tests.e2e.phone import register, sign_in

pytestmark = pytest.mark.e2e
NEW_PASSWORD = "con trau di truoc cai cay 2026"
MAIL = "from backend.accounts.actions.password import mail_reset_link; mail_reset_link('{address}')"


def mailed_link(stack: Stack, address: str) -> str:
    """The way to the sign-in screen in the letter that a worker writes."""
    letter = stack.manage("shell", "-v0", "-c", MAIL.format(address=address))
    return re.search(r"/dang-nhap/#dat-lai=\S+", letter)[0]


def test_a_forgotten_password_is_set_anew_by_the_mailed_link(
    phone: Page, second_phone: Page, stack: Stack
):
    address = register(phone)
    lost = second_phone
    lost.goto("/dang-nhap/")
    lost.get_by_role("button", name="Quên mật khẩu?").click()
    expect(lost.get_by_role("heading", level=1)).to_have_text("Quên mật khẩu")
    lost.get_by_role("button", name="Gửi đường dẫn").click()
    expect(lost.get_by_text("Bạn chưa điền chỗ này").first).to_be_visible()
    lost.get_by_label("Số điện thoại hoặc thư điện tử").fill(address)
    lost.get_by_role("button", name="Gửi đường dẫn").click()
    expect(lost.get_by_role("status")).to_contain_text("thư sẽ đến trong vài phút")
    link = mailed_link(stack, address)

    lost.goto("about:blank")
    lost.goto(link)
    lost.get_by_label("Mật khẩu mới", exact=True).fill(NEW_PASSWORD)
    lost.get_by_role("button", name="Đổi mật khẩu").click()
    expect(lost.get_by_role("status")).to_contain_text("Đã đổi mật khẩu")

    sign_in(lost, address, NEW_PASSWORD)
    expect(lost.get_by_role("button", name="Bắt đầu làm bài")).to_be_visible()
    lost.goto("about:blank")
    lost.goto(link)
    lost.get_by_label("Mật khẩu mới", exact=True).fill("mot mat khau khac han 2026")
    lost.get_by_role("button", name="Đổi mật khẩu").click()
    expect(lost.get_by_text("Đường dẫn này đã dùng hoặc đã cũ").first).to_be_visible()
