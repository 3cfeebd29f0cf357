"""Courses as those see them who write them."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Count, QuerySet

from courses.enums import EnrolmentState
from courses.formats.course_changes import Change, course_changes
from courses.formats.course_draft import (
    EMPTY_LESSON,
    EMPTY_OUTLINE,
    clean_lesson,
    clean_outline,
    lesson_keys,
)
from courses.formats.course_remarks import Remark, lesson_remarks, outline_remarks
from courses.formats.translation import (
    DONE,
    LANGUAGES,
    MISSING,
    OUTDATED,
    outdated_places,
    states_of,
)
from courses.models import Course, CourseDraft, Enrolment, LessonDraft, LessonVersion, Package
from courses.queries.media import with_facts
from courses.rules.wants import items_of
from quizzes.enums import ItemKind, ItemStatus, ItemUse
from quizzes.models import Competence, Item


def outline_of(course: Course) -> dict[str, Any]:
    """What the outline says now: the draft, else the current version."""
    draft = CourseDraft.objects.filter(course=course).first()
    if draft is not None:
        return clean_outline(draft.document)
    return clean_outline(course.current.outline if course.current else EMPTY_OUTLINE)


def lesson_of(course: Course, key: str) -> dict[str, Any] | None:
    """What a lesson says now; None where there is none of that key."""
    return lessons_of(course, [key]).get(key)


def lessons_of(course: Course, keys: Collection[str] | None = None) -> dict[str, dict[str, Any]]:
    """What the lessons say now by key, whether they stand in the outline or not."""
    published = LessonVersion.objects.filter(versions=course.current_id) if course.current else ()
    versions = {one.key: one.document for one in published}
    drafts = {one.key: one.document for one in LessonDraft.objects.filter(course=course)}
    return with_facts(
        {
            key: clean_lesson({**EMPTY_LESSON, **document})
            for key, document in {**versions, **drafts}.items()
            if keys is None or key in keys
        }
    )


def changes_of(course: Course) -> list[Change]:
    """What differs between the published version and what is written now."""
    return course_changes(published_texts(course), (outline_of(course), lessons_of(course)))


def published_texts(course: Course) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """The outline and the lessons by key as anybody may read them."""
    current = course.current
    outline = clean_outline(current.outline if current else EMPTY_OUTLINE)
    versions = current.lessons.all() if current else LessonVersion.objects.none()
    lessons = {one.key: clean_lesson({**EMPTY_LESSON, **one.document}) for one in versions}
    return outline, lessons


def is_written_here(course: Course) -> bool:
    """Whether somebody has written in it by hand, so that its files do not change it any more."""
    return (
        CourseDraft.objects.filter(course=course).exists()
        or course.lesson_drafts.exists()
        or course.versions.filter(published_by__isnull=False).exists()
    )


def course_remarks(course: Course) -> list[Remark]:
    """Everything that hinders the course from being published."""
    outline, lessons = outline_of(course), lessons_of(course)
    keys = lesson_keys(outline)
    found = outline_remarks(outline, lessons.keys())
    wanted = {key: lessons[key] for key in keys if key in lessons}
    for key, lesson in wanted.items():
        found += lesson_remarks(key, lesson)
    if strange := unknown_courses(outline["prerequisites"], course.slug):
        found.append(Remark("prerequisite_unknown", words=", ".join(strange)))
    return [*found, *_bank_remarks(outline, wanted)]


def usable_codes(codes: Collection[str]) -> set[str]:
    """Those that are approved items to practise with, judged by the machine alone."""
    return set(
        Item.objects.filter(code__in=codes, use=ItemUse.PRACTICE, current__isnull=False)
        .exclude(status=ItemStatus.RETIRED)
        .exclude(kind=ItemKind.ESSAY)
        .values_list("code", flat=True)
    )


def unknown_courses(slugs: Collection[str], own: str) -> list[str]:
    """Those that cannot come before the course `own`: itself, what is not published, and what
    itself wants it first."""
    if not slugs:
        return []
    found = Course.objects.filter(slug__in=slugs, current__isnull=False).exclude(slug=own)
    wants = dict(found.values_list("slug", "current__outline__prerequisites"))
    known = {slug for slug, wanted in wants.items() if own not in (wanted or ())}
    return [slug for slug in slugs if slug not in known]


def known_competences() -> set[str]:
    """The competences of all frameworks, as framework:code."""
    return {f"{one.framework}:{one.code}" for one in Competence.objects.all()}


def _bank_remarks(
    outline: Mapping[str, Any], lessons: Mapping[str, Mapping[str, Any]]
) -> list[Remark]:
    quizzes = [
        (key, part) for key, lesson in lessons.items() for part in lesson["parts"] if items_of(part)
    ]
    asked = {code for _, part in quizzes for code in items_of(part)}
    usable, found = usable_codes(asked), []
    for key, part in quizzes:
        if lost := [code for code in items_of(part) if code not in usable]:
            found.append(Remark("items_unknown", key, part["key"], ", ".join(lost)))
    found += _package_remarks(lessons)
    final = outline["completion"]["final_quiz"]
    drawn = {code for _, part in quizzes if part["kind"] == "quiz" for code in part["items"]}
    if final and final["items"] > len(drawn):
        found.append(Remark("final_quiz_short", words=str(len(drawn))))
    known = known_competences()
    for key, document in {"": outline, **lessons}.items():
        if lost := [one for one in document["competences"] if one not in known]:
            found.append(Remark("competence_unknown", key, words=", ".join(lost)))
    return found


def _package_remarks(lessons: Mapping[str, Mapping[str, Any]]) -> list[Remark]:
    """Packages that are not here, or that have another number of units than the part says."""
    parts = [
        (key, part)
        for key, lesson in lessons.items()
        for part in lesson["parts"]
        if part["kind"] == "package" and part["package"]
    ]
    digests = {part["package"] for _, part in parts}
    known = dict(Package.objects.filter(digest__in=digests).values_list("digest", "units"))
    return [
        Remark("package", key, part["key"])
        for key, part in parts
        if known.get(part["package"]) != part["units"]
    ]


def listed_courses(courses: QuerySet[Course]) -> QuerySet[Course]:
    """The courses with what the list shows of them."""
    return courses.select_related("organisation", "current", "draft").order_by(
        "-draft__updated_at", "position", "title"
    )


def course_row(course: Course) -> dict[str, Any]:
    """A course of `listed_courses`."""
    draft = getattr(course, "draft", None)
    current = course.current
    outline = draft.document if draft else clean_outline(current.outline if current else {})
    return {
        "slug": course.slug,
        "title": outline["title"] or course.title,
        "status": course.status,
        "organisation": course.organisation.name if course.organisation else "",
        "version": current.number if current else None,
        "lessons": len(lesson_keys(outline)),
        "updated_at": draft.updated_at if draft else (current and current.published_at),
    }


def course_detail(course: Course) -> dict[str, Any]:
    """Everything of a course but the texts of its lessons."""
    drafts = {one.key: one for one in course.lesson_drafts.select_related("author")}
    draft = CourseDraft.objects.filter(course=course).first()
    outline, lessons = outline_of(course), lessons_of(course)
    learners = _learners(course)
    reviews = course.reviews.select_related("submitted_by", "reviewer")[:20]
    return {
        **course_row(course),
        "title": outline["title"] or course.title,
        "authors": [
            {"uuid": one.uuid, "full_name": one.full_name}
            for one in course.authors.order_by("name_sort_key")
        ],
        "revision": draft.revision if draft else 0,
        "outline": outline,
        "outdated": outdated_places(outline),
        "translation": _translation(outline),
        "is_written_here": is_written_here(course),
        "lesson_rows": [
            {
                "key": key,
                "title": lesson["title"],
                "minutes": lesson["minutes"],
                "parts": len(lesson["parts"]),
                "translation": _translation(lesson),
                "is_changed": key in drafts,
                "changed_by": _name(drafts[key].author) if key in drafts else "",
            }
            for key, lesson in lessons.items()
        ],
        "reviews": [
            {
                "number": one.number,
                "note": one.note,
                "submitted_by": _name(one.submitted_by),
                "submitted_at": one.submitted_at,
                "verdict": one.verdict,
                "reviewer": _name(one.reviewer),
                "comment": one.comment,
                "decided_at": one.decided_at,
            }
            for one in reviews
        ],
        "versions": [
            {
                "number": one.number,
                "published_at": one.published_at,
                "published_by": _name(one.published_by),
                "lessons": len(lesson_keys(one.outline)),
                "learners": learners.get(one.pk, 0),
            }
            for one in course.versions.select_related("published_by").order_by("-number")[:50]
        ],
    }


def _translation(document: Mapping[str, Any]) -> dict[str, int]:
    states = Counter(states_of(document, LANGUAGES[0]).values())
    return {state: states[state] for state in (DONE, OUTDATED, MISSING)}


def _learners(course: Course) -> dict[int, int]:
    """How many learn each version."""
    found = Enrolment.objects.filter(course=course).exclude(state=EnrolmentState.WITHDRAWN)
    return dict(found.order_by().values_list("version").annotate(Count("pk")))


def _name(person: Any) -> str:
    return person.full_name if person else ""
