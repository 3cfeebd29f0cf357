"""Course versions as learners need them. They never change, so each is read once a process."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language

from courses.formats.translation import LANGUAGES, SOURCE, translated
from courses.models import CourseVersion, LessonVersion
from courses.rules.completion import Rule, lessons_wanted
from courses.rules.lesson_order import FREE, needed_before


@dataclass(frozen=True, slots=True)
class LessonHead:
    """What an outline shows of a lesson; `version_id` is its wording's."""

    key: str
    version_id: int
    module: str
    title: str
    summary: str
    minutes: int


@dataclass(frozen=True, slots=True)
class VersionOutline:
    """One course version. `lessons` by key, in order; `document` as formats/outline.py has it.

    `before` names what opens a lesson, as rules/lesson_order.py has it.
    """

    number: int
    document: Mapping[str, Any]
    lessons: Mapping[str, LessonHead]
    rule: Rule
    before: Mapping[str, list[str]]

    @property
    def keys(self) -> list[str]:
        return list(self.lessons)

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons.values())

    @property
    def wanted(self) -> int | None:
        """How many lessons complete it; None: all."""
        wanted: int | None = self.document["completion"]["lessons"]
        return wanted

    @property
    def lessons_wanted(self) -> int:
        return self.rule.lessons

    @property
    def prerequisites(self) -> list[str]:
        """The addresses of courses that come before this one."""
        return list(self.document.get("prerequisites", ()))

    @property
    def final_quiz(self) -> Mapping[str, int] | None:
        """As formats/outline.py has it, or None where there is none."""
        rule: Mapping[str, int] | None = self.document["completion"]["final_quiz"]
        return rule


@lru_cache(maxsize=256)
def outline_of(version_id: int) -> VersionOutline:
    """The version as it was written, in Vietnamese, with its lessons' heads: two queries, once."""
    version = CourseVersion.objects.get(pk=version_id)
    rows = version.lessons.values_list(
        "key", "pk", "title", "document__summary", "document__minutes"
    )
    heads = {key: (pk, title, summary, minutes) for key, pk, title, summary, minutes in rows}
    lessons = {}
    for module in version.outline["modules"]:
        for key in module["lessons"]:
            pk, title, summary, minutes = heads[key]
            lessons[key] = LessonHead(key, pk, module["key"], title, summary, minutes)
    said = version.outline
    before = needed_before(list(lessons), said.get("order", FREE), said.get("after", {}))
    return VersionOutline(version.number, said, lessons, _rule(said, len(lessons)), before)


def read_outline(version_id: int) -> VersionOutline:
    """The version as who asks reads it: each lesson's head, and the course's own words, in their
    language where all of it is translated, else in Vietnamese."""
    language = get_language() or SOURCE
    return _outline_in(version_id, language) if language in LANGUAGES else outline_of(version_id)


@lru_cache(maxsize=256)
def _outline_in(version_id: int, language: str) -> VersionOutline:
    written = outline_of(version_id)
    document = translated(written.document, language) or written.document
    said = LessonVersion.objects.filter(
        versions=version_id, document__has_key="translations"
    ).values_list("key", "document")
    heads = dict(written.lessons)
    for key, lesson in said:
        if told := translated(lesson, language):
            heads[key] = replace(heads[key], title=told["title"], summary=told["summary"])
    return replace(written, document=document, lessons=heads)


def _rule(document: Mapping[str, Any], lessons: int) -> Rule:
    said = document["completion"]
    return Rule(
        lessons=lessons_wanted(lessons, said["lessons"]),
        quiz_percent=said.get("quiz_percent"),
        sessions=said.get("sessions"),
        final_quiz=said["final_quiz"] is not None,
    )


@lru_cache(maxsize=512)
def lesson_document(lesson_version_id: int) -> Mapping[str, Any]:
    """A lesson as formats/lesson.py has it. Not to be changed: it is shared."""
    document: Mapping[str, Any] = LessonVersion.objects.values_list("document", flat=True).get(
        pk=lesson_version_id
    )
    return document


@lru_cache(maxsize=512)
def read_lesson(lesson_version_id: int, language: str) -> tuple[str, Mapping[str, Any]]:
    """The lesson as one reads it, and in which language: the wanted one where all of it is
    translated, else Vietnamese. Not to be changed: it is shared."""
    document = lesson_document(lesson_version_id)
    said = translated(document, language)
    shown = said or document
    told = {name: value for name, value in shown.items() if name != "translations"}
    return language if said else SOURCE, told
