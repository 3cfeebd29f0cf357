"""Courses as anybody may find and read them."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from backend.common.errors import NotVisible
from backend.common.text import search_key
from courses.enums import CourseStatus
from courses.models import Course, Enrolment
from courses.queries.version import LessonHead, VersionOutline, lesson_document
from quizzes.models import Competence


def open_courses() -> QuerySet[Course]:
    """What takes new learners: published once, and not retired since."""
    return Course.objects.filter(current__isnull=False).exclude(status=CourseStatus.RETIRED)


def find_courses(typed: str = "", audience: str = "") -> list[Course]:
    """Every word of `typed` begins a word of the course; diacritics aside."""
    courses = open_courses()
    for word in search_key(typed).split():
        courses = courses.filter(search__contains=f" {word}")
    if audience:
        courses = courses.filter(current__outline__audience__contains=[audience])
    return list(courses)


def readable_version(slug: str, enrolment: Enrolment | None) -> tuple[Course, int]:
    """The course and the version that one reads: one's own, or else the current one.

    Raises NotVisible.
    """
    if enrolment is not None:
        return enrolment.course, enrolment.version_id
    course = open_courses().filter(slug=slug).first()
    if course is None or course.current_id is None:
        raise NotVisible
    return course, course.current_id


def course_summary(course: Course, outline: VersionOutline) -> dict[str, Any]:
    """What a catalogue shows."""
    document = outline.document
    return {
        "slug": course.slug,
        "title": document["title"],
        "summary": document["summary"],
        "audience": document["audience"],
        "modules": len(document["modules"]),
        "lessons": len(outline.lessons),
        "minutes": outline.minutes,
    }


def course_sources(outline: VersionOutline) -> list[dict[str, str]]:
    """Every source that the lessons name, once, in their order."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for lesson in outline.lessons.values():
        for one in lesson_document(lesson.version_id)["sources"]:
            source = {name: one[name] for name in ("title", "publisher", "link")}
            found.setdefault((one["title"], one["link"]), source)
    return list(found.values())


def named_competences(codes: list[str], language: str) -> list[dict[str, str]]:
    """The competences by name, in the order of `codes`."""
    known = {f"{one.framework}:{one.code}": one for one in _lines(codes)}
    return [{"code": code, "name": _name(known[code], language)} for code in codes if code in known]


def _lines(codes: list[str]) -> QuerySet[Competence]:
    frameworks = {code.partition(":")[0] for code in codes}
    return Competence.objects.filter(
        framework__in=frameworks, code__in={code.partition(":")[2] for code in codes}
    )


def _name(line: Competence, language: str) -> str:
    return line.name_en if language == "en" and line.name_en else line.name


def neighbours(outline: VersionOutline, key: str) -> Mapping[str, LessonHead | None]:
    """The lesson before and the one behind, in the course's order."""
    keys = outline.keys
    place = keys.index(key)
    behind = keys[place + 1] if place + 1 < len(keys) else None
    before = keys[place - 1] if place else None
    return {
        "previous": outline.lessons[before] if before else None,
        "next": outline.lessons[behind] if behind else None,
    }
