"""The statements that add to counters: many rows at once, whether they were there or not."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import F

from quizzes.models import OrganisationTally, RankTally, Round, RoundTally
from quizzes.rules.tally import Amounts

_ADD_BEGINNINGS = """
INSERT INTO quizzes_ranktally AS kept (round_id, length, beginning, people)
SELECT %s, * FROM unnest(%s::smallint[], %s::bytea[], %s::integer[])
ON CONFLICT (round_id, is_frozen, length, beginning) DO UPDATE
    SET people = kept.people + excluded.people
"""
_ADD_MINUTES = """
INSERT INTO quizzes_minutetally AS kept (round_id, minute, attempts)
SELECT round_id, date_trunc('minute', %s::timestamptz), attempts
FROM unnest(%s::bigint[], %s::integer[]) AS gained (round_id, attempts)
ON CONFLICT (round_id, minute) DO UPDATE SET attempts = kept.attempts + excluded.attempts
"""
_ADD_ORGANISATIONS = """
INSERT INTO quizzes_organisationtally AS kept
    (contest_id, round_id, day, path, organisation_id, unit_id, people, attempts, results, points)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::date[], %s::text[], %s::bigint[],
    %s::bigint[], %s::integer[], %s::integer[], %s::integer[], %s::bigint[])
ON CONFLICT (contest_id, round_id, day, is_frozen, path, organisation_id, unit_id) DO UPDATE SET
    people = kept.people + excluded.people, attempts = kept.attempts + excluded.attempts,
    results = kept.results + excluded.results, points = kept.points + excluded.points
"""
_FREEZE_ORGANISATIONS = """
INSERT INTO quizzes_organisationtally (contest_id, round_id, day, is_frozen, path,
    organisation_id, unit_id, people, attempts, results, points)
SELECT contest_id, round_id, day, true, path, organisation_id, unit_id, people, attempts,
    results, points
FROM quizzes_organisationtally
WHERE contest_id = %s AND (round_id = %s OR round_id IS NULL) AND NOT is_frozen
ON CONFLICT DO NOTHING
"""
_FREEZE_BEGINNINGS = """
INSERT INTO quizzes_ranktally (round_id, is_frozen, length, beginning, people)
SELECT round_id, true, length, beginning, people FROM quizzes_ranktally
WHERE round_id = %s AND NOT is_frozen
ON CONFLICT DO NOTHING
"""


class OrganisationKey(NamedTuple):
    """Which counter: without a round that of the contest, with a day that of the day."""

    contest_id: int
    round_id: int | None
    day: date | None
    path: str
    organisation_id: int
    unit_id: int | None


def add_beginnings(round_id: int, changes: Mapping[tuple[int, bytes], int]) -> None:
    """Move the numbers of standings by the beginning of their order."""
    if not changes:
        return
    lengths, starts = zip(*changes, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            _ADD_BEGINNINGS, [round_id, list(lengths), list(starts), list(changes.values())]
        )


def add_minutes(attempts: Mapping[int, int], *, now: datetime) -> None:
    """Count attempts, by round, in the running minute."""
    gained = {round_id: number for round_id, number in attempts.items() if number}
    if not gained:
        return
    with connection.cursor() as cursor:
        cursor.execute(_ADD_MINUTES, [now, list(gained), list(gained.values())])


def add_organisations(changes: Mapping[OrganisationKey, Amounts]) -> None:
    """Move the counters of organisations; what does not change is left out."""
    rows = [
        (*key, one.people, one.attempts, one.results, one.points)
        for key, one in changes.items()
        if one != Amounts()
    ]
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(_ADD_ORGANISATIONS, [list(column) for column in zip(*rows, strict=True)])


def freeze_tallies(round_: Round) -> None:
    """Put aside what the public goes on seeing while the board stands still."""
    with connection.cursor() as cursor:
        cursor.execute(_FREEZE_ORGANISATIONS, [round_.contest_id, round_.pk])
        cursor.execute(_FREEZE_BEGINNINGS, [round_.pk])
    RoundTally.objects.filter(round=round_).update(
        frozen_people=F("people"), frozen_attempts=F("attempts")
    )


def thaw_tallies(round_: Round) -> None:
    """Forget what was put aside; the contest's own counters wait for its last frozen round."""
    RankTally.objects.filter(round=round_, is_frozen=True).delete()
    kept = OrganisationTally.objects.filter(contest=round_.contest_id, is_frozen=True)
    kept.filter(round=round_).delete()
    if not kept.filter(round__isnull=False).exists():
        kept.delete()
