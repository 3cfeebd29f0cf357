"""How the people of a cohort come along: who is where, who needs a hand.

Everything is counted in PostgreSQL; learners come a page at a time, so that a cohort of twenty
thousand is as quick to look at as one of twenty.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import (
    Avg,
    Case,
    CharField,
    Count,
    F,
    Func,
    IntegerField,
    Max,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils import timezone

from backend.common.text import search_key
from courses.enums import SEATED, EnrolmentState
from courses.models import Attendance, Cohort, CourseVersion, Enrolment, FinalQuiz, LessonProgress
from courses.queries.due import cohort_dates
from courses.rules.due import due_by, extended
from courses.rules.evidence import WHOLE
from courses.rules.pace import QUIET_FOR, fewest_lessons

PAGE = 50
ORDERS = {
    "name": ("person__name_sort_key", "pk"),
    "progress": ("lessons_done", "person__name_sort_key", "pk"),
    "seen": (F("seen_at").asc(nulls_first=True), "person__name_sort_key", "pk"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A cohort, the people of it that the asker may know, and the moment."""

    cohort: Cohort
    people: QuerySet[Enrolment]
    now: datetime

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)


def version_lessons(version: CourseVersion) -> list[tuple[str, str]]:
    """Keys and titles in their order."""
    titles = dict(version.lessons.values_list("key", "title"))
    keys = [key for module in version.outline["modules"] for key in module["lessons"]]
    return [(key, titles.get(key, key)) for key in keys]


def learners(asked: Asked) -> QuerySet[Enrolment]:
    """The people with `is_quiet` and `is_behind`; who waits or is done is neither."""
    is_learning = Q(state=EnrolmentState.ACTIVE)
    since = asked.now - QUIET_FOR
    quiet = Q(seen_at__lt=since) | Q(seen_at=None, enrolled_at__lt=since)
    if asked.today < asked.cohort.opens_on:
        quiet = Q(pk__in=())
    return asked.people.annotate(
        fewest=_fewest(asked),
        is_quiet=Case(When(is_learning & quiet, then=True), default=False),
        is_behind=Case(
            When(is_learning & Q(lessons_done__lt=F("fewest")), then=True), default=False
        ),
    )


def _fewest(asked: Asked) -> Case:
    """By rules/pace.py, or by the dates where the cohort has any; for the cohort's last day and
    for each personal one."""
    cohort, dates = asked.cohort, cohort_dates(asked.cohort)
    total = 0 if dates else len(version_lessons(cohort.version))

    def fewest(day: date) -> int:
        if dates:
            return due_by(extended(dates, cohort.closes_on, day), asked.today)
        return fewest_lessons(total, cohort.opens_on, day, asked.today)

    own = asked.people.filter(due_on__isnull=False).order_by().values_list("due_on", flat=True)
    return Case(
        *(When(due_on=day, then=fewest(day)) for day in own.distinct() if day),
        default=fewest(cohort.closes_on),
        output_field=IntegerField(),
    )


def summary(asked: Asked) -> dict[str, Any]:
    """The cohort in numbers."""
    found = learners(asked).aggregate(
        people=Count("pk", filter=Q(state__in=SEATED)),
        waiting=Count("pk", filter=Q(state=EnrolmentState.WAITING)),
        completed=Count("pk", filter=Q(state=EnrolmentState.COMPLETED)),
        began=Count("pk", filter=Q(state__in=SEATED, seen_at__isnull=False)),
        quiet=Count("pk", filter=Q(is_quiet=True)),
        behind=Count("pk", filter=Q(is_behind=True)),
        at_risk=Count("pk", filter=Q(is_quiet=True) | Q(is_behind=True)),
        lessons_done=Avg("lessons_done", filter=Q(state__in=SEATED)),
    )
    lessons = version_lessons(asked.cohort.version)
    return {
        **found,
        "lessons_done": round(found["lessons_done"] or 0, 1),
        "lessons": [{"key": key, "title": title} for key, title in lessons],
        "sessions": asked.cohort.sessions.filter(starts_at__lte=asked.now).count(),
        "stopped": _stopped(asked, dict(lessons)),
    }


def _stopped(asked: Asked, titles: dict[str, str]) -> list[dict[str, Any]]:
    """At which lesson those who still learn stopped, the most crowded first."""
    lesson = Func(F("place"), Value("#"), Value(1), function="split_part", output_field=CharField())
    found = (
        asked.people.filter(state=EnrolmentState.ACTIVE)
        .exclude(place="")
        .order_by()
        .values(lesson=lesson)
        .annotate(people=Count("pk"))
        .order_by("-people", "lesson")
    )
    return [
        {"key": one["lesson"], "title": titles.get(one["lesson"], ""), "people": one["people"]}
        for one in found
        if one["lesson"] in titles
    ]


def found_learners(asked: Asked, *, query: str, only: str, order: str) -> QuerySet[Enrolment]:
    """Those whose names hold the words; `only`: all | risk | waiting | completed."""
    found = learners(asked)
    for word in search_key(query).split():
        found = found.filter(person__search_key__contains=word)
    if only == "risk":
        found = found.filter(Q(is_quiet=True) | Q(is_behind=True))
    elif only != "all":
        found = found.filter(state=only)
    return found.select_related("person", "organisation").order_by(*ORDERS[order])


def learner_page(asked: Asked, found: QuerySet[Enrolment], page: int) -> dict[str, Any]:
    """One page of `found_learners`, 1 is the first, with lessons, quiz and attendance."""
    rows = list(found[(page - 1) * PAGE : page * PAGE])
    return {"count": found.count(), "page_size": PAGE, "people": learner_rows(asked, rows)}


def learner_rows(asked: Asked, rows: Sequence[Enrolment]) -> list[dict[str, Any]]:
    """Three statements, however many rows."""
    ids = [one.pk for one in rows]
    titles = dict(version_lessons(asked.cohort.version))
    dates = cohort_dates(asked.cohort)
    shares: dict[int, dict[str, int]] = {}
    progress = LessonProgress.objects.filter(enrolment__in=ids)
    for pk, lesson, share in progress.values_list("enrolment", "lesson", "share"):
        shares.setdefault(pk, {})[lesson] = share
    present = _counted(Attendance.objects.filter(enrolment__in=ids))
    tries = FinalQuiz.objects.filter(enrolment__in=ids, handed_in_at__isnull=False).order_by()
    best = tries.values_list("enrolment").annotate(
        best=Max(
            F("right")
            * 100
            / Func("versions", function="jsonb_array_length", output_field=IntegerField())
        )
    )
    percents = dict(best)
    return [
        {
            "uuid": one.uuid,
            "full_name": one.person.full_name,
            "organisation": one.organisation.name if one.organisation else "",
            "state": one.state,
            "enrolled_at": one.enrolled_at,
            "seen_at": one.seen_at,
            "completed_at": one.completed_at,
            "due_on": one.due_on,
            "lessons_done": one.lessons_done,
            "overdue": _overdue(asked, dates, one, shares.get(one.pk, {})),
            "shares": [shares.get(one.pk, {}).get(key, 0) for key in titles],
            "stopped_at": titles.get(one.place.partition("#")[0], ""),
            "present": present.get(one.pk, 0),
            "final_percent": percents.get(one.pk),
            "risks": [name for name in ("quiet", "behind") if getattr(one, f"is_{name}")],
        }
        for one in rows
    ]


def _overdue(
    asked: Asked, dates: Mapping[str, date], one: Enrolment, shares: Mapping[str, int]
) -> int:
    """How many lessons should be done and are not; none of who is done or has no place."""
    if one.state != EnrolmentState.ACTIVE:
        return 0
    own = extended(dates, asked.cohort.closes_on, one.due_on)
    return due_by({key: day for key, day in own.items() if shares.get(key, 0) < WHOLE}, asked.today)


def _counted(rows: QuerySet[Attendance]) -> dict[int, int]:
    return dict(rows.order_by().values_list("enrolment").annotate(times=Count("pk")))
