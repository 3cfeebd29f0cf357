"""A small course in files and in the bank: two modules, three lessons, a quiz in each."""

from pathlib import Path
from typing import Any

from django.utils import timezone

from courses.actions.content import load_course, publish_version
from courses.formats.course_file import read_course
from courses.formats.lesson import Lesson
from courses.formats.outline import Outline
from courses.models import Course
from quizzes.models import Item, ItemVersion
from tests.factories.quizzes import make_items

SLUG = "khoa-thu"
DIAGRAM = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 200" role="img" aria-label="Thử">'
    '<rect x="0" y="0" width="480" height="200" fill="#fffef9"/>'
    '<text x="20" y="40" font-size="20">Ba bước</text></svg>'
)
COURSE = """
slug: khoa-thu
title: Khóa thử nghiệm
summary: Học để thử.
about: |
  Dành cho **mọi người**.
audience: [citizen]
completion:
  lessons: {lessons}
  final_quiz: {final}
{rule}documents:
  luat: {{title: Luật thử, publisher: Quốc hội, link: "https://luat.test/1"}}
modules:
  - {{key: mo-dau, title: Mở đầu, summary: Làm quen., lessons: [bai-mot, bai-hai]}}
  - {{key: di-xa, title: Đi xa, summary: Đi tiếp., lessons: [bai-ba]}}
"""
LESSON = """---
title: {title}
summary: Một câu.
minutes: 7
sources:
  - {{document: luat, article: Điều 1}}
checked_on: 2026-11-22
---

Mở bài **ngắn**.

## Ba bước

1. Một
2. Hai

![Ba bước đi](ba-buoc.svg "Ba bước")

:::warning Cảnh giác
Đừng vội.
:::

:::checklist Thử đi
- Mở máy
- Tắt máy
:::

:::quiz Tự kiểm tra
pass: 2
{codes}
:::
"""
FINAL = "{items: 4, pass_percent: 75, attempts_per_day: 2}"
LESSONS = {"bai-mot": "mo-dau", "bai-hai": "mo-dau", "bai-ba": "di-xa"}
PARTS = ("text-1", "text-2", "picture-1", "warning-1", "checklist-1", "quiz-1")


def write_course(
    folder: Path, *, lessons: object = "all", final: str = FINAL, rule: str = "", more: str = ""
) -> Path:
    """The course's folder, made within `folder`; three items of the bank in each lesson.

    `rule` are further lines of its completion, `more` of the course.
    """
    course = folder / SLUG
    for number, (key, module) in enumerate(LESSONS.items()):
        place = course / module
        place.mkdir(parents=True, exist_ok=True)
        codes = "\n".join(f"- TST-{number * 3 + one:03}" for one in (1, 2, 3))
        (place / f"{key}.md").write_text(LESSON.format(title=f"Bài {key}", codes=codes))
        (place / "ba-buoc.svg").write_text(DIAGRAM)
    text = COURSE.format(lessons=lessons, final=final, rule=f"  {rule}\n" if rule else "")
    (course / "course.yaml").write_text(f"{text}{more}\n")
    return course


def make_practice_items(count: int = 9) -> list[ItemVersion]:
    """Choices TST-001 to TST-00`count` to practise with; the right option says "A"."""
    versions = make_items(count)
    for number, version in enumerate(versions, start=1):
        Item.objects.filter(pk=version.item_id).update(code=f"TST-{number:03}", use="practice")
    return versions


def make_small_course(slug: str = "khoa-nho") -> Course:
    """A published course of one lesson with one item, for which no files are needed."""
    [version] = make_items(1, "luyen-tap")
    Item.objects.filter(pk=version.item_id).update(code="NHO-001", use="practice")
    quiz = {"key": "quiz-1", "kind": "quiz", "title": "Thử", "items": ["NHO-001"], "pass": 1}
    text = {"key": "text-1", "kind": "text", "markup": "<p>Một.</p>"}
    said = {"title": "Bài", "summary": "Một câu.", "minutes": 5}
    outline = {
        "title": "Khóa nhỏ",
        "summary": "Một bài.",
        "completion": {"final_quiz": {"items": 1, "pass_percent": 80, "attempts_per_day": 1}},
        "modules": [{"key": "mo-dau", "title": "Mở đầu", "lessons": ["bai-mot"]}],
    }
    course = Course.objects.create(slug=slug, title="Khóa nhỏ")
    publish_version(
        course,
        Outline.model_validate(outline),
        {"bai-mot": Lesson.model_validate({**said, "parts": [text, quiz]})},
        actor=None,
        now=timezone.now(),
    )
    return course


def make_course(folder: Path, **given: Any) -> Course:
    """A published course with its items."""
    make_practice_items()
    return load_course(read_course(write_course(folder, **given)), now=timezone.now()).course
