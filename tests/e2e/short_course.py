"""A course of two short lessons with a quiz in each, for learners' phones."""

from django.utils import timezone

from courses.actions.content import publish_version
from courses.formats.lesson import Lesson
from courses.formats.outline import Outline
from courses.models import Course
from quizzes.models import Item
from tests.factories.quizzes import make_items

SLUG = "khoa-ngan"
LESSONS = {"bai-mot": "Bài một", "bai-hai": "Bài hai"}


def make() -> None:
    """Once, however often it is asked for; the right options say "A", in some "C" too."""
    if Course.objects.filter(slug=SLUG).exists():
        return
    codes = _items()
    lessons = {
        key: _lesson(key, title, codes[2 * at : 2 * at + 2])
        for at, (key, title) in enumerate(LESSONS.items())
    }
    outline = Outline.model_validate(
        {
            "title": "Khóa ngắn",
            "summary": "Hai bài.",
            "completion": {"final_quiz": {"items": 2, "pass_percent": 50, "attempts_per_day": 3}},
            "modules": [{"key": "mo-dau", "title": "Mở đầu", "lessons": list(LESSONS)}],
        }
    )
    course = Course.objects.create(slug=SLUG, title="Khóa ngắn")
    publish_version(course, outline, lessons, actor=None, now=timezone.now())


def _items() -> list[str]:
    codes = []
    for number, version in enumerate(make_items(4), start=1):
        codes.append(f"NGN-{number:03}")
        Item.objects.filter(pk=version.item_id).update(code=codes[-1], use="practice")
    return codes


def _lesson(key: str, title: str, codes: list[str]) -> Lesson:
    prose = "".join(f"<p>Câu thứ {number} của bài để đọc.</p>" for number in range(1, 9))
    parts = [
        {"key": "text-1", "kind": "text", "markup": prose},
        {"key": "note-1", "kind": "note", "title": "Ghi nhớ", "markup": "<p>Một điều.</p>"},
        {"key": "checklist-1", "kind": "checklist", "title": "Thử", "steps": ["Mở", "Tắt"]},
        {"key": "quiz-1", "kind": "quiz", "title": "Tự kiểm tra", "items": codes, "pass": 2},
    ]
    return Lesson.model_validate(
        {"title": title, "summary": "Một câu.", "minutes": 5, "parts": parts}
    )
