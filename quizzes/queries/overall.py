"""What a contest's overall ranking was added up from: the published results of its rounds."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from quizzes.models import Ranking, RankingRow
from quizzes.queries.bundle import PEOPLE_AT_ONCE, instant
from quizzes.queries.rulebook import rulebook_of


def round_rankings(ranking: Ranking) -> dict[int, Ranking]:
    """By round number, the newest ranking published when the overall one was begun."""
    published = Ranking.objects.filter(
        contest=ranking.contest_id, round__isnull=False, published_at__lte=ranking.begun_at
    )
    found: dict[int, Ranking] = {}
    for one in published.select_related("round", "rulebook").order_by("number"):
        assert one.round is not None
        found[one.round.number] = one
    return found


def told_rounds(ranking: Ranking) -> dict[str, dict[str, Any]]:
    """The rounds that were added up, with the number of items of their papers."""
    return {
        str(number): {
            "title": one.round.title if one.round else "",
            "items": rulebook_of(one).paper.items,
        }
        for number, one in round_rankings(ranking).items()
    }


def overall_lines(
    ranking: Ranking, people: Sequence[int], order: Mapping[int, int]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each participant with their result in each round, in the order given."""
    numbers = {one.pk: number for number, one in round_rankings(ranking).items()}
    targets = {one.pk: one.target for one in round_rankings(ranking).values()}
    for start in range(0, len(people), PEOPLE_AT_ONCE):
        some = people[start : start + PEOPLE_AT_ONCE]
        own: dict[int, dict[str, Any]] = defaultdict(dict)
        for row in RankingRow.objects.filter(ranking__in=numbers, participant_id__in=some):
            told = _told(row, order, targets[row.ranking_id])
            own[row.participant_id][str(numbers[row.ranking_id])] = told
        for participant_id in some:
            yield participant_id, own[participant_id]


def _told(row: RankingRow, order: Mapping[int, int], target: int | None) -> dict[str, Any]:
    guess = row.prediction
    return {
        "points": row.points,
        "correct_items": row.correct_items,
        "prediction": guess,
        "distance": row.distance,
        "is_above": guess is not None and target is not None and guess > target,
        "time_used_ms": row.time_used_ms,
        "order": order[instant(row.handed_in_at)],
        "attempts": row.attempts,
    }
