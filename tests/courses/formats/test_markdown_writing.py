"""Lessons written as Markdown say the same when they are read again."""

import pytest

from courses.formats.course_file import course_folders, read_course
from courses.formats.diagram import read_diagram
from courses.formats.markdown import LessonText, harmless_markdown
from courses.formats.markdown_writing import written_lesson, written_markdown
from courses.management.commands.load_courses import CONTENT


@pytest.mark.parametrize(
    "written",
    [
        "Một **đậm** và *nghiêng*.",
        "## Đầu\n\n### Nhỏ\n\nChữ",
        "- một\n- hai\n  - trong\n- ba",
        "1. một\n2. hai",
        "> trích",
        "| A | B |\n| --- | --- |\n| một | hai |",
        "[xem](https://a.test/?x=1&y=2)",
        r"5 \* 3 \_ \[x\] \<b\> \# \`mã\`",
        "dòng\\\nhai",
        r"1\. không phải danh sách",
    ],
)
def test_prose_comes_back(written):
    markup = harmless_markdown(written)

    assert harmless_markdown(written_markdown(markup)) == markup


def test_hostile_words_stay_words():
    markup = "<p>- a ::: &lt;script&gt; **b** 1) c</p>"

    assert harmless_markdown(written_markdown(markup)) == markup


def test_words_nested_without_end_stay_words():
    deep = 3_000

    assert written_markdown("<blockquote>" * deep + "a*b" + "</blockquote>" * deep) == r"a\*b"


@pytest.mark.parametrize("folder", course_folders(CONTENT), ids=lambda one: one.name)
def test_real_lessons_come_back(folder):
    course = read_course(folder)
    outline = course.outline
    for module in outline.modules:
        for key in module.lessons:
            lesson = course.lessons[key].model_dump(mode="json")
            drawn = {part["src"] for part in lesson["parts"] if part["kind"] == "picture"}
            names = {
                one.address: path.name
                for path in (folder / module.key).glob("*.svg")
                for one in course.diagrams.values()
                if one.address in drawn and one.body == _read(path)
            }
            written = written_lesson(lesson, names, "2026-11-22")
            text = LessonText(folder / module.key / f"{key}.md", key)
            parts = text.parts(written.split("---\n", 2)[2], 1)
            assert text.problems == []
            assert parts == lesson["parts"]


def _read(path):
    return read_diagram(path.read_bytes()).body
