"""Boards of organisations: every subtree from the province down to the hamlet, from counters."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Max, Min, QuerySet, Sum
from django.db.models.functions import Left

from backend.organisations.models import FormerPlace, Organisation
from quizzes.models import OrganisationTally
from quizzes.queries.standing import rate
from quizzes.queries.visibility import BoardView, Viewer
from quizzes.rules.disclosure import SMALLEST_UNIT, merged_units

STEP = Organisation.steplen
MOST_ROWS = 500


class Scope(StrEnum):
    """What is counted: one of the round's days, the round, or the whole contest."""

    TODAY = "today"
    ROUND = "round"
    CONTEST = "contest"


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose board: the organisations right below `within`, or the uppermost ones."""

    view: BoardView
    viewer: Viewer
    scope: Scope
    today: date
    within: Organisation | None = None


def organisation_board(asked: Asked) -> dict[str, Any]:
    """The organisation itself with what lies below it, and those right below, most people first.

    Organisations are shown where they stood when their people joined. Four statements.
    """
    own = _tallies(asked)
    within = asked.within or _only_root(own)
    beginning = within.path if within else ""
    below = own.filter(path__startswith=beginning)
    groups: dict[str, dict[str, Any]] = {
        group["beginning"]: dict(group)
        for group in below.annotate(beginning=Left("path", len(beginning) + STEP))
        .values("beginning")
        .annotate(
            people=Sum("people"),
            attempts=Sum("attempts"),
            results=Sum("results"),
            points=Sum("points"),
        )
        .filter(people__gt=0)
        .order_by("-people", "beginning")
    }
    nodes = _nodes_at(path for path in groups if path != beginning)
    small = merged_units({path: group["people"] for path, group in groups.items()})
    rows = [
        _row(nodes[path], group, asked, has_average=path not in small)
        for path, group in groups.items()
        if path in nodes
    ]
    whole = _sum(groups.values())
    is_whole = whole["people"] >= SMALLEST_UNIT
    return {
        "scope": asked.scope,
        "frozen_at": asked.view.frozen_at,
        "within": _row(within, whole, asked, has_average=is_whole) if within else None,
        "above": _above(within),
        "rows": _ranked(rows[:MOST_ROWS]) if asked.view.shows_totals else [],
    }


def find_board_organisation(uuid: UUID) -> Organisation | None:
    """The organisation; one that was merged leads to where it went."""
    found = Organisation.objects.select_related("merged_into").filter(uuid=uuid).first()
    while found is not None and found.merged_into is not None:
        found = found.merged_into
    return found


def _tallies(asked: Asked) -> QuerySet[OrganisationTally]:
    view = asked.view
    tallies = OrganisationTally.objects.filter(
        contest=view.round.contest_id, is_frozen=view.frozen_at is not None
    )
    if asked.scope == Scope.CONTEST:
        return tallies.filter(round__isnull=True, day__isnull=True)
    if asked.scope == Scope.TODAY:
        return tallies.filter(round=view.round, day=asked.today)
    return tallies.filter(round=view.round, day__isnull=True)


def _only_root(tallies: QuerySet[OrganisationTally]) -> Organisation | None:
    """Where everybody comes from one province, its board is the uppermost."""
    ends = tallies.aggregate(first=Min("path"), last=Max("path"))
    root = (ends["first"] or "")[:STEP]
    if not root or root != ends["last"][:STEP]:
        return None
    return Organisation.objects.filter(path=root).first()


def _nodes_at(paths: Iterable[str]) -> dict[str, Organisation]:
    """Organisations by the place where they stand or stood."""
    wanted = set(paths)
    former = FormerPlace.objects.filter(path__in=wanted).select_related("organisation")
    found = {place.path: place.organisation for place in former}
    return found | {node.path: node for node in Organisation.objects.filter(path__in=wanted)}


def _row(
    node: Organisation, counted: dict[str, Any], asked: Asked, *, has_average: bool
) -> dict[str, Any]:
    """The average of few would tell one of them the score of another; so would what remains of
    the whole once the others are taken away. The jury sees them all."""
    shows = asked.view.shows_totals
    has_average = asked.view.shows_points and (has_average or asked.viewer == Viewer.JURY)
    return {
        "uuid": str(node.uuid),
        "name": node.name,
        "kind": node.kind,
        "people": counted["people"] if shows else None,
        "attempts": counted["attempts"] if shows else None,
        "average_points": round(counted["points"] / counted["results"], 2)
        if shows and has_average and counted["results"]
        else None,
        "headcount": node.headcount,
        "rate": rate(counted["people"], node.headcount) if shows else None,
        "has_below": node.numchild > 0,
    }


def _sum(groups: Iterable[dict[str, Any]]) -> dict[str, int]:
    every = list(groups)
    return {
        name: sum(group[name] for group in every)
        for name in ("people", "attempts", "results", "points")
    }


def _above(within: Organisation | None) -> list[dict[str, str]]:
    """The way up, uppermost first."""
    if within is None:
        return []
    above = Organisation.objects.filter(path__in=within.paths_upwards[1:]).order_by("path")
    return [{"uuid": str(node.uuid), "name": node.name} for node in above]


def _ranked(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Equal numbers of people share a rank."""
    shown: list[dict[str, Any]] = []
    for place, row in enumerate(rows, start=1):
        same = bool(shown) and shown[-1]["people"] == row["people"]
        shown.append({"rank": shown[-1]["rank"] if same else place, **row})
    return shown
