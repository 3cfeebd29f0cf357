"""From “where am I?” to the lesson that comes next, on a small phone."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.phone import ROOT

pytestmark = pytest.mark.e2e
AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"


def violations(page: Page) -> list[str]:
    page.evaluate(Path(AXE).read_text())
    found = page.evaluate("async () => (await axe.run()).violations")
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]


def test_a_visitor_stops_goes_on_and_opens_a_recommended_lesson(phone: Page):
    phone.goto("/tu-danh-gia/")
    phone.get_by_label("Người dân").check()
    phone.get_by_role("button", name="Bắt đầu").click()
    expect(phone.get_by_text("Câu 1 trong 24")).to_be_visible()
    assert violations(phone) == []
    for _ in range(10):
        phone.locator(".level").nth(2).click()
    phone.reload()
    phone.get_by_role("button", name="Làm tiếp từ câu 11 trong 24").click()
    for number in range(11, 25):
        expect(phone.get_by_text(f"Câu {number} trong 24")).to_be_visible()
        phone.locator(".level").nth(0 if number == 15 else 2).click()

    expect(phone.get_by_role("heading", name="Bạn đang ở đây")).to_be_visible()
    expect(
        phone.get_by_role("cell", name="66%").or_(phone.get_by_role("cell", name="67%"))
    ).to_have_count(5)
    first = phone.get_by_role("link").filter(has_text="Giữ thông tin cá nhân, nhận ra lừa đảo")
    assert violations(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    first.click()
    phone.wait_for_url("**/khoa-hoc/ky-nang-so-co-ban/bai/**")
