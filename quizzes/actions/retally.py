"""Make the counters of a round anew from its standings."""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from quizzes.actions.tally import lock_tallies
from quizzes.models import OrganisationTally, RankTally, Round, RoundTally, Standing
from quizzes.queries.disqualification import participants_off_the_boards
from quizzes.queries.rulebook import rulebook_of
from quizzes.queries.standing import result_of
from quizzes.rules.order import counted_lengths, order_key

CHUNK = 5000
_ORDER = """
UPDATE quizzes_standing AS one SET "order" = new."order", is_barred = new.is_barred
FROM unnest(%s::bigint[], %s::bytea[], %s::boolean[]) AS new (id, "order", is_barred)
WHERE one.id = new.id
"""
_BEGINNINGS = """
INSERT INTO quizzes_ranktally (round_id, length, beginning, people)
SELECT round_id, length, substring("order" FOR length), count(*)
FROM quizzes_standing, unnest(%s::smallint[]) AS length
WHERE round_id = %s AND NOT is_barred GROUP BY 1, 2, 3
"""
_TOTALS = """
UPDATE quizzes_roundtally AS tally SET people = found.people, attempts = found.attempts
FROM (SELECT count(*) AS people, coalesce(sum(attempts), 0) AS attempts
      FROM quizzes_standing WHERE round_id = %s AND NOT is_barred) AS found
WHERE tally.round_id = %s
"""
# Everybody who counts, with the place their organisation had when they joined.
_COUNTED = """
WITH counted AS (
    SELECT one.*, person.contest_id, person.organisation_id, person.unit_id AS own_unit_id,
        coalesce((SELECT place.path FROM organisations_formerplace AS place
                  WHERE place.organisation_id = person.organisation_id
                      AND place.until > person.joined_at
                  ORDER BY place.until LIMIT 1), organisation.path) AS path
    FROM quizzes_standing AS one
    JOIN quizzes_participant AS person ON person.id = one.participant_id
    JOIN organisations_organisation AS organisation ON organisation.id = person.organisation_id
    WHERE NOT one.is_barred AND {where}
)
INSERT INTO quizzes_organisationtally (contest_id, round_id, day, path, organisation_id, unit_id,
    people, attempts, results, points)
"""
_ROUND = (
    _COUNTED.format(where="one.round_id = %s")
    + """
SELECT contest_id, round_id, NULL, path, organisation_id, own_unit_id,
    count(*), sum(attempts), count(*), sum(points) FROM counted GROUP BY 1, 2, 4, 5, 6
"""
)
_CONTEST = (
    _COUNTED.format(where="person.contest_id = %s")
    + """
SELECT contest_id, NULL, NULL, path, organisation_id, own_unit_id,
    count(DISTINCT participant_id), sum(attempts), count(*), sum(points)
FROM counted GROUP BY 1, 4, 5, 6
"""
)
_DAYS = (
    _COUNTED.format(where="one.round_id = %s")
    + """
SELECT contest_id, round_id, day, path, organisation_id, own_unit_id,
    count(DISTINCT participant_id), count(*), count(*), sum(score.points)
FROM counted
JOIN (SELECT attempt.*, (handed_in_at AT TIME ZONE %s)::date AS day
      FROM quizzes_attempt AS attempt WHERE state = 'scored') AS attempt
    USING (round_id, participant_id)
JOIN LATERAL (SELECT points FROM quizzes_score JOIN quizzes_gradingrun AS run ON run.id = run_id
      WHERE attempt_id = attempt.id AND run.state = 'applied'
      ORDER BY run.number DESC LIMIT 1) AS score ON true
WHERE attempt.day = ANY(counted.days) GROUP BY 1, 2, 3, 4, 5, 6
"""
)


@transaction.atomic
def retally_round(round_: Round) -> None:
    """Put every standing in order and count anew; scoring of the round waits meanwhile."""
    policy = rulebook_of(round_).live_ranking
    last = _put_in_order(round_, policy, after=0)
    siblings = Round.objects.with_contest().filter(contest=round_.contest_id)
    tally = lock_tallies({one.pk: one for one in siblings})[round_.pk]
    _put_in_order(round_, policy, after=last)
    tally.ranking = list(policy)
    tally.save(update_fields=["ranking"])
    _recount(round_, counted_lengths(policy))


def retally_stale_rounds(rounds: Iterable[Round]) -> int:
    """Count anew where the counters keep an order of an older rulebook; how many rounds."""
    stale = [
        round_
        for round_ in rounds
        if (tally := _tally_of(round_)) and tally.ranking != list(rulebook_of(round_).live_ranking)
    ]
    for round_ in stale:
        retally_round(round_)
    return len(stale)


def retally_uncounted_rounds() -> int:
    """Count rounds with standings but without counters, as older versions left them; how many."""
    standings = Standing.objects.filter(round=OuterRef("pk"))
    uncounted = Round.objects.with_contest().filter(Exists(standings), tally__isnull=True)
    for round_ in (found := list(uncounted)):
        retally_round(round_)
    return len(found)


def _tally_of(round_: Round) -> RoundTally | None:
    tally: RoundTally | None = getattr(round_, "tally", None)
    return tally


def _put_in_order(round_: Round, policy: Sequence[str], *, after: int) -> int:
    """Lock and order the standings whose id is larger than `after`; the largest one."""
    barred, last = participants_off_the_boards(round_), after
    rows: list[tuple[int, bytes, bool]] = []
    standings = Standing.objects.select_for_update(of=("self",)).filter(round=round_, pk__gt=after)
    for standing in standings.order_by("pk").iterator(chunk_size=CHUNK):
        last = standing.pk
        order = order_key(result_of(standing), policy)
        is_barred = standing.participant_id in barred
        if bytes(standing.order) != order or standing.is_barred != is_barred:
            rows.append((standing.pk, order, is_barred))
        if len(rows) == CHUNK:
            _store(rows)
            rows = []
    _store(rows)
    return last


def _store(rows: Sequence[tuple[int, bytes, bool]]) -> None:
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(_ORDER, [list(column) for column in zip(*rows, strict=True)])


def _recount(round_: Round, lengths: Sequence[int]) -> None:
    RankTally.objects.filter(round=round_, is_frozen=False).delete()
    moving = OrganisationTally.objects.filter(contest=round_.contest_id, is_frozen=False)
    moving.filter(round=round_).delete()
    moving.filter(round__isnull=True).delete()
    with connection.cursor() as cursor:
        cursor.execute(_BEGINNINGS, [list(lengths), round_.pk])
        cursor.execute(_TOTALS, [round_.pk, round_.pk])
        cursor.execute(_ROUND, [round_.pk])
        cursor.execute(_DAYS, [round_.pk, settings.TIME_ZONE])
        cursor.execute(_CONTEST, [round_.contest_id])
