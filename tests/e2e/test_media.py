"""A video in a browser: brought by a trainer, prepared by a worker, watched by a learner."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from backend.devstack.stack import Stack
from backend.files.media.ffmpeg import program
from tests.e2e.phone import new_phone, sign_in
from tests.e2e.test_accessibility import problems
from tests.e2e.test_authoring import PASSWORD, colleague, expect_saved

pytestmark = pytest.mark.e2e
LONG_MS = 40_000
SLUG = "xem-mot-video"
# Speaks to the server as the page does.
SEND = """async ([method, path, body]) => {
  const {csrf_token} = await (await fetch('/api/v1/session/')).json();
  const headers = {'X-CSRFToken': csrf_token, 'Content-Type': 'application/json'};
  const answer = await fetch('/api/v1/' + path, {method, headers, body: JSON.stringify(body)});
  return [answer.status, await answer.json().catch(() => null)];
}"""


@pytest.fixture
def trainer(browser: Browser, stack: Stack) -> Iterator[Page]:
    yield from colleague(browser, stack, "trainer@hocso.test")


@pytest.fixture
def reviewer(browser: Browser, stack: Stack) -> Iterator[Page]:
    yield from colleague(browser, stack, "admin@hocso.test")


@pytest.fixture
def learner(browser: Browser, stack: Stack) -> Iterator[Page]:
    for page in new_phone(browser, stack.url):
        sign_in(page, "citizen@hocso.test", PASSWORD)
        yield page


def send(page: Page, method: str, path: str, body: Any = None) -> Any:
    status, answer = page.evaluate(SEND, [method, path, body or {}])
    assert status < 300, answer
    return answer


def begin(page: Page) -> None:
    root = f"authoring/courses/{SLUG}/"
    made = send(page, "POST", "authoring/courses/", {"title": "Xem một video"})
    outline = {**made["outline"], "summary": "Xem rồi làm."}
    outline["modules"] = [{"key": "mot", "title": "Một", "lessons": []}]
    send(page, "PUT", f"{root}outline/", {"revision": made["revision"], "document": outline})
    send(page, "POST", f"{root}lessons/", {"module": "mot", "title": "Bài xem"})
    lesson = send_get(page, f"{root}lessons/bai-xem/")
    document = {
        **lesson["document"],
        "summary": "Một câu",
        "minutes": 2,
        "sources": [{"title": "Luật"}],
    }
    send(
        page,
        "PUT",
        f"{root}lessons/bai-xem/",
        {"revision": lesson["revision"], "document": document},
    )


def send_get(page: Page, path: str) -> Any:
    return page.evaluate("async (path) => (await fetch('/api/v1/' + path)).json()", path)


def make_video(folder: Path) -> Path:
    path = folder / "huong-dan.mp4"
    drawn = ["-f", "lavfi", "-i", "testsrc=size=320x240:rate=10", "-f", "lavfi", "-i", "sine"]
    command = [program(), "-v", "error", *drawn, "-t", "6", "-pix_fmt", "yuv420p", str(path)]
    subprocess.run(command, check=True)
    return path


def test_a_video_is_brought_and_watched(
    trainer: Page, reviewer: Page, learner: Page, tmp_path: Path
):
    begin(trainer)
    trainer.goto(f"/soan-khoa-hoc/{SLUG}/bai/bai-xem/")
    trainer.get_by_role("button", name="Video", exact=True).click(timeout=LONG_MS)
    part = trainer.get_by_role("region", name="Video", exact=True)
    part.get_by_label("Tiêu đề").fill("Mở ứng dụng")
    part.locator("input[data-purpose=video]").set_input_files(make_video(tmp_path))
    expect(part.get_by_text("0:06")).to_be_visible(timeout=LONG_MS)
    part.get_by_label("Lời thoại").fill("Chạm vào biểu tượng.\nĐợi một chút.")
    expect_saved(trainer)
    assert problems(trainer) == []

    root = f"authoring/courses/{SLUG}/"
    assert send_get(trainer, f"{root}checks/") == []
    send(trainer, "POST", f"{root}submission/")
    send(reviewer, "POST", f"{root}judgement/", {"number": 1, "verdict": "approved"})

    send(learner, "POST", f"courses/{SLUG}/enrolment/")
    learner.goto(f"/khoa-hoc/{SLUG}/bai/bai-xem/")
    fetched: list[str] = []
    learner.on("request", lambda asked: fetched.append(asked.url))
    watch = learner.get_by_role("button", name="Xem video")
    expect(watch).to_be_visible(timeout=LONG_MS)
    assert problems(learner) == []
    assert not [url for url in fetched if ".m4s" in url]
    with learner.expect_response(lambda one: "/progress/" in one.url and one.ok, timeout=LONG_MS):
        watch.click()
    expect(learner.get_by_text("Bạn đã xong bài này")).to_be_visible(timeout=LONG_MS)
    assert [url for url in fetched if ".m4s" in url]
    evidence = send_get(learner, f"courses/{SLUG}/lessons/bai-xem/")["progress"]["evidence"]
    assert evidence["video-1"]["watched"] == [0, 1]
