"""What the rounds of a contest bring into its overall ranking."""

from dataclasses import dataclass, field

from quizzes.enums import DecisionState
from quizzes.models import Contest, Ranking, RankingRow
from quizzes.queries.rulebook import rulebook_of
from quizzes.rules.prediction import RoundTotals
from quizzes.rules.ranking import Result

ROWS_PER_FETCH = 5000


@dataclass(slots=True)
class Counts:
    """Over all rounds: who took part, where they belong, what they predicted first."""

    units: dict[int, int | None] = field(default_factory=dict)
    predictions: dict[int, int] = field(default_factory=dict)
    all_correct: set[int] = field(default_factory=set)
    attempts: int = 0

    @property
    def totals(self) -> RoundTotals:
        """`all_correct_people` were all correct in one round at least."""
        return RoundTotals(len(self.units), self.attempts, len(self.all_correct))

    @property
    def stored(self) -> dict[str, int]:
        """As a ranking keeps them."""
        return {
            "people": len(self.units),
            "attempts": self.attempts,
            "all_correct_people": len(self.all_correct),
        }


def results_by_round(
    contest: Contest, excluded: set[int]
) -> tuple[dict[int, list[Result]], Counts]:
    """The published results by the round's number, and what they count together."""
    counts, by_round = Counts(), {}
    rankings = Ranking.objects.filter(
        contest=contest, round__isnull=False, state=DecisionState.PUBLISHED
    ).select_related("round", "rulebook")
    for ranking in rankings.order_by("round__number"):
        assert ranking.round is not None
        by_round[ranking.round.number] = _results(ranking, excluded, counts)
    return by_round, counts


def _results(ranking: Ranking, excluded: set[int], counts: Counts) -> list[Result]:
    items, results = rulebook_of(ranking).paper.items, []
    rows = RankingRow.objects.filter(ranking=ranking).order_by("rank", "id")
    for row in rows.iterator(chunk_size=ROWS_PER_FETCH):
        person = row.participant_id
        if person in excluded:
            continue
        counts.units[person] = row.unit_id
        counts.attempts += row.attempts
        if row.prediction is not None:
            counts.predictions.setdefault(person, row.prediction)
        if row.correct_items >= items:
            counts.all_correct.add(person)
        results.append(_result(row, ranking.target))
    return results


def _result(row: RankingRow, true_number: int | None) -> Result:
    return Result(
        participant_id=row.participant_id,
        points=row.points,
        time_used_ms=row.time_used_ms,
        handed_in_ms=round(row.handed_in_at.timestamp() * 1000),
        distance=row.distance,
        is_above=row.prediction is not None
        and true_number is not None
        and row.prediction > true_number,
        correct_items=row.correct_items,
        attempts=row.attempts,
    )
