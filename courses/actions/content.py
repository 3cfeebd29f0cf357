"""Bring courses up to date with their files."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from backend.accounts.models import User
from backend.common import audit
from backend.common.text import search_key
from courses.enums import CourseStatus
from courses.errors import ContentRefused
from courses.formats.course_file import CourseFile
from courses.formats.diagram import DrawnDiagram
from courses.formats.lesson import Lesson
from courses.formats.outline import Outline
from courses.models import Course, CourseVersion, Diagram, LessonVersion
from courses.queries.authoring import (
    is_written_here,
    known_competences,
    unknown_courses,
    usable_codes,
)


@transaction.atomic
def load_course(file: CourseFile, *, position: int = 0, now: datetime) -> CourseVersion:
    """The current version of the course, made when its files say something new.

    Safe to repeat: what is unchanged stays the version that it is, and a course that somebody has
    written in by hand stays as it is. Raises ContentRefused.
    """
    course, _ = Course.objects.get_or_create(slug=file.slug, defaults={"title": file.outline.title})
    course = Course.objects.select_for_update().get(pk=course.pk)
    if course.current is not None and is_written_here(course):
        return course.current
    store_diagrams(file.diagrams)
    course.position = position
    return publish_version(course, file.outline, file.lessons, actor=None, now=now)


def store_diagrams(diagrams: Mapping[str, DrawnDiagram]) -> None:
    """Keep the diagrams, by digest; what is there already stays."""
    Diagram.objects.bulk_create(
        [
            Diagram(digest=digest, body=one.body, width=one.width, height=one.height)
            for digest, one in sorted(diagrams.items())
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def publish_version(
    course: Course,
    outline: Outline,
    lessons: Mapping[str, Lesson],
    *,
    actor: User | None,
    now: datetime,
) -> CourseVersion:
    """Lay down the next version and make it the current one; `lessons` by key.

    The caller holds the course locked. Learners who began an earlier version keep it. What is the
    same as the current version is that version. Raises ContentRefused.
    """
    _ensure_known(course, outline, lessons)
    wordings = _store_lessons(course, outline, lessons)
    digest = _digest([outline.document(), [one.digest for one in wordings]])
    version = course.current
    if version is None or version.digest != digest:
        version = CourseVersion.objects.create(
            course=course,
            number=course.versions.count() + 1,
            outline=outline.document(),
            digest=digest,
            published_by=actor,
            published_at=now,
        )
        version.lessons.set(wordings)
        audit.record(
            "course.published",
            f"course:{course.uuid}",
            actor=actor.uuid if actor else None,
            now=now,
            version=version.number,
        )
    course.title, course.current, course.status = outline.title, version, CourseStatus.PUBLISHED
    course.search = _search(outline, lessons)
    course.save()
    return version


def _ensure_known(course: Course, outline: Outline, lessons: Mapping[str, Lesson]) -> None:
    """Every lesson is there, every item may be practised, every competence is in a framework."""
    missing = [key for key in outline.lesson_keys if key not in lessons]
    if missing:
        raise ContentRefused(f"Thiếu bài: {', '.join(missing)}.", lessons=missing)
    if strange := unknown_courses(outline.prerequisites, course.slug):
        raise ContentRefused(f"Chưa có khóa học nào ở địa chỉ: {', '.join(strange)}.")
    wanted = {key: lessons[key].items for key in outline.lesson_keys}
    known = usable_codes({code for codes in wanted.values() for code in codes})
    _refuse(
        "Không phải câu luyện tập đã duyệt của ngân hàng",
        ((key, code) for key, codes in wanted.items() for code in codes if code not in known),
    )
    lines = known_competences()
    tagged = {"": outline.competences, **{key: lessons[key].competences for key in wanted}}
    _refuse(
        "Không có năng lực này trong các khung",
        ((key, line) for key, named in tagged.items() for line in named if line not in lines),
    )


def _refuse(reason: str, pairs: Iterable[tuple[str, str]]) -> None:
    told = [f"{name} ({lesson})" if lesson else name for lesson, name in pairs]
    if told:
        raise ContentRefused(f"{reason}: {', '.join(told)}.", unknown=told)


def _store_lessons(
    course: Course, outline: Outline, lessons: Mapping[str, Lesson]
) -> list[LessonVersion]:
    """The wordings of the lessons in order; one that is there already is used again."""
    written = {key: lessons[key].model_dump(mode="json") for key in outline.lesson_keys}
    LessonVersion.objects.bulk_create(
        [
            LessonVersion(
                course=course,
                key=key,
                title=document["title"],
                document=document,
                digest=_digest(document),
            )
            for key, document in written.items()
        ],
        ignore_conflicts=True,
    )
    stored = {(one.key, one.digest): one for one in course.lesson_versions.defer("document")}
    return [stored[key, _digest(document)] for key, document in written.items()]


def _digest(document: Any) -> str:
    written = json.dumps(document, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()


def _search(outline: Outline, lessons: Mapping[str, Lesson]) -> str:
    """Words without diacritics, between spaces, so that one is found by how it begins."""
    words = [outline.title, outline.summary]
    words += [text for module in outline.modules for text in (module.title, module.summary)]
    words += [lessons[key].title for key in outline.lesson_keys]
    return f" {search_key(' '.join(words))} "
