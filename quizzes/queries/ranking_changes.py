"""What a correction changes against the ranking before it."""

from typing import Any

from django.db import connection

from quizzes.models import Participant, Ranking

CHANGES_SHOWN = 100
_BOTH = """
    FROM (SELECT * FROM quizzes_rankingrow WHERE ranking_id = %(before)s) b
    FULL JOIN (SELECT * FROM quizzes_rankingrow WHERE ranking_id = %(after)s) a
      ON a.participant_id = b.participant_id
"""
_COUNTS = f"""
    SELECT count(*) FILTER (WHERE a.rank <> b.rank),
           count(*) FILTER (WHERE b.id IS NULL),
           count(*) FILTER (WHERE a.id IS NULL),
           count(*) FILTER (WHERE a.points <> b.points)
    {_BOTH}
"""
# Whoever stands highest on either side comes first: that is where prizes are.
_CHANGED = f"""
    SELECT coalesce(a.participant_id, b.participant_id), b.rank, a.rank, b.points, a.points
    {_BOTH}
    WHERE a.rank IS DISTINCT FROM b.rank OR a.points IS DISTINCT FROM b.points
    ORDER BY least(a.rank, b.rank), coalesce(a.participant_id, b.participant_id)
    LIMIT %(limit)s
"""


def ranking_changes(before: Ranking, after: Ranking) -> dict[str, Any]:
    """How many ranks differ, who came and went, and the changes nearest to the top."""
    values = {"before": before.pk, "after": after.pk, "limit": CHANGES_SHOWN}
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, values)
        moved, entered, left, rescored = cursor.fetchone()
        cursor.execute(_CHANGED, values)
        rows = cursor.fetchall()
    people = named([row[0] for row in rows])
    return {
        "against": before.number,
        "target": [before.target, after.target],
        "moved": moved,
        "entered": entered,
        "left": left,
        "points_changed": rescored,
        "rows": [
            {**people[participant], "ranks": [was, is_], "points": [had, has]}
            for participant, was, is_, had, has in rows
        ],
    }


def named(participant_ids: list[int]) -> dict[int, dict[str, str]]:
    """Name and unit by participant, for organisers alone."""
    people = Participant.objects.filter(pk__in=participant_ids).values_list(
        "pk", "user__full_name", "unit__name"
    )
    return {pk: {"name": name, "organisation": unit or ""} for pk, name, unit in people}
