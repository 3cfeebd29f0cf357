"""An assignment in Markdown, there and back, and what hinders it from being published."""

from pathlib import Path

from courses.formats.course_draft import EMPTY_LESSON, clean_lesson
from courses.formats.course_remarks import lesson_remarks
from courses.formats.lesson import Lesson
from courses.formats.markdown import LessonText
from courses.formats.markdown_writing import written_lesson

WRITTEN = """:::assignment Viết tin nhắn
pass: 6
tries: 3
files: 2
- Đúng việc: Chưa = 0; Đạt = 6
- Rõ ràng: Khó hiểu = 0; Dễ hiểu = 4
---
Viết một tin nhắn **lịch sự**.
:::"""


def read(written):
    text = LessonText(Path("bai.md"), "bai.md")
    return text.parts(written, 1), [str(one) for one in text.problems]


def test_it_comes_back_as_it_was_written():
    [part], problems = read(WRITTEN)
    lesson = {
        **EMPTY_LESSON,
        "title": "Bài",
        "summary": "Một câu.",
        "sources": [{"title": "Nguồn", "publisher": "", "link": "", "article": ""}],
        "parts": [part],
    }

    Lesson.model_validate(lesson)
    again = written_lesson(lesson, {}, "2026-01-01")

    assert problems == []
    assert read(again.split("---\n\n", 1)[1].strip())[0] == [part]
    assert (part["pass"], part["tries"], part["files"], part["markup"]) == (
        6,
        3,
        2,
        "<p>Viết một tin nhắn <strong>lịch sự</strong>.</p>",
    )
    assert part["criteria"][1]["levels"][1] == {"title": "Dễ hiểu", "points": 4}
    assert clean_lesson(lesson)["parts"] == [part]
    assert lesson_remarks("bai", lesson) == []


def test_what_is_wrong_is_named_with_its_line():
    _, problems = read(":::assignment Việc\npass: 6\n- Đúng việc: Chưa\n---\nLàm.\n:::")

    assert problems[0].startswith("bai.md:3: Cần “pass: số”")
    assert problems[1].startswith("bai.md:1: Khối :::assignment cần")


def test_more_points_than_there_are_hinder_it():
    part = {"kind": "assignment", "title": "Việc", "markup": "<p>Làm.</p>", "pass": 11, "tries": 1}
    levels = [{"title": "Chưa", "points": 0}, {"title": "Đạt", "points": 10}]
    part["criteria"] = [{"title": "Đúng việc", "levels": levels}]
    lesson = clean_lesson({**EMPTY_LESSON, "parts": [part]})

    codes = [one.code for one in lesson_remarks("bai", lesson) if one.part]

    assert codes == ["criteria_pass"]
