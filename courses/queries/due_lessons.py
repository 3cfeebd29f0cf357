"""Who has which lessons and assignments to do by a day."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from courses.enums import EnrolmentState, WorkState
from courses.models import Cohort, Enrolment, LessonProgress, Work
from courses.queries.due import cohort_dates
from courses.queries.version import lesson_document, outline_of
from courses.rules.due import extended

Shown = set[tuple[int, str]]


@dataclass(frozen=True, slots=True, order=True)
class DueLesson:
    """`title` names its assignment too, where it has one."""

    on: date
    course: str
    key: str
    title: str
    course_title: str


def due_lessons(days: Collection[date]) -> dict[int, list[DueLesson]]:
    """By person: what is due on one of the days, neither done nor handed in; in order.

    Three queries for each cohort that has dates and is not over.
    """
    first = min(days)
    running = Q(closes_on__gte=first) | Q(enrolments__due_on__gte=first)
    cohorts = Cohort.objects.exclude(due_dates=[]).filter(running).select_related("course")
    found: dict[int, list[DueLesson]] = {}
    for cohort in cohorts.distinct():
        _add(found, cohort, days)
    return {person: sorted(lessons) for person, lessons in found.items()}


def _add(found: dict[int, list[DueLesson]], cohort: Cohort, days: Collection[date]) -> None:
    dates = cohort_dates(cohort)
    people = list(
        Enrolment.objects.filter(cohort=cohort, state=EnrolmentState.ACTIVE).values_list(
            "pk", "person_id", "due_on"
        )
    )
    by_last_day = {
        due_on: _on(extended(dates, cohort.closes_on, due_on), days)
        for due_on in {due_on for _pk, _person, due_on in people}
    }
    keys = {key for dated in by_last_day.values() for key in dated}
    if not keys:
        return
    shown = _shown(cohort, keys)
    for pk, person, due_on in people:
        for key, day in by_last_day[due_on].items():
            if (pk, key) not in shown:
                found.setdefault(person, []).append(_named(cohort, key, day))


def _on(dates: Mapping[str, date], days: Collection[date]) -> dict[str, date]:
    return {key: day for key, day in dates.items() if day in days}


def _shown(cohort: Cohort, keys: Collection[str]) -> Shown:
    """(enrolment, lesson) of what is done, or waits for a trainer."""
    done = LessonProgress.objects.filter(
        enrolment__cohort=cohort, lesson__in=keys, done_at__isnull=False
    )
    waiting = Work.objects.filter(
        enrolment__cohort=cohort, lesson__in=keys, state=WorkState.WAITING
    )
    names = ("enrolment_id", "lesson")
    return {*done.values_list(*names), *waiting.values_list(*names)}


def _named(cohort: Cohort, key: str, day: date) -> DueLesson:
    outline = outline_of(cohort.version_id)
    head = outline.lessons[key]
    parts = lesson_document(head.version_id)["parts"]
    tasks = [part["title"] for part in parts if part["kind"] == "assignment"]
    title = ": ".join((head.title, *tasks[:1]))
    return DueLesson(day, cohort.course.slug, key, title, outline.document["title"])
