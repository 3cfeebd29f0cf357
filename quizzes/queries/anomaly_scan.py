"""What a scan reads of a round: counted facts, in sets that fit into memory."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import connection
from django.db.models import Count, Max

from backend.common.models import Job
from quizzes.models import Attempt, Contest, Participant, Round, Standing
from quizzes.rules.anomaly import HOUSEHOLD_PEOPLE, MAD_OF_NORMAL
from quizzes.rules.similarity import ItemErrors, Sheet

USED_MS = (
    "greatest(1000, extract(epoch FROM least(a.handed_in_at, a.deadline_at)"
    " - a.started_at - a.paused_for) * 1000)"
)
CHUNK = 5000


@dataclass(frozen=True, slots=True)
class Times:
    """The middle of the times that a round's counted papers took, and their spread."""

    papers: int
    median_ms: float
    deviation: float


def _rows(sql: str, parameters: list[Any]) -> Iterator[tuple[Any, ...]]:
    """Rows in chunks, by a cursor on the server: a large round is never held as a whole."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, parameters)
        while rows := cursor.fetchmany(CHUNK):
            yield from rows


def moved_since_scan(round_: Round, kind: str) -> bool:
    """Whether a standing is newer than the last scan that was begun."""
    last = Job.objects.filter(
        kind=kind, subject=f"round:{round_.uuid}", begun_at__isnull=False
    ).aggregate(at=Max("begun_at"))["at"]
    moved = Standing.objects.filter(round=round_)
    return (moved.filter(updated_at__gt=last) if last else moved).exists()


def paper_times(round_: Round) -> Times:
    sql = f"""
        WITH times AS (
            SELECT ln({USED_MS}) AS log FROM quizzes_standing s
            JOIN quizzes_attempt a ON a.id = s.attempt_id WHERE s.round_id = %s
        ), middle AS (
            SELECT count(*) AS papers, percentile_cont(0.5) WITHIN GROUP (ORDER BY log) AS log
            FROM times
        )
        SELECT min(middle.papers), min(middle.log),
               percentile_cont(0.5) WITHIN GROUP (ORDER BY abs(times.log - middle.log))
        FROM times, middle"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [round_.pk])
        papers, log, spread = cursor.fetchone()
    if not papers:
        return Times(0, 0.0, 0.0)
    return Times(papers, math.exp(float(log)), float(spread) / MAD_OF_NORMAL)


def papers_faster_than(
    round_: Round, bound_ms: int, least_correct: int
) -> Iterator[tuple[int, int, int, int]]:
    """(participant, attempt, used ms, correct items) of counted papers."""
    sql = f"""
        SELECT s.participant_id, s.attempt_id, round({USED_MS}), s.correct_items
        FROM quizzes_standing s JOIN quizzes_attempt a ON a.id = s.attempt_id
        WHERE s.round_id = %s AND {USED_MS} < %s AND s.correct_items >= %s
        ORDER BY 3 LIMIT 1000"""
    for participant, attempt, used, correct in _rows(sql, [round_.pk, bound_ms, least_correct]):
        yield participant, attempt, int(used), correct


def shared_traces(
    round_: Round, trace: str, people: int
) -> Iterator[tuple[str, list[tuple[datetime, int, int]]]]:
    """Each device or network of at least so many people: (start, participant, attempt) in order."""
    column = {"device": "device", "network": "network"}[trace]
    sql = f"""
        SELECT {column}, started_at, participant_id, id FROM quizzes_attempt
        WHERE round_id = %s AND {column} IN (
            SELECT {column} FROM quizzes_attempt WHERE round_id = %s AND {column} <> ''
            GROUP BY 1 HAVING count(DISTINCT participant_id) >= %s)
        ORDER BY 1, 2, 4"""
    rows = _rows(sql, [round_.pk, round_.pk, people])
    for key, starts in groupby(rows, key=lambda row: row[0]):
        yield key, [(at, person, attempt) for _, at, person, attempt in starts]


def shared_predictions(
    round_: Round, trace: str, people: int
) -> Iterator[tuple[str, list[tuple[int, int, int]]]]:
    """Each device or network with so many different predictions: (number, participant, attempt)."""
    column = {"device": "device", "network": "network"}[trace]
    sql = f"""
        WITH told AS (
            SELECT a.{column} AS trace, s.prediction, s.participant_id, s.attempt_id
            FROM quizzes_standing s JOIN quizzes_attempt a ON a.id = s.attempt_id
            WHERE s.round_id = %s AND a.{column} <> '' AND s.prediction IS NOT NULL)
        SELECT trace, prediction, participant_id, attempt_id FROM told WHERE trace IN (
            SELECT trace FROM told GROUP BY 1 HAVING count(DISTINCT prediction) >= %s)
        ORDER BY 1, 2, 3"""
    for key, told in groupby(_rows(sql, [round_.pk, people]), key=lambda row: row[0]):
        yield key, [(number, person, attempt) for _, number, person, attempt in told]


@dataclass(frozen=True, slots=True)
class Errors:
    """Who erred where: sheets by organisation and time, codes of (item version, answer)."""

    sheets: list[Sheet]
    codes: list[tuple[int, str]]
    by_item: dict[int, ItemErrors]


def wrong_answers(round_: Round) -> Errors:
    """The wrong answers of all counted papers, each as a small number."""
    sql = """
        SELECT s.participant_id, s.attempt_id, s.unit_id,
               array_agg((a.paper -> (r.slot - 1) ->> 0)::int), array_agg(r.value::text)
        FROM quizzes_standing s
        JOIN quizzes_attempt a ON a.id = s.attempt_id
        JOIN LATERAL (
            SELECT one.points_by_slot FROM quizzes_score one
            JOIN quizzes_gradingrun run ON run.id = one.run_id AND run.state = 'applied'
            WHERE one.attempt_id = a.id ORDER BY run.number DESC LIMIT 1) score ON true
        JOIN quizzes_response r ON r.attempt_id = a.id AND r.slot > 0
        WHERE s.round_id = %s AND jsonb_typeof(r.value) IN ('array', 'number', 'object')
          AND r.value <> '[]'::jsonb AND (score.points_by_slot ->> (r.slot - 1))::int <= 0
        GROUP BY s.id, s.participant_id, s.attempt_id, s.unit_id, s.handed_in_at
        ORDER BY s.unit_id, s.handed_in_at"""
    known: dict[tuple[int, str], int] = {}
    counts: list[int] = []
    sheets: list[Sheet] = []
    for participant, attempt, unit, versions, values in _rows(sql, [round_.pk]):
        wrong = []
        for answer in zip(versions, values, strict=True):
            code = known.setdefault(answer, len(known))
            if code == len(counts):
                counts.append(0)
            counts[code] += 1
            wrong.append(code)
        sheets.append(Sheet(participant, attempt, unit, frozenset(wrong)))
    seen = _times_seen(round_)
    by_item: dict[int, dict[int, int]] = {}
    for (version, _), code in known.items():
        by_item.setdefault(version, {})[code] = counts[code]
    return Errors(
        sheets,
        list(known),
        {version: ItemErrors(seen[version], wrong) for version, wrong in by_item.items()},
    )


def _times_seen(round_: Round) -> dict[int, int]:
    sql = """
        SELECT (slot ->> 0)::int, count(*) FROM quizzes_standing s
        JOIN quizzes_attempt a ON a.id = s.attempt_id
        CROSS JOIN LATERAL jsonb_array_elements(a.paper) slot
        WHERE s.round_id = %s GROUP BY 1"""
    return dict(_rows(sql, [round_.pk]))  # type: ignore[arg-type]  # two columns


def items_of(attempts: set[int]) -> dict[int, frozenset[int]]:
    """The item versions of some attempts' papers."""
    rows = Attempt.objects.filter(pk__in=attempts).values_list("pk", "paper")
    return {pk: frozenset(version for version, _ in paper) for pk, paper in rows}


def top_places(contest: Contest, top: int) -> dict[int, dict[int, int]]:
    """{participant: {round number: place}} of the first places of each round."""
    places: dict[int, dict[int, int]] = {}
    for round_ in contest.rounds.order_by("number"):
        leading = (
            Standing.objects.filter(round=round_, is_barred=False)
            .order_by("order", "id")
            .values_list("participant_id", flat=True)[:top]
        )
        for place, participant in enumerate(leading, start=1):
            places.setdefault(participant, {})[round_.number] = place
    return places


def links_between(contest: Contest, people: set[int]) -> dict[tuple[int, int], str]:
    """Pairs of these people who shared a device, a household's network or an invitation."""
    links: dict[tuple[int, int], str] = {}
    taken = Attempt.objects.filter(round__contest=contest)
    small = (
        taken.exclude(network="")
        .filter(network__in=taken.filter(participant_id__in=people).values("network"))
        .values("network")
        .annotate(people=Count("participant_id", distinct=True))
        .filter(people__lte=HOUSEHOLD_PEOPLE)
        .values("network")
    )
    own = taken.filter(participant_id__in=people)
    for link, rows in (
        ("network", own.filter(network__in=small).values_list("network", "participant_id")),
        ("device", own.exclude(device="").values_list("device", "participant_id")),
    ):
        for _, group in groupby(sorted(set(rows)), key=lambda row: row[0]):
            members = [person for _, person in group]
            links |= {(members[0], other): link for other in members[1:]}
    invited = Participant.objects.filter(pk__in=people, invited_by__in=people)
    for pk, inviter in invited.values_list("pk", "invited_by_id"):
        assert inviter is not None
        links.setdefault((min(pk, inviter), max(pk, inviter)), "invitation")
    return links
