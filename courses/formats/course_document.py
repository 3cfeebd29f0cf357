"""One document as modules with lessons, by one rule.

A heading of the first level begins a module, one of the second a lesson; what stands between the
two becomes a lesson that is called like its module. Deeper headings stay headings of their lesson.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from backend.common.markup import plain_text
from courses.formats.lesson import MOST_PARTS
from courses.formats.markdown import LessonText, harmless_markdown

# Marks in a flow of parts, beside the kinds of parts themselves.
MODULE, LESSON, SOURCE = "module", "lesson", "source"
MOST_MODULES: Final = 40
MOST_LESSONS: Final = 40
NAME: Final = "tài liệu"
OPENING: Final = "Mở đầu"
NO_HEADINGS: Final = "Tài liệu không có Tiêu đề 1 hay Tiêu đề 2 nên không chia được thành bài."
TOO_MANY: Final = f"Một lần lấy được nhiều nhất {MOST_MODULES} phần, mỗi phần {MOST_LESSONS} bài."
_HEADING: Final = re.compile(r"(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*")
_NOWHERE: Final = Path("/nonexistent")

Flow = Iterable[Mapping[str, Any]]


@dataclass(slots=True)
class DocumentLesson:
    """`parts` have no keys yet."""

    title: str
    parts: list[dict[str, Any]] = field(default_factory=list)
    sources: list[dict[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class DocumentModule:
    """A part of the course with its lessons in order; there may be none."""

    title: str
    lessons: list[DocumentLesson] = field(default_factory=list)


@dataclass(slots=True)
class CourseDocument:
    """What a document says. `notes` name what could not be kept; `problem` why nothing was read."""

    modules: list[DocumentModule] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problem: str = ""


def divided(flow: Flow, notes: Iterable[str] = ()) -> CourseDocument:
    """The parts of a whole document, with its marks, as modules and lessons."""
    modules: list[DocumentModule] = []
    lesson: DocumentLesson | None = None
    has_headings = False
    for one in flow:
        if one["kind"] == MODULE:
            modules.append(DocumentModule(one["title"]))
            lesson, has_headings = None, True
            continue
        module = modules[-1] if modules else DocumentModule(OPENING)
        if not modules:
            modules.append(module)
        if lesson is None or one["kind"] == LESSON:
            is_named = one["kind"] == LESSON
            has_headings = has_headings or is_named
            lesson = DocumentLesson(one["title"] if is_named else module.title)
            module.lessons.append(lesson)
        if one["kind"] == SOURCE:
            lesson.sources.append({"title": one["title"]})
        elif one["kind"] != LESSON:
            lesson.parts.append(dict(one))
    if not has_headings:
        return CourseDocument(problem=NO_HEADINGS)
    if len(modules) > MOST_MODULES or any(len(one.lessons) > MOST_LESSONS for one in modules):
        return CourseDocument(problem=TOO_MANY)
    return CourseDocument(modules, [*dict.fromkeys(notes), *_too_long(modules)])


def read_markdown(written: str, first_line: int = 1) -> CourseDocument:
    """A document in the Markdown of lessons; what a lesson may not have is noted by its line."""
    notes: list[str] = []
    return divided(_flow(written, first_line, notes), notes)


def _flow(written: str, first_line: int, notes: list[str]) -> Iterator[dict[str, Any]]:
    begun, lines, is_block = first_line, list[str](), False
    for number, line in enumerate(written.split("\n"), start=first_line):
        is_block = _is_within(line, is_block=is_block)
        heading = None if is_block else _HEADING.fullmatch(line)
        level = len(heading.group(1)) if heading else 0
        if heading and level <= 2:
            yield from _parts(lines, begun, notes)
            title = " ".join(plain_text(harmless_markdown(heading.group(2))).split())[:200]
            yield {"kind": MODULE if level == 1 else LESSON, "title": title}
            begun, lines = number + 1, []
        else:
            # one level up: "###" is the first heading within a lesson
            lines.append(f"{'#' * min(level - 1, 3)} {heading.group(2)}" if heading else line)
    yield from _parts(lines, begun, notes)


def _is_within(line: str, *, is_block: bool) -> bool:
    """Whether what follows stands between lines of `:::`."""
    if line.startswith(":::"):
        return line.rstrip() != ":::"
    return is_block


def _parts(lines: list[str], first_line: int, notes: list[str]) -> list[dict[str, Any]]:
    reader = LessonText(_NOWHERE / "lesson.md", NAME)
    parts = reader.parts("\n".join(lines), first_line)
    notes += [f"Dòng {one.line}: {one.text}" for one in reader.problems]
    return parts


def _too_long(modules: list[DocumentModule]) -> Iterator[str]:
    for lesson in (lesson for module in modules for lesson in module.lessons):
        if len(lesson.parts) > MOST_PARTS:
            lost = len(lesson.parts) - MOST_PARTS
            yield f"Bài “{lesson.title}” có quá nhiều khối: bỏ {lost} khối cuối."
            del lesson.parts[MOST_PARTS:]
