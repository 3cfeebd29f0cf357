"""A lesson that comes as a file: Markdown, or a Word document."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.accounts.models import User
from backend.common.errors import DomainError, NotVisible
from courses.actions.authoring import save_lesson
from courses.authoring_errors import CourseFileRefused
from courses.formats.course_draft import clean_lesson
from courses.formats.lesson_file import read_lesson_file
from courses.formats.markdown import FileRefused
from courses.formats.word import WordLesson
from courses.formats.word_file import read_word_file
from courses.models import Course, LessonDraft
from courses.queries.authoring import lesson_of
from quizzes.actions.picture import store_picture
from quizzes.queries.picture import picture_address

ZIPPED = b"PK"


@dataclass(frozen=True, slots=True)
class ReadLesson:
    """What a file says of a lesson, and what of it could not be kept."""

    document: Mapping[str, Any]
    notes: tuple[str, ...] = ()


def read_lesson(body: bytes, *, actor: User, now: datetime) -> ReadLesson:
    """The lesson of a file; a Word document's pictures are drawn anew and kept.

    Raises CourseFileRefused line by line.
    """
    try:
        if body.startswith(ZIPPED):
            return _of_word(read_word_file(body), actor, now)
        return ReadLesson(read_lesson_file(body))
    except FileRefused as refused:
        told = [f"Dòng {one.line}: {one.text}" for one in refused.problems]
        raise CourseFileRefused("\n".join(told[:20]), errors={"file": told[:50]}) from refused


def would_be(slug: str, key: str, read: ReadLesson) -> dict[str, Any]:
    """The lesson as it would be with the file in its place; what the file does not name stays."""
    course = Course.objects.select_related("current").filter(slug=slug).first()
    stored = lesson_of(course, key) if course else None
    if stored is None:
        raise NotVisible
    return clean_lesson({**stored, **read.document})


def bring_lesson(
    slug: str, key: str, read: ReadLesson, revision: int, *, actor: User, now: datetime
) -> LessonDraft:
    """The file takes the place of the lesson's draft. Raises DraftIsNewer as save_lesson does."""
    return save_lesson(slug, key, would_be(slug, key, read), revision, actor=actor, now=now)


def _of_word(lesson: WordLesson, actor: User, now: datetime) -> ReadLesson:
    parts, notes = [], list(lesson.notes)
    for part in lesson.parts:
        if part["kind"] != "picture":
            parts.append(part)
            continue
        try:
            body = lesson.pictures[part["src"].partition(":")[2]]
            kept = store_picture(body, actor=actor, now=now)
        except (DomainError, KeyError):
            notes.append("Một hình không phải PNG, JPEG, GIF hay WebP nên không giữ được.")
            continue
        size = {"width": kept.width, "height": kept.height}
        parts.append({**part, "src": picture_address(kept.digest), "caption": "", **size})
    said = {"parts": parts, "sources": lesson.sources, "title": lesson.title}
    return ReadLesson({name: one for name, one in said.items() if one}, tuple(notes))
