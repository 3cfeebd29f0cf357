"""Close rounds by themselves: closed → ranked → published, each step safe to repeat."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from quizzes.actions.board import refresh_board
from quizzes.actions.standing import result_of
from quizzes.enums import DecisionState, RoundState
from quizzes.models import Ranking, RankingRow, Round, Standing
from quizzes.queries.board import has_unscored_attempts
from quizzes.queries.rulebook import rulebook_of
from quizzes.rules.prediction import RoundTotals, distance, target
from quizzes.rules.ranking import rank

ROWS_PER_INSERT = 5000


def close_due_rounds(*, now: datetime) -> int:
    """Carry every round past its close as far as it can go; how many moved."""
    due = Round.objects.filter(closes_at__lt=now).exclude(state=RoundState.PUBLISHED)
    return sum(close_round(pk, now=now) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def close_round(round_id: int, *, now: datetime) -> bool:
    """Close, rank and publish a round whose attempts are all scored; whether it was."""
    round_ = (
        Round.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("contest", "rulebook")
        .filter(pk=round_id, closes_at__lt=now)
        .exclude(state=RoundState.PUBLISHED)
        .first()
    )
    if round_ is None or has_unscored_attempts(round_):
        return False
    ranking = _rank(round_, now)
    ranking.published_at = now
    ranking.state = DecisionState.PUBLISHED
    ranking.save(update_fields=["published_at", "state"])
    round_.state = RoundState.PUBLISHED
    round_.save(update_fields=["state"])
    refresh_board(round_, now=now, always=True)
    return True


def _rank(round_: Round, now: datetime) -> Ranking:
    rulebook = rulebook_of(round_)
    standings = list(Standing.objects.filter(round=round_).order_by("pk"))
    totals = RoundTotals(
        people=len(standings),
        attempts=sum(standing.attempts for standing in standings),
        all_correct_people=sum(
            1 for standing in standings if standing.correct_items == rulebook.paper.items
        ),
    )
    true_number = target(rulebook.prediction.target, totals)
    ranking = Ranking.objects.create(
        contest=round_.contest,
        round=round_,
        rulebook=round_.rulebook,
        number=Ranking.objects.filter(round=round_).count() + 1,
        target=true_number,
        people=totals.people,
        attempts=totals.attempts,
        all_correct_people=totals.all_correct_people,
        begun_at=now,
        computed_at=now,
    )
    rows = _ranked_rows(ranking, standings, rulebook.ranking, true_number)
    RankingRow.objects.bulk_create(rows, batch_size=ROWS_PER_INSERT)
    return ranking


def _ranked_rows(
    ranking: Ranking,
    standings: list[Standing],
    policy: tuple[str, ...],
    true_number: int | None,
) -> Iterator[RankingRow]:
    by_participant = {standing.participant_id: standing for standing in standings}
    results = [
        result_of(standing, distance(standing.prediction, true_number)) for standing in standings
    ]
    for place in rank(results, policy):
        standing = by_participant[place.result.participant_id]
        yield RankingRow(
            ranking=ranking,
            participant_id=standing.participant_id,
            attempt_id=standing.attempt_id,
            unit_id=standing.unit_id,
            correct_items=standing.correct_items,
            attempts=standing.attempts,
            rank=place.rank,
            points=standing.points,
            prediction=standing.prediction,
            distance=place.result.distance,
            time_used_ms=standing.time_used_ms,
            handed_in_at=standing.handed_in_at,
        )
