"""What counts of each participant in a round, read from attempts and scores, never from caches.

Rows are streamed through a server-side cursor, person after person, so that a round of any size
needs only what counts in memory.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection

from quizzes.models import GradingRun
from quizzes.queries.attempt import PREDICTION_SLOT
from quizzes.rules.attempt import time_used
from quizzes.rules.counting import Counted, Counting, Run, count
from quizzes.rules.prediction import RoundTotals, distance, is_above
from quizzes.rules.ranking import Result
from quizzes.rules.scoring import PaperScore

ROWS_PER_FETCH = 5000
_NONE: Mapping[int, PaperScore] = {}
_MILLISECOND = timedelta(milliseconds=1)

# One row an attempt, a person's together. A pause counts as if the attempt had begun later.
_ATTEMPTS = """
    SELECT a.participant_id, p.unit_id, a.id, a.number, a.started_at + a.paused_for, a.deadline_at,
           a.handed_in_at, s.points, s.correct_items, s.answered, jsonb_array_length(a.paper),
           CASE WHEN jsonb_typeof(r.value) = 'number' THEN (r.value #>> '{}')::bigint END
    FROM quizzes_attempt a
    JOIN quizzes_participant p ON p.id = a.participant_id
    JOIN quizzes_score s ON s.attempt_id = a.id AND s.run_id = %(run)s
    LEFT JOIN quizzes_response r ON r.attempt_id = a.id AND r.slot = %(prediction)s
    WHERE a.round_id = %(round)s AND a.state = 'scored'
    ORDER BY a.participant_id, a.number
"""


@dataclass(frozen=True, slots=True)
class Entrant:
    """A participant with something that counts."""

    participant_id: int
    unit_id: int | None
    counted: Counted
    handed_in_at: datetime
    is_all_correct: bool


def entrants(
    run: GradingRun, rules: Counting, changed: Mapping[int, PaperScore] = _NONE
) -> Iterator[tuple[int, Entrant | None]]:
    """Every participant with a scored attempt, by participant; None where nothing counts.

    `changed` are scores of attempts that take the place of the run's, to try a regrade.
    """
    for participant_id, rows in groupby(_attempt_rows(run), key=itemgetter(0)):
        yield participant_id, _entrant([_rescored(row, changed) for row in rows], rules)


def runs_of(run: GradingRun) -> Iterator[tuple[int, list[Run]]]:
    """Every participant with the scored attempts among which the counted one is chosen."""
    for participant_id, rows in groupby(_attempt_rows(run), key=itemgetter(0)):
        yield participant_id, [_run(row) for row in rows]


def _rescored(row: tuple[Any, ...], changed: Mapping[int, PaperScore]) -> tuple[Any, ...]:
    score = changed.get(row[2])
    if score is None:
        return row
    return (*row[:7], score.points, score.correct_items, score.answered, *row[10:])


def _attempt_rows(run: GradingRun) -> Iterator[tuple[Any, ...]]:
    values = {"run": run.pk, "round": run.round_id, "prediction": PREDICTION_SLOT}
    with connection.chunked_cursor() as cursor:
        cursor.execute(_ATTEMPTS, values)
        while rows := cursor.fetchmany(ROWS_PER_FETCH):
            yield from rows


def _entrant(rows: list[tuple[Any, ...]], rules: Counting) -> Entrant | None:
    counted = count(map(_run, rows), rules)
    if counted is None:
        return None
    participant_id, unit_id = rows[0][:2]
    chosen = next(row for row in rows if row[2] == counted.attempt_id)
    handed_in_at, items = chosen[6], chosen[10]
    return Entrant(
        participant_id=participant_id,
        unit_id=unit_id,
        counted=counted,
        handed_in_at=handed_in_at,
        is_all_correct=counted.correct_items == items,
    )


def _run(row: tuple[Any, ...]) -> Run:
    _, _, pk, number, started_at, deadline_at, handed_in_at = row[:7]
    points, correct_items, answered, items, prediction = row[7:]
    return Run(
        attempt_id=pk,
        number=number,
        points=points,
        correct_items=correct_items,
        time_used_ms=time_used(started_at, handed_in_at, deadline_at) // _MILLISECOND,
        handed_in_ms=round(handed_in_at.timestamp() * 1000),
        is_complete=answered >= items,
        prediction=prediction,
    )


def results(people: Iterable[Entrant], true_number: int | None) -> list[Result]:
    """As the ranking compares them, predictions held against the number that came true."""
    return [
        person.counted.result(
            person.participant_id,
            distance(person.counted.prediction, true_number),
            is_above=is_above(person.counted.prediction, true_number),
        )
        for person in people
    ]


def totals(people: Sequence[Entrant]) -> RoundTotals:
    return RoundTotals(
        people=len(people),
        attempts=sum(person.counted.attempts for person in people),
        all_correct_people=sum(1 for person in people if person.is_all_correct),
    )
