"""The self-assessment, what a person has said in it, and the lessons it leads to."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from backend.accounts.models import User
from courses.formats.self_assessment import SelfAssessment, read_self_assessment
from courses.models import Assessment, LessonProgress
from courses.queries.course import named_competences, open_courses
from courses.queries.enrolment import enrolments_of
from courses.queries.version import VersionOutline, lesson_document, read_outline
from courses.rules.assessment import Asked, Taught, recommended, shares

_FILE = Path(__file__).parents[1] / "content" / "self-assessment" / "nang-luc-so.yaml"
HISTORY = 12
# A course that one is in suits best; one for other people is left out.
_OWN, _OTHER = 0, 1


@lru_cache(maxsize=1)
def self_assessment() -> SelfAssessment:
    """The file, read once a process."""
    return read_self_assessment(_FILE)


@lru_cache(maxsize=1)
def asked() -> tuple[Asked, ...]:
    """Its statements in their order."""
    return tuple(
        Asked(one.key, domain.code, one.tags)
        for domain in self_assessment().domains
        for one in domain.statements
    )


def shown_assessment(language: str) -> dict[str, Any]:
    """The statements by domain; domains bear the names that the bank's framework gives them."""
    file = self_assessment()
    found = named_competences([domain.code for domain in file.domains], language)
    names = {one["code"]: one["name"] for one in found}
    return {
        "slug": file.slug,
        "title": file.title,
        "sources": [one.model_dump() for one in file.sources],
        "domains": [
            {
                "code": domain.code,
                "name": names.get(domain.code, domain.short),
                "short": domain.short,
                "statements": [
                    {"key": one.key, "title": one.title, "levels": list(one.levels)}
                    for one in domain.statements
                ],
            }
            for domain in file.domains
        ],
    }


def assessments_of(person: User) -> QuerySet[Assessment]:
    """The newest first."""
    return Assessment.objects.filter(person=person, slug=self_assessment().slug)


def advice(person: User | None, answers: Mapping[str, int], audience: str) -> dict[str, Any]:
    """How far one is by domain, and what to learn next; lessons that are done are left out."""
    titles = {one.key: one.title for one in self_assessment().statements}
    outlines: dict[str, VersionOutline] = {}
    taught = list(_taught(person, audience, outlines))
    return {
        "shares": _shares(answers),
        "lessons": [
            {
                "why": titles[statement.key],
                "course": one.course,
                "lesson": one.lesson,
                "course_title": outlines[one.course].document["title"],
                "title": outlines[one.course].lessons[one.lesson].title,
                "minutes": outlines[one.course].lessons[one.lesson].minutes,
            }
            for statement, one in recommended(asked(), answers, taught)
        ],
    }


def _shares(answers: Mapping[str, int]) -> list[dict[str, Any]]:
    return [{"domain": code, "share": share} for code, share in shares(asked(), answers).items()]


def _taught(
    person: User | None, audience: str, outlines: dict[str, VersionOutline]
) -> Iterator[Taught]:
    """Every lesson that the person could open and has not done, by three queries.

    Adds each course's outline to `outlines`, by slug.
    """
    own = {one.course_id: one for one in enrolments_of(person)} if person else {}
    done = _done(person) if own else set()
    for course in open_courses():
        enrolment = own.get(course.pk)
        version = enrolment.version_id if enrolment else course.current_id
        assert version is not None
        outline = outlines[course.slug] = read_outline(version)
        if enrolment is None and not _suits(outline, audience):
            continue
        for lesson in outline.lessons.values():
            if (course.pk, lesson.key) not in done:
                tags = lesson_document(lesson.version_id)["competences"]
                yield Taught(course.slug, lesson.key, tags, _OWN if enrolment else _OTHER)


def _suits(outline: VersionOutline, audience: str) -> bool:
    meant = outline.document["audience"]
    return not audience or not meant or audience in meant


def _done(person: User | None) -> set[tuple[int, str]]:
    return set(
        LessonProgress.objects.filter(enrolment__person=person, done_at__isnull=False).values_list(
            "enrolment__course_id", "lesson"
        )
    )
