"""The dates of a cohort: by lesson for its people, as entries of its calendar, as a plan."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from courses.models import Cohort, Enrolment
from courses.queries.version import VersionOutline, outline_of
from courses.rules.due import LESSON, MODULE, Due, extended, lesson_dates, read_dues


def cohort_dates(cohort: Cohort) -> dict[str, date]:
    """By lesson, for everybody without a day of their own."""
    if not cohort.due_dates:
        return {}
    outline = outline_of(cohort.version_id)
    modules = [(one["key"], one["lessons"]) for one in outline.document["modules"]]
    return lesson_dates(modules, read_dues(cohort.due_dates), cohort.opens_on)


def own_dates(enrolment: Enrolment) -> Mapping[str, date]:
    """By lesson, as they are for one learner; none for who learns alone."""
    cohort = enrolment.cohort
    if cohort is None:
        return {}
    return extended(cohort_dates(cohort), cohort.closes_on, enrolment.due_on)


def due_plan(cohort: Cohort) -> dict[str, Any]:
    """Everything that may have a date, and what has one, in the course's order."""
    outline = outline_of(cohort.version_id)
    dues = {(one.of, one.key): one for one in read_dues(cohort.due_dates)}
    rows = []
    for module in outline.document["modules"]:
        rows.append(_row(dues, cohort, MODULE, module["key"], module["title"]))
        for key in module["lessons"]:
            rows.append(_row(dues, cohort, LESSON, key, outline.lessons[key].title))
    return {"opens_on": cohort.opens_on, "closes_on": cohort.closes_on, "rows": rows}


def _row(
    dues: Mapping[tuple[str, str], Due], cohort: Cohort, of: str, key: str, title: str
) -> dict[str, Any]:
    due = dues.get((of, key))
    return {
        "of": of,
        "key": key,
        "title": title,
        "day": due and due.day,
        "on": due and due.on,
        "falls_on": due and due.falls_on(cohort.opens_on),
    }


def due_days(cohort: Cohort) -> list[tuple[str, str, date]]:
    """(name of its own, title, day) of every date, for the calendar."""
    outline = outline_of(cohort.version_id)
    return [
        (f"{one.of}-{one.key}", title, one.falls_on(cohort.opens_on))
        for one in read_dues(cohort.due_dates)
        if (title := _title(outline, one))
    ]


def _title(outline: VersionOutline, due: Due) -> str:
    """Empty where the version does not have it."""
    if due.of == LESSON:
        return outline.lessons[due.key].title if due.key in outline.lessons else ""
    modules = {one["key"]: one["title"] for one in outline.document["modules"]}
    return str(modules.get(due.key, ""))
