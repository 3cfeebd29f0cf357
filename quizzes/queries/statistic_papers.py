"""The papers of a round as statistics read them: streamed, in lots, from attempts and scores."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from django.db import connection

from quizzes.enums import CountedPapers
from quizzes.models import GradingRun

ROWS_PER_FETCH = 2_000

# Who was disqualified tells nothing true of an item. The standing names the attempt that counts.
_WHICH = {
    CountedPapers.COUNTED: """
        SELECT attempt_id AS id FROM quizzes_standing WHERE round_id = %(round)s AND NOT is_barred
    """,
    CountedPapers.FIRST: """
        SELECT DISTINCT ON (a.participant_id) a.id FROM quizzes_attempt a
        LEFT JOIN quizzes_standing st ON st.round_id = a.round_id
            AND st.participant_id = a.participant_id
        WHERE a.round_id = %(round)s AND a.state = 'scored' AND st.is_barred IS NOT TRUE
        ORDER BY a.participant_id, a.number
    """,
    CountedPapers.ALL: """
        SELECT a.id FROM quizzes_attempt a
        LEFT JOIN quizzes_standing st ON st.round_id = a.round_id
            AND st.participant_id = a.participant_id
        WHERE a.round_id = %(round)s AND a.state = 'scored' AND st.is_barred IS NOT TRUE
    """,
}
# One row a paper. A clock that was stopped hides how long an item took.
_PAPERS = """
    SELECT a.rulebook_id, a.paper::text, s.points_by_slot::text, (
        SELECT json_agg(json_build_array(r.slot, r.value, CASE WHEN a.paused_for = interval '0'
            THEN (extract(epoch FROM r.received_at - a.started_at) * 1000)::bigint END))::text
        FROM quizzes_response r WHERE r.attempt_id = a.id
    )
    FROM ({which}) wanted
    JOIN quizzes_attempt a ON a.id = wanted.id AND a.state = 'scored'
    JOIN quizzes_score s ON s.attempt_id = a.id AND s.run_id = %(run)s
"""
_read_paper = msgspec.json.Decoder(list[tuple[int, Any]]).decode
_read_points = msgspec.json.Decoder(list[int]).decode
_read_answers = msgspec.json.Decoder(list[tuple[int, Any, int | None]]).decode


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: its versions, what each earned, what was answered and when, by slot.

    `arrivals` are milliseconds since the start; empty where the clock was stopped in between.
    """

    rulebook_id: int
    versions: list[int]
    points: list[int]
    answers: dict[int, Any]
    arrivals: dict[int, int]


def papers_of(run: GradingRun, which: str) -> Iterator[Paper]:
    """The round's papers with the points of this grading run. Within a transaction only."""
    values = {"round": run.round_id, "run": run.pk}
    with connection.chunked_cursor() as cursor:
        cursor.execute(_PAPERS.format(which=_WHICH[CountedPapers(which)]), values)
        while rows := cursor.fetchmany(ROWS_PER_FETCH):
            for row in rows:
                yield _paper(*row)


def _paper(rulebook_id: int, paper: str, points: str, answers: str | None) -> Paper:
    given = _read_answers(answers) if answers else []
    return Paper(
        rulebook_id,
        [version for version, _ in _read_paper(paper)],
        _read_points(points),
        {slot: value for slot, value, _ in given},
        {slot: moment for slot, _, moment in given if moment is not None},
    )
