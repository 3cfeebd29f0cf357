"""Who of an organisation has not taken part yet: for that organisation's own admin alone."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Left

from backend.organisations.enums import Role
from backend.organisations.models import Membership, Organisation
from quizzes.queries.visibility import BoardView

STEP = Organisation.steplen


def members_of(organisation: Organisation, view: BoardView) -> QuerySet[Membership]:
    """The members of the subtree, each with `has_taken_part` as the board may tell it."""
    standings = view.standings().filter(participant__user=OuterRef("user"))
    return Membership.objects.filter(
        role=Role.MEMBER,
        user__is_active=True,
        organisation__path__startswith=organisation.path,
    ).annotate(has_taken_part=Exists(standings))


def participation(organisation: Organisation, view: BoardView) -> dict[str, Any]:
    """How many members there are and how many have not taken part, by what lies right below."""
    length = len(organisation.path) + STEP
    groups = {
        group["beginning"]: group
        for group in members_of(organisation, view)
        .annotate(beginning=Left("organisation__path", length))
        .values("beginning")
        .annotate(members=Count("pk"), not_yet=Count("pk", filter=Q(has_taken_part=False)))
        .order_by("beginning")
    }
    children = Organisation.objects.filter(
        path__startswith=organisation.path, depth=organisation.depth + 1
    ).order_by("path")
    nothing = {"members": 0, "not_yet": 0}
    rows = [
        {
            "uuid": str(child.uuid),
            "name": child.name,
            "kind": child.kind,
            "headcount": child.headcount,
            "has_below": child.numchild > 0,
            "members": groups.get(child.path, nothing)["members"],
            "not_yet": groups.get(child.path, nothing)["not_yet"],
        }
        for child in children
    ]
    return {
        "uuid": str(organisation.uuid),
        "name": organisation.name,
        "headcount": organisation.headcount,
        "members": sum(group["members"] for group in groups.values()),
        "not_yet": sum(group["not_yet"] for group in groups.values()),
        "frozen_at": view.frozen_at,
        "rows": rows,
    }


def absent_members(organisation: Organisation, view: BoardView) -> QuerySet[Membership]:
    """The members who have not taken part, by given name; their names and organisations along."""
    return (
        members_of(organisation, view)
        .filter(Q(has_taken_part=False))
        .select_related("user", "organisation")
        .order_by("user__name_sort_key", "pk")
    )
