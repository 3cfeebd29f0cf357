"""What the counters say: totals, places, organisations, the pace. Nothing is counted row by row."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count, F, QuerySet, Sum
from django.db.models.functions import TruncMinute

from backend.common.rows import Statement
from quizzes.models import (
    FrozenStanding,
    MinuteTally,
    OrganisationTally,
    RoundTally,
    Standing,
)
from quizzes.queries.visibility import BoardView
from quizzes.rules.order import counted_lengths

_BETTER_COUNTED = """
SELECT people FROM quizzes_ranktally
WHERE round_id = %s AND is_frozen = %s AND length = %s AND beginning >= %s AND beginning < %s
"""
_BETTER_ROWS = """
SELECT count(*) FROM {table}
WHERE round_id = %s AND NOT is_barred AND "order" >= %s AND "order" < %s
"""
_BETTER_UNITS = """
WITH units AS (
    SELECT unit_id, sum(people) AS people FROM quizzes_organisationtally
    WHERE contest_id = %s AND round_id = %s AND day IS NULL AND is_frozen = %s
        AND unit_id IS NOT NULL GROUP BY unit_id
)
SELECT count(*) FROM units
WHERE people > coalesce((SELECT people FROM units WHERE unit_id = %s), 0)
"""


_TALLY = Statement(
    "SELECT {one} FROM quizzes_roundtally one WHERE round_id = %s", {"one": RoundTally}
)


@dataclass(frozen=True, slots=True)
class Totals:
    """How many people and attempts a round counts, and the order its standings are kept in."""

    people: int = 0
    attempts: int = 0
    ranking: tuple[str, ...] = ()


def totals(view: BoardView) -> Totals:
    """The visible totals of a round; one row is read."""
    [tally] = _TALLY.first(view.round.pk) or [None]
    if tally is None:
        return Totals()
    if view.frozen_at is None:
        return Totals(tally.people, tally.attempts, tuple(tally.ranking))
    return Totals(tally.frozen_people, tally.frozen_attempts, tuple(tally.ranking))


def rank_among(view: BoardView, standing: Standing | FrozenStanding, counted: Totals) -> int:
    """One more than those who are strictly better, as the view shows them.

    Whole groups come from the counters, so that at most the last few hundred rows are counted.
    """
    order, is_frozen = bytes(standing.order), view.frozen_at is not None
    parts: list[str] = []
    values: list[Any] = []
    known = b""
    for length in counted_lengths(counted.ranking):
        beginning = order[:length]
        parts.append(_BETTER_COUNTED)
        values += [view.round.pk, is_frozen, length, known, beginning]
        known = beginning
    table = (FrozenStanding if is_frozen else Standing)._meta.db_table
    parts.append(_BETTER_ROWS.format(table=table))
    values += [view.round.pk, known, order]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT sum(people) FROM ({' UNION ALL '.join(parts)}) AS better", values)
        return int(cursor.fetchone()[0] or 0) + 1


def organisation_rank(view: BoardView, unit_id: int | None) -> int | None:
    """The place of a contest unit by the people who took part for it."""
    if unit_id is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            _BETTER_UNITS,
            [view.round.contest_id, view.round.pk, view.frozen_at is not None, unit_id],
        )
        return int(cursor.fetchone()[0]) + 1


def organisation_tallies(view: BoardView) -> QuerySet[OrganisationTally]:
    """The visible counters of a whole round, by organisation."""
    return OrganisationTally.objects.filter(
        contest=view.round.contest_id,
        round=view.round,
        day__isnull=True,
        is_frozen=view.frozen_at is not None,
    )


def leading_units(view: BoardView, limit: int) -> list[dict[str, Any]]:
    """Contest units by the people who took part: uuid, name, headcount, people."""
    rows = (
        organisation_tallies(view)
        .filter(unit__isnull=False)
        .values(uuid=F("unit__uuid"), name=F("unit__name"), headcount=F("unit__headcount"))
        .annotate(people=Sum("people"))
        .filter(people__gt=0)
        .order_by("-people", "name")[:limit]
    )
    return [dict(row) for row in rows]


def scored_by_minute(view: BoardView, since: datetime) -> dict[datetime, int]:
    """Attempts that were scored, by minute; while frozen, those that are on the frozen board."""
    if view.frozen_at is None:
        minutes = MinuteTally.objects.filter(round=view.round, minute__gte=since)
        return dict(minutes.values_list("minute", "attempts"))
    kept = view.standings().filter(updated_at__gte=since)
    return dict(
        kept.annotate(minute=TruncMinute("updated_at"))
        .values_list("minute")
        .annotate(attempts=Count("pk"))
    )
