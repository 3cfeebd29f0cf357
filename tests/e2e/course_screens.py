"""Every screen of courses by name, and a cohort that fills those of trainers."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from playwright.sync_api import Page

COURSE: Final = "ky-nang-so-co-ban"
LESSON: Final = "lam-quen-dien-thoai"
DRAFT: Final = "nhap-thu-man-hinh"
LEARNING: Final = {
    "course": f"/khoa-hoc/{COURSE}/",
    "course-way": f"/khoa-hoc/{COURSE}/hoc/",
    "lesson": f"/khoa-hoc/{COURSE}/bai/{LESSON}/",
    "lesson-talk": f"/khoa-hoc/{COURSE}/bai/{LESSON}/#hoi-dap",
    "notes": f"/khoa-hoc/{COURSE}/ghi-chu/",
    "final-quiz": f"/khoa-hoc/{COURSE}/kiem-tra/",
    "my-page-learning": "/toi/",
    "assessment": "/tu-danh-gia/",
    "path": "/lo-trinh/cong-dan-so/",
}
WRITING: Final = {
    "writing": "/soan-khoa-hoc/",
    "writing-outline": f"/soan-khoa-hoc/{DRAFT}/",
    "writing-lesson": f"/soan-khoa-hoc/{DRAFT}/bai/bai-thu/",
    "writing-translation": f"/soan-khoa-hoc/{DRAFT}/bai/bai-thu/tieng-anh/",
    "writing-review": f"/soan-khoa-hoc/{DRAFT}/kiem-tra/",
}
TEACHING: Final = {
    "cohorts": "/giang-day/",
    "cohort-new": "/giang-day/tao/",
    "cohort-organisations": "/giang-day/don-vi/",
    "cohort-questions": "/giang-day/hoi-dap/",
    "cohort-works": "/giang-day/bai-tap/",
    "indicators": "/giang-day/chi-tieu/",
    "cohort-people": "/giang-day/{cohort}/",
    "cohort-sessions": "/giang-day/{cohort}/buoi-hoc/",
    "cohort-due": "/giang-day/{cohort}/han-hoc/",
    "cohort-report": "/giang-day/{cohort}/bao-cao/",
    "cohort-messages": "/giang-day/{cohort}/tin-nhan/",
    "cohort-settings": "/giang-day/{cohort}/thiet-lap/",
}
PARTS: Final = (
    {"key": "text-1", "kind": "text", "markup": "<h2>Trước khi làm</h2><p>Đọc kỹ từng bước.</p>"},
    {"key": "note-1", "kind": "note", "title": "Ghi nhớ", "markup": "<p>Giữ mã OTP.</p>"},
    {"key": "checklist-1", "kind": "checklist", "title": "Thử đi", "steps": ["Mở", "Đóng"]},
)
# Speaks to the server as the page does.
_SEND: Final = """async ([method, path, body]) => {
  const {csrf_token} = await (await fetch('/api/v1/session/')).json();
  const headers = {'X-CSRFToken': csrf_token, 'Content-Type': 'application/json'};
  const answer = await fetch('/api/v1/' + path, {method, headers, body: JSON.stringify(body)});
  return [answer.status, await answer.json().catch(() => null)];
}"""


def send(page: Page, method: str, path: str, body: Any = None) -> Any:
    status, answer = page.evaluate(_SEND, [method, path, body or {}])
    assert status < 300, (path, answer)
    return answer


def get(page: Page, path: str) -> Any:
    return page.evaluate("async (path) => (await fetch('/api/v1/' + path)).json()", path)


def write_draft(page: Page) -> None:
    """A course of one lesson, as its author left it; once."""
    root = f"authoring/courses/{DRAFT}/"
    if any(one["slug"] == DRAFT for one in get(page, "authoring/courses/")):
        return
    made = send(page, "POST", "authoring/courses/", {"title": "Nháp thử màn hình"})
    outline = {**made["outline"], "summary": "Học để thử.", "modules": [MODULE]}
    send(page, "PUT", f"{root}outline/", {"revision": made["revision"], "document": outline})
    send(page, "POST", f"{root}lessons/", {"module": "mot", "title": "Bài thử"})
    lesson = get(page, f"{root}lessons/bai-thu/")
    document = {**lesson["document"], "summary": "Một câu.", "minutes": 5, "parts": PARTS}
    sent = {"revision": lesson["revision"], "document": document}
    send(page, "PUT", f"{root}lessons/bai-thu/", sent)


MODULE: Final = {"key": "mot", "title": "Phần một", "lessons": []}


def fill_cohort(trainer: Page, learner: Page) -> str:
    """A cohort that the learner came into, with a meeting and a question; its uuid."""
    now = datetime.now(UTC)
    here = (now + timedelta(hours=7)).date()
    choices = get(trainer, "teaching/cohort-choices/")
    wish = {
        "title": "Lớp kỹ năng số buổi tối",
        "opens_on": f"{here}",
        "closes_on": f"{here + timedelta(days=30)}",
        "place": "Nhà văn hóa xã",
        "capacity": 40,
        "entry": "code",
        "course": COURSE,
        "organisation": choices["organisations"][0]["uuid"],
    }
    cohort = send(trainer, "POST", "teaching/cohorts/", wish)
    meeting = {
        "title": "Buổi 1",
        "starts_at": f"{now:%Y-%m-%dT%H:%M:00Z}",
        "ends_at": f"{now + timedelta(hours=2):%Y-%m-%dT%H:%M:00Z}",
        "place": "Nhà văn hóa xã",
        "link": "",
    }
    send(trainer, "POST", f"teaching/cohorts/{cohort['uuid']}/sessions/", meeting)
    send(learner, "POST", f"cohorts/{cohort['code']}/enrolment/")
    root = f"courses/{COURSE}/lessons/{LESSON}/"
    question = {"text": "Điện thoại cũ có học được không ạ?", "question": None}
    send(learner, "POST", f"{root}posts/", question)
    send(
        learner,
        "PUT",
        f"{root}note/",
        {"text": "Hỏi con cách bật Wi-Fi.", "revision": 1, "marks": 1},
    )
    return str(cohort["uuid"])
