"""The story of a course: written with video and quiz, taught to two hundred people, learned on a
small phone that loses its network, proved by a certificate, told to the trainer."""

import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from backend.devstack.stack import Stack
from backend.files.media.ffmpeg import program
from tests.e2e.course_screens import get, send
from tests.e2e.phone import new_phone, sign_in
from tests.e2e.test_accessibility import problems
from tests.e2e.test_authoring import PASSWORD, colleague, expect_saved
from tests.e2e.test_courses import MAKE, answer_quiz, read
from tests.e2e.test_teaching import CITIZEN, MAKE_PEOPLE, PEOPLE, enrol, open_cohort

pytestmark = pytest.mark.e2e
LONG_MS = 40_000
SLUG = "xem-mot-video"
TITLE = "Xem một video"
QUIZ = {"key": "quiz-1", "kind": "quiz", "title": "Tự kiểm tra", "pass": 2}
TEXT = {"key": "text-1", "kind": "text", "markup": "<p>Giữ mã OTP cho riêng mình.</p>"}


@pytest.fixture
def trainer(browser: Browser, stack: Stack) -> Iterator[Page]:
    stack.manage("shell", "-v", "0", "-c", f"{MAKE}\n{MAKE_PEOPLE}")
    yield from colleague(browser, stack, "trainer@hocso.test")


@pytest.fixture
def reviewer(browser: Browser, stack: Stack) -> Iterator[Page]:
    yield from colleague(browser, stack, "admin@hocso.test")


@pytest.fixture
def learner(browser: Browser, stack: Stack) -> Iterator[Page]:
    for page in new_phone(browser, stack.url):
        sign_in(page, CITIZEN[0], PASSWORD)
        yield page


def begin(page: Page) -> None:
    """A course of two lessons; the first one still lacks its video."""
    root = f"authoring/courses/{SLUG}/"
    made = send(page, "POST", "authoring/courses/", {"title": TITLE})
    outline = {**made["outline"], "summary": "Xem rồi làm."}
    outline["modules"] = [{"key": "mot", "title": "Một", "lessons": []}]
    send(page, "PUT", f"{root}outline/", {"revision": made["revision"], "document": outline})
    parts = {"Bài xem": [], "Bài làm": [TEXT, {**QUIZ, "items": ["NGN-001", "NGN-002"]}]}
    for (title, written), key in zip(parts.items(), ("bai-xem", "bai-lam"), strict=True):
        send(page, "POST", f"{root}lessons/", {"module": "mot", "title": title})
        lesson = get(page, f"{root}lessons/{key}/")
        told = {"summary": "Một câu", "minutes": 2, "sources": [{"title": "Luật"}]}
        document = {**lesson["document"], **told, "parts": written}
        sent = {"revision": lesson["revision"], "document": document}
        send(page, "PUT", f"{root}lessons/{key}/", sent)


def make_video(folder: Path) -> Path:
    path = folder / "huong-dan.mp4"
    drawn = ["-f", "lavfi", "-i", "testsrc=size=320x240:rate=10", "-f", "lavfi", "-i", "sine"]
    command = [program(), "-v", "error", *drawn, "-t", "6", "-pix_fmt", "yuv420p", str(path)]
    subprocess.run(command, check=True)
    return path


def add_video(page: Page, folder: Path) -> None:
    page.goto(f"/soan-khoa-hoc/{SLUG}/bai/bai-xem/")
    page.get_by_role("button", name="Video", exact=True).click(timeout=LONG_MS)
    part = page.get_by_role("region", name="Video", exact=True)
    part.get_by_label("Tiêu đề").fill("Mở ứng dụng")
    part.locator("input[data-purpose=video]").set_input_files(make_video(folder))
    expect(part.get_by_text("0:06")).to_be_visible(timeout=LONG_MS)
    part.get_by_label("Lời thoại").fill("Chạm vào biểu tượng.\nĐợi một chút.")
    expect_saved(page)


def publish(trainer: Page, reviewer: Page) -> None:
    root = f"authoring/courses/{SLUG}/"
    assert get(trainer, f"{root}checks/") == []
    send(trainer, "POST", f"{root}submission/")
    send(reviewer, "POST", f"{root}judgement/", {"number": 1, "verdict": "approved"})


def watch(page: Page) -> None:
    """Nothing of the video is fetched before it is asked for; watched to its end, it is done."""
    fetched: list[str] = []
    page.on("request", lambda asked: fetched.append(asked.url))
    button = page.get_by_role("button", name="Xem video")
    expect(button).to_be_visible(timeout=LONG_MS)
    assert not [url for url in fetched if ".m4s" in url]
    button.click()
    expect(page.get_by_text("Bạn đã xong bài này")).to_be_visible(timeout=LONG_MS)
    assert [url for url in fetched if ".m4s" in url]


def learn(page: Page) -> None:
    """Both lessons; the network is lost before the second one and comes back after it."""
    page.goto(f"/khoa-hoc/{SLUG}/hoc/")
    page.get_by_role("button", name="Tải về để đọc khi mất mạng").click(timeout=LONG_MS)
    expect(page.get_by_text("Đã có trên máy")).to_be_visible(timeout=LONG_MS)
    page.get_by_role("link", name="Bắt đầu học").click()
    watch(page)
    page.context.set_offline(True)
    page.get_by_role("link", name="Bài tiếp theo").click()
    expect(page.get_by_role("heading", level=1, name="Bài làm")).to_be_visible(timeout=LONG_MS)
    read(page)
    answer_quiz(page, is_judged=False)
    expect(page.get_by_text("Chưa gửi – vẫn giữ trên máy")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("Bạn đã xong bài này")).to_be_visible(timeout=LONG_MS)


def proof(page: Page) -> bytes:
    """The printed certificate, as the learner opens it."""
    page.goto(f"/khoa-hoc/{SLUG}/hoc/")
    expect(page.get_by_role("heading", name="Bạn đã hoàn thành khóa học")).to_be_visible()
    link = page.get_by_role("link", name="Xem chứng nhận")
    for _ in range(20):
        if link.count():
            break
        page.wait_for_timeout(1_000)
        page.reload()
        expect(page.get_by_role("heading", name="Bạn đã hoàn thành khóa học")).to_be_visible()
    return page.request.get(link.get_attribute("href") or "").body()


def test_a_course_is_written_taught_learned_proved_and_reported(
    trainer: Page, reviewer: Page, learner: Page, tmp_path: Path
):
    begin(trainer)
    add_video(trainer, tmp_path)
    publish(trainer, reviewer)
    cohort = open_cohort(trainer, "Lớp xem video", TITLE)
    enrol(trainer)

    learn(learner)
    assert proof(learner).startswith(b"%PDF-")
    found = problems(learner)

    trainer.goto(f"/giang-day/{cohort}/bao-cao/")
    expect(trainer.get_by_role("heading", name="Từng bài học")).to_be_visible(timeout=LONG_MS)
    with trainer.expect_download() as downloading:
        trainer.get_by_role("link", name="Tải Excel").click()
    book = load_workbook(BytesIO(downloading.value.path().read_bytes()))
    people = {row[0]: row for row in book["Người học"].iter_rows(min_row=4, values_only=True)}
    assert len(people) == PEOPLE
    assert people["Ma Thị Dung"][3] == 2
    assert people["Ma Thị Dung"][9] is not None
    assert [row[9] for row in people.values()].count(None) == PEOPLE - 1
    assert found == []
