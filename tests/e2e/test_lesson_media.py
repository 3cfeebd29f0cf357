"""A learner with a video that asks, sound, and a document page by page."""

import re
import time
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from backend.devstack.stack import Stack
from tests.e2e.media_course import ASKED_AT, PAGES, SECONDS, SLUG
from tests.e2e.phone import register
from tests.e2e.test_accessibility import problems

pytestmark = pytest.mark.e2e
MAKE = "from tests.e2e.media_course import make; make()"
LONG_MS = 20_000
NOW = "document.querySelector('video').currentTime"
CAPTION = "document.querySelector('video').textTracks[0].activeCues?.[0]?.text"


@pytest.fixture
def lessons(stack: Stack) -> str:
    stack.manage("shell", "-v", "0", "-c", MAKE)
    return f"/khoa-hoc/{SLUG}/bai/"


def open_lesson(page: Page, address: str) -> None:
    register(page)
    page.goto(address)
    page.get_by_role("button", name="Ghi danh").click(timeout=LONG_MS)
    expect(page.get_by_role("button", name="Ghi danh")).to_have_count(0)


def until(page: Page, script: str) -> None:
    """Waits as `wait_for_function` does, which our content policy forbids."""
    deadline = time.monotonic() + LONG_MS / 1000
    while not page.evaluate(script):
        assert time.monotonic() < deadline, script
        page.wait_for_timeout(100)


def evidence_of(page: Page, lesson: str) -> Any:
    told = page.request.get(f"/api/v1/courses/{SLUG}/lessons/{lesson}/").json()
    return told["progress"]["evidence"]


def test_a_video_asks_once_and_counts_what_was_played(phone: Page, lessons: str):
    open_lesson(phone, f"{lessons}bai-xem/")
    phone.get_by_role("button", name="Xem video").click()
    until(phone, f"{CAPTION} === 'Chạm vào biểu tượng màu xanh.'")
    # Who skips is brought back to the question; what was skipped does not count.
    phone.evaluate(f"document.querySelector('video').currentTime = {SECONDS - 1}")
    answer = phone.get_by_role("button", name="Trả lời câu hỏi")
    expect(answer).to_be_focused(timeout=LONG_MS)
    assert phone.evaluate(NOW) == pytest.approx(ASKED_AT, abs=1)
    found = problems(phone)
    phone.set_viewport_size({"width": 360, "height": 740})

    # The network goes while the question is open; keys are enough.
    phone.keyboard.press("Enter")
    expect(phone.locator("#question")).to_be_focused()
    phone.context.set_offline(True)
    phone.get_by_role("radio", name="Phương án A").press("Space")
    phone.get_by_role("button", name="Trả lời", exact=True).press("Enter")
    expect(phone.get_by_role("heading", name="Đã giữ câu trả lời trên máy")).to_be_focused()
    phone.get_by_role("button", name="Câu tiếp").press("Enter")
    expect(phone.get_by_text("Đang mất mạng")).to_be_visible()

    phone.context.set_offline(False)
    phone.get_by_role("button", name=re.compile("Xem tiếp từ")).click()
    phone.get_by_label("Tốc độ").select_option("2×")
    expect(phone.get_by_text("Đã lưu", exact=True)).to_be_visible(timeout=LONG_MS)
    until(phone, "document.querySelector('video').ended")
    expect(answer).to_have_count(0)
    phone.reload()
    expect(phone.get_by_text(re.compile("Đã xem"))).to_be_visible(timeout=LONG_MS)
    # What is shown may still wait to be sent. From the question on: portions of five seconds.
    deadline = time.monotonic() + LONG_MS / 1000
    while len((told := evidence_of(phone, "bai-xem")["video-1"]).get("watched", [])) < 2:
        assert time.monotonic() < deadline, told
        phone.wait_for_timeout(100)
    assert len(told["tried"]) == len(told["right"]) == 1
    assert set(told["watched"]) == {1, 2}
    assert found == []


def test_a_document_is_turned_by_keys_and_sound_is_heard(phone: Page, lessons: str):
    open_lesson(phone, f"{lessons}bai-doc/")
    room = phone.get_by_role("group", name=f"Trang 1 trong {PAGES}")
    room.focus()
    for page in range(1, PAGES + 1):
        expect(phone.get_by_text(f"Đã xem {page} trong {PAGES} trang")).to_be_visible(
            timeout=LONG_MS
        )
        phone.keyboard.press("ArrowRight")
    phone.get_by_text("Chữ của trang này").click()
    expect(phone.get_by_text(f"Trang {PAGES}: giữ mã OTP")).to_be_visible()
    phone.get_by_role("button", name="Phóng to").click()
    found = problems(phone)

    with phone.expect_download() as taken:
        phone.get_by_role("link", name=re.compile("Tải về: so-tay.pdf")).click()
    assert taken.value.path().read_bytes().startswith(b"%PDF")
    phone.evaluate("document.querySelector('audio').play()")
    phone.get_by_label("Tốc độ").select_option("2×")
    expect(phone.get_by_text("Bạn đã xong bài này")).to_be_visible(timeout=LONG_MS)
    assert evidence_of(phone, "bai-doc")["document-1"]["pages"] == [0, 1, 2]
    assert found == []
