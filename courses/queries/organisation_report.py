"""A course by organisation: how many of its people learn, have finished, and there are."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Left

from backend.organisations.models import Organisation
from courses.enums import SEATED, EnrolmentState
from courses.models import Course, Enrolment


def organisation_report(course: Course, root: Organisation) -> list[dict[str, Any]]:
    """The organisations right below `root`, and it itself first; each counts its whole subtree."""
    length = len(root.path) + Organisation.steplen
    enrolled = Enrolment.objects.filter(
        course=course, state__in=SEATED, organisation__path__startswith=root.path
    )
    counts = {
        one["branch"]: one
        for one in _counted(enrolled.values(branch=Left("organisation__path", length)))
    }
    total = _counted(enrolled.values(branch=Left("organisation__path", len(root.path))))
    counts[root.path] = next(iter(total), {})
    nodes = [
        root,
        *Organisation.objects.get_children(root).filter(merged_into__isnull=True).order_by("name"),
    ]
    return [
        {
            "uuid": node.uuid,
            "name": node.name,
            "headcount": node.headcount,
            "enrolled": counts.get(node.path, {}).get("enrolled", 0),
            "active": counts.get(node.path, {}).get("active", 0),
            "completed": counts.get(node.path, {}).get("completed", 0),
        }
        for node in nodes
    ]


def _counted(rows: QuerySet[Enrolment, Any]) -> QuerySet[Enrolment, Any]:
    return rows.order_by().annotate(
        enrolled=Count("pk"),
        active=Count("pk", filter=Q(seen_at__isnull=False)),
        completed=Count("pk", filter=Q(state=EnrolmentState.COMPLETED)),
    )
