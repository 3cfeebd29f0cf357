"""Assignments as learners and trainers see them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from courses.enums import WorkState
from courses.models import Enrolment, Work
from courses.queries.version import lesson_document
from courses.queries.work_file import shown_files

PAGE = 30


def assignment_part(lesson_version_id: int, key: str) -> Mapping[str, Any] | None:
    """The assignment of that key, or None."""
    parts = lesson_document(lesson_version_id)["parts"]
    found = (one for one in parts if one["key"] == key and one["kind"] == "assignment")
    return next(found, None)


def due_of(enrolment: Enrolment) -> date | None:
    """The personal day, or else the cohort's."""
    cohort = enrolment.cohort
    return enrolment.due_on or (cohort.closes_on if cohort else None)


def works_of(enrolment: Enrolment, lesson: str, part: str) -> list[Work]:
    """What was handed in, the newest first."""
    found = Work.objects.filter(enrolment=enrolment, lesson=lesson, part=part)
    found = found.select_related("judged_by").prefetch_related("files")
    return list(found.order_by("-number"))


def own_assignment(
    enrolment: Enrolment, part: Mapping[str, Any], works: Sequence[Work]
) -> dict[str, Any]:
    """As AssignmentSerializer names it."""
    states = [one.state for one in works]
    may = WorkState.WAITING not in states and WorkState.ACCEPTED not in states
    left = max(0, part["tries"] - len(works))
    return {
        "due_on": due_of(enrolment),
        "left": left,
        "may_hand_in": may and left > 0,
        "is_judged": enrolment.cohort_id is not None,
        "most_files": part.get("files", 0),
        "works": [_own_work(one) for one in works],
    }


def _own_work(work: Work) -> dict[str, Any]:
    names = ("uuid", "number", "text", "is_late", "handed_in_at", "state", "levels", "points")
    return {
        **{name: getattr(work, name) for name in names},
        "files": shown_files(work),
        "comment": work.comment,
        "judged_at": work.judged_at,
        "judged_by": work.judged_by.full_name if work.judged_by else "",
    }


def work_page(
    works: QuerySet[Work], *, state: str, cohort: str | None, page: int
) -> dict[str, Any]:
    """One page of the queue, the longest waiting first; `cohorts` with how many wait."""
    cohorts = (
        works.filter(state=WorkState.WAITING)
        .order_by()
        .values("enrolment__cohort__uuid", "enrolment__cohort__title")
        .annotate(waiting=Count("pk"))
        .order_by("enrolment__cohort__title")
    )
    found = works.filter(state=state)
    if cohort:
        found = found.filter(enrolment__cohort__uuid=cohort)
    order = ("handed_in_at", "pk") if state == WorkState.WAITING else ("-judged_at", "-pk")
    rows = found.select_related("enrolment__person", "enrolment__cohort", "version")
    return {
        "count": found.count(),
        "page_size": PAGE,
        "cohorts": [
            {
                "uuid": one["enrolment__cohort__uuid"],
                "title": one["enrolment__cohort__title"],
                "waiting": one["waiting"],
            }
            for one in cohorts
        ],
        "works": [work_row(one) for one in rows.order_by(*order)[(page - 1) * PAGE : page * PAGE]],
    }


def work_row(work: Work) -> dict[str, Any]:
    """A work of the queue."""
    part = assignment_part(work.version_id, work.part) or {}
    cohort = work.enrolment.cohort
    return {
        "uuid": work.uuid,
        "full_name": work.enrolment.person.full_name,
        "cohort": cohort.title if cohort else "",
        "lesson": work.version.title,
        "title": part.get("title", ""),
        "number": work.number,
        "is_late": work.is_late,
        "state": work.state,
        "points": work.points,
        "handed_in_at": work.handed_in_at,
    }


def work_detail(work: Work, works: QuerySet[Work]) -> dict[str, Any]:
    """A work with its task, rubric, what was handed in before, and which comes next."""
    part = assignment_part(work.version_id, work.part)
    assert part is not None
    before = Work.objects.filter(
        enrolment=work.enrolment, lesson=work.lesson, part=work.part, number__lt=work.number
    )
    waiting = works.filter(state=WorkState.WAITING).exclude(pk=work.pk)
    following = waiting.order_by("handed_in_at", "pk").values_list("uuid", flat=True).first()
    own = _own_work(work)
    return work_row(work) | {
        **{name: own[name] for name in ("text", "files", "levels", "comment", "judged_by")},
        "task": part["markup"],
        "criteria": part["criteria"],
        "passing": part["pass"],
        "tries": part["tries"],
        "before": [
            _own_work(one) for one in before.select_related("judged_by").prefetch_related("files")
        ],
        "next": following,
    }
