"""Somebody's own notes and marked lessons."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from backend.accounts.models import User
from backend.common.errors import NotVisible
from courses.models import Course, Enrolment, LessonNote
from courses.queries.course import readable_version
from courses.queries.enrolment import enrolments_of
from courses.queries.version import LessonHead, VersionOutline, read_outline
from courses.rules.note import Note


@dataclass(frozen=True, slots=True)
class OwnNote:
    """A note with its place; `lesson` is None where the course has it no more."""

    course: Course
    course_title: str
    lesson: LessonHead | None
    note: Note
    updated_at: datetime


def note_of(person: User, course: Course, lesson: str) -> Note:
    """An empty one where nothing was noted."""
    found = LessonNote.objects.filter(person=person, course=course, lesson=lesson).first()
    return as_rule(found) if found else Note()


def as_rule(row: LessonNote) -> Note:
    return Note(row.text, row.revision, row.marks)


def notable_course(slug: str, lesson: str, enrolment: Enrolment | None) -> Course:
    """The course of a lesson that may be read. Raises NotVisible."""
    course, version_id = readable_version(slug, enrolment)
    if lesson not in read_outline(version_id).lessons:
        raise NotVisible
    return course


def notes_of(person: User, slug: str = "") -> list[OwnNote]:
    """By course, the one noted in last first, and in the lessons' order; two queries."""
    rows = LessonNote.objects.filter(person=person).select_related("course")
    if slug:
        rows = rows.filter(course__slug=slug)
    said = [row for row in rows.order_by("-updated_at") if row.text or as_rule(row).is_marked]
    by_course: dict[Course, list[LessonNote]] = {}
    for row in said:
        by_course.setdefault(row.course, []).append(row)
    versions = dict(enrolments_of(person).values_list("course_id", "version_id"))
    found: list[OwnNote] = []
    for course, notes in by_course.items():
        version = versions.get(course.pk, course.current_id)
        found += _placed(course, notes, read_outline(version) if version else None)
    return found


def _placed(
    course: Course, notes: list[LessonNote], outline: VersionOutline | None
) -> Iterator[OwnNote]:
    lessons = outline.lessons if outline else {}
    order = {key: place for place, key in enumerate(lessons)}
    title = outline.document["title"] if outline else course.title
    for row in sorted(notes, key=lambda one: order.get(one.lesson, len(order))):
        yield OwnNote(course, title, lessons.get(row.lesson), as_rule(row), row.updated_at)
