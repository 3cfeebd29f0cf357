"""Write a course: its outline, its lessons, who writes with one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from backend.accounts.models import User
from backend.common.audit import record
from backend.common.errors import NotVisible
from backend.common.text import search_key
from backend.organisations.models import Organisation
from courses.authoring_errors import CourseFull, CourseStepRefused
from courses.formats.course_draft import (
    EMPTY_LESSON,
    EMPTY_OUTLINE,
    clean_lesson,
    clean_outline,
    lesson_keys,
)
from courses.formats.typed_text import line
from courses.models import Course, CourseDraft, LessonDraft
from courses.permissions import read_courses
from courses.queries.authoring import lesson_of, lessons_of, outline_of, published_texts
from courses.queries.media import with_facts
from courses.rules.course_life import WRITE, next_status
from quizzes.item_errors import DraftIsNewer


@dataclass(frozen=True, slots=True)
class NewCourse:
    """What a course begins with; `copied` is another one whose texts it takes."""

    title: str
    organisation: Organisation | None = None
    copied: Course | None = None


@transaction.atomic
def create_course(new: NewCourse, *, actor: User, now: datetime) -> Course:
    """A course that nobody sees but its authors."""
    outline: dict[str, Any] = dict(EMPTY_OUTLINE)
    lessons: dict[str, dict[str, Any]] = {}
    if new.copied is not None:
        outline, lessons = _seen_texts(new.copied, actor)
    course = begin_course(new, outline, lessons, actor=actor, now=now)
    told = {"copied": str(new.copied.uuid)} if new.copied else {}
    record_course(course, "created", actor, now, **told)
    return course


def begin_course(
    new: NewCourse,
    outline: Mapping[str, Any],
    lessons: Mapping[str, Mapping[str, Any]],
    *,
    actor: User,
    now: datetime,
    slug: str = "",
) -> Course:
    """Lay down the drafts of a new course; the caller audits what it is."""
    course = Course.objects.create(
        slug=free_slug(slug or new.title),
        title=new.title,
        organisation=new.organisation,
        search=f" {search_key(new.title)} ",
        created_at=now,
    )
    course.authors.add(actor)
    by = {"author": actor, "writers": [actor.pk], "updated_at": now, "revision": 1}
    CourseDraft.objects.create(
        course=course, document=clean_outline({**outline, "title": new.title}), **by
    )
    keys = set(lesson_keys(outline))
    LessonDraft.objects.bulk_create(
        LessonDraft(course=course, key=key, document=clean_lesson(lesson), **by)
        for key, lesson in lessons.items()
        if key in keys
    )
    return course


@transaction.atomic
def save_outline(
    slug: str, document: Mapping[str, Any], revision: int, *, actor: User, now: datetime
) -> CourseDraft:
    """Keep the outline. `revision` is the one it was changed upon, 0 where there was no draft.

    Raises DraftIsNewer with what is stored where somebody else was faster.
    """
    course = written_course(slug)
    draft = CourseDraft.objects.filter(course=course).select_related("author").first()
    if (draft.revision if draft else 0) != revision:
        raise _newer(draft, outline_of(course))
    cleaned = clean_outline(document)
    known = lessons_of(course).keys()
    for module in cleaned["modules"]:
        module["lessons"] = [key for key in module["lessons"] if key in known]
    return _keep_outline(course, draft, cleaned, actor, now)


@transaction.atomic
def save_lesson(
    slug: str, key: str, document: Mapping[str, Any], revision: int, *, actor: User, now: datetime
) -> LessonDraft:
    """Keep one lesson; another may be saved by somebody else at the same time. As save_outline."""
    course = written_course(slug)
    stored = lesson_of(course, key)
    if stored is None:
        raise NotVisible
    draft = course.lesson_drafts.filter(key=key).select_related("author").first()
    if (draft.revision if draft else 0) != revision:
        raise _newer(draft, stored)
    draft = draft or LessonDraft(course=course, key=key)
    _put(draft, with_facts({key: clean_lesson(document)})[key], actor, now)
    _mark_written(course)
    return draft


@transaction.atomic
def add_lesson(slug: str, module: str, title: str, *, actor: User, now: datetime) -> str:
    """A new lesson without content at the end of a module; its key."""
    return _begin_lesson(written_course(slug), module, {**EMPTY_LESSON, "title": title}, actor, now)


@transaction.atomic
def copy_lesson(
    slug: str, module: str, title: str, source: Course, key: str, *, actor: User, now: datetime
) -> str:
    """A lesson with the texts of one of `source`, at the end of a module; its key.

    Pictures, files, packages and items are the same ones: lessons only name them.
    """
    course = written_course(slug)
    copied = _seen_texts(source, actor)[1].get(key)
    if copied is None:
        raise NotVisible
    made = _begin_lesson(course, module, {**copied, "title": title}, actor, now)
    told = {"copied": str(source.uuid), "copied_lesson": key}
    record_course(course, "lesson_copied", actor, now, lesson=made, **told)
    return made


def _seen_texts(course: Course, actor: User) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """What is written now for those who write or review the course, else what is published."""
    if read_courses(actor).filter(pk=course.pk).exists():
        return outline_of(course), lessons_of(course)
    return published_texts(course)


def _begin_lesson(
    course: Course, module: str, document: Mapping[str, Any], actor: User, now: datetime
) -> str:
    outline = outline_of(course)
    place = next((one for one in outline["modules"] if one["key"] == module), None)
    if place is None:
        raise NotVisible
    key = _free_name(document["title"], lessons_of(course).keys(), "bai")
    _put(LessonDraft(course=course, key=key), clean_lesson(document), actor, now)
    place["lessons"] = [*place["lessons"], key]
    draft = CourseDraft.objects.filter(course=course).first()
    _keep_outline(course, draft, clean_outline(outline), actor, now)
    return key


def append_modules(
    course: Course,
    modules: Iterable[tuple[str, Iterable[Mapping[str, Any]]]],
    *,
    actor: User,
    now: datetime,
) -> list[str]:
    """New modules, each a title and its lessons, behind those of a course that is held.

    The keys of the lessons. Raises CourseFull.
    """
    outline, taken, made = outline_of(course), set(lessons_of(course)), list[str]()
    for title, lessons in modules:
        keys = []
        for lesson in lessons:
            key = _free_name(lesson["title"], taken, "bai")
            taken.add(key)
            keys.append(key)
            begun = clean_lesson({**EMPTY_LESSON, **lesson})
            _put(LessonDraft(course=course, key=key), begun, actor, now)
        outline["modules"].append({"title": title, "lessons": keys})
        made += keys
    cleaned = clean_outline(outline)
    if not set(made) <= set(lesson_keys(cleaned)):
        raise CourseFull
    draft = CourseDraft.objects.filter(course=course).first()
    _keep_outline(course, draft, cleaned, actor, now)
    return made


@transaction.atomic
def set_authors(slug: str, authors: Iterable[User], *, actor: User, now: datetime) -> Course:
    """Who may write in the course besides those who look after its organisation."""
    course = locked_course(slug)
    people = list(authors)
    course.authors.set(people)
    record_course(
        course, "authors_changed", actor, now, authors=sorted(str(p.uuid) for p in people)
    )
    return course


def locked_course(slug: str) -> Course:
    """The course, held until the transaction ends; raises NotVisible."""
    course = Course.objects.select_for_update(of=("self",)).filter(slug=slug).first()
    if course is None:
        raise NotVisible
    return course


def written_course(slug: str) -> Course:
    """The course, held, where it may be written in now; raises CourseStepRefused."""
    course = locked_course(slug)
    if next_status(course.status, WRITE) is None:
        raise CourseStepRefused
    return course


def record_course(course: Course, what: str, actor: User, now: datetime, **details: Any) -> None:
    """Audit what happened to a course; call it in the transaction that did it."""
    record(f"course.{what}", f"course:{course.uuid}", actor=actor.uuid, now=now, **details)


def free_slug(title: str) -> str:
    """An address of its own."""
    return _free_name(title, set(Course.objects.values_list("slug", flat=True)), "khoa-hoc")


def _free_name(title: str, taken: Iterable[str], otherwise: str) -> str:
    spelled = re.sub(r"[^a-z0-9]+", "-", search_key(title))[:80].strip("-") or otherwise
    if spelled not in taken:
        return spelled
    return next(one for n in range(2, 10_000) if (one := f"{spelled}-{n}") not in taken)


def _keep_outline(
    course: Course, draft: CourseDraft | None, document: dict[str, Any], actor: User, now: datetime
) -> CourseDraft:
    draft = draft or CourseDraft(course=course)
    _put(draft, document, actor, now)
    if course.current is None:
        course.title = line(document["title"], 200) or course.title
        course.search = f" {search_key(course.title)} "
    _mark_written(course)
    return draft


def _put(
    draft: CourseDraft | LessonDraft, document: dict[str, Any], actor: User, now: datetime
) -> None:
    draft.revision += 1
    draft.document, draft.author, draft.updated_at = document, actor, now
    draft.writers = sorted({*draft.writers, actor.pk})
    draft.save()


def _mark_written(course: Course) -> None:
    course.status = next_status(course.status, WRITE) or course.status
    course.save(update_fields=["status", "title", "search"])


def _newer(draft: CourseDraft | LessonDraft | None, document: Mapping[str, Any]) -> DraftIsNewer:
    return DraftIsNewer(
        revision=draft.revision if draft else 0,
        document=document,
        author=draft.author.full_name if draft and draft.author else "",
        updated_at=draft.updated_at if draft else None,
    )
