"""Course versions as learners need them. They never change, so each is read once a process."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

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
    """The version with its lessons' heads: two queries, once."""
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
