"""Several lessons that come in one document: told first, then added behind what the course has."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from backend.accounts.models import User
from backend.common.errors import DomainError
from backend.common.models import AuditEntry
from courses.actions.authoring import append_modules, record_course, written_course
from courses.authoring_errors import CourseFileRefused
from courses.formats.course_document import CourseDocument
from courses.formats.course_document_file import read_course_document
from quizzes.actions.picture import store_picture
from quizzes.queries.picture import picture_address


def read_document(body: bytes, *, actor: User, now: datetime) -> CourseDocument:
    """The modules and lessons of a Word or Markdown document; its pictures are drawn anew and kept.

    Raises CourseFileRefused.
    """
    document, pictures = read_course_document(body)
    if document.problem:
        raise CourseFileRefused(document.problem, errors={"file": [document.problem]})
    for module in document.modules:
        for lesson in module.lessons:
            lesson.parts = [
                kept
                for part in lesson.parts
                if (kept := _kept(part, pictures, document, actor, now)) is not None
            ]
    return document


@transaction.atomic
def bring_document(
    slug: str, document: CourseDocument, job: str, *, actor: User, now: datetime
) -> None:
    """Add its modules and lessons to the course. A job that did so before its worker died does it
    no second time. Raises CourseStepRefused, CourseFull."""
    course = written_course(slug)
    done = AuditEntry.objects.filter(subject=f"course:{course.uuid}", details__job=job)
    if done.exists():
        return
    modules = [
        (module.title, [asdict(lesson) for lesson in module.lessons]) for module in document.modules
    ]
    keys = append_modules(course, modules, actor=actor, now=now)
    record_course(course, "document_brought", actor, now, lessons=len(keys), job=job)


def told_document(document: CourseDocument) -> dict[str, Any]:
    """What it makes of a course, and what of it could not be kept."""
    return {
        "modules": [
            {
                "title": module.title,
                "lessons": [
                    {"title": one.title, "parts": len(one.parts)} for one in module.lessons
                ],
            }
            for module in document.modules
        ],
        "notes": document.notes,
    }


def _kept(
    part: Mapping[str, Any],
    pictures: Mapping[str, bytes],
    document: CourseDocument,
    actor: User,
    now: datetime,
) -> dict[str, Any] | None:
    if part["kind"] != "picture":
        return dict(part)
    try:
        kept = store_picture(pictures[part["src"].partition(":")[2]], actor=actor, now=now)
    except (DomainError, KeyError):
        document.notes.append("Một hình không phải PNG, JPEG, GIF hay WebP nên không giữ được.")
        return None
    size = {"width": kept.width, "height": kept.height}
    return {**part, "src": picture_address(kept.digest), "caption": "", **size}
