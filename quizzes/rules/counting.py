"""Which of a person's attempts counts, and how rounds add up.

Pure and on the standard library alone: a recount outside the product uses this very file.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizzes.rules.ranking import Result, is_better, sort_key, without_prediction


@dataclass(frozen=True, slots=True)
class Counting:
    """What of a rulebook decides how one person's attempts count.

    `which` is best, first, last or average; `prediction_per` is person or counted_attempt.
    """

    policy: tuple[str, ...]
    which: str = "best"
    requires_every_answer: bool = False
    prediction_per: str = "person"


@dataclass(frozen=True, slots=True)
class Run:
    """One scored attempt of a person in a round; instants are epoch milliseconds."""

    attempt_id: int
    number: int
    points: int
    correct_items: int
    time_used_ms: int
    handed_in_ms: int
    is_complete: bool = True
    prediction: int | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts of a person in a round. `attempts` are those that could have counted."""

    attempt_id: int
    points: int
    correct_items: int
    time_used_ms: int
    handed_in_ms: int
    attempts: int
    prediction: int | None

    def result(
        self, participant_id: int, distance: int | None = None, *, is_above: bool = False
    ) -> Result:
        """As the ranking compares it."""
        return Result(
            participant_id=participant_id,
            points=self.points,
            time_used_ms=self.time_used_ms,
            handed_in_ms=self.handed_in_ms,
            distance=distance,
            is_above=is_above,
            correct_items=self.correct_items,
            attempts=self.attempts,
        )


def may_count(run: Run, rules: Counting) -> bool:
    """Whether an attempt is one of those among which the counted one is chosen."""
    return run.is_complete or not rules.requires_every_answer


def count(runs: Iterable[Run], rules: Counting) -> Counted | None:
    """What counts of one person's attempts in one round, or None when none does.

    The best is chosen by everything but the prediction; of equals the earlier stays. One
    prediction a person is the first that was given with an attempt that may count.
    """
    counting = sorted((run for run in runs if may_count(run, rules)), key=lambda run: run.number)
    if not counting:
        return None
    chosen = _averaged(counting) if rules.which == "average" else _chosen(counting, rules)
    prediction = chosen.prediction
    if rules.prediction_per == "person":
        given = (run.prediction for run in counting if run.prediction is not None)
        prediction = next(given, None)
    return Counted(
        attempt_id=chosen.attempt_id,
        points=chosen.points,
        correct_items=chosen.correct_items,
        time_used_ms=chosen.time_used_ms,
        handed_in_ms=chosen.handed_in_ms,
        attempts=len(counting),
        prediction=prediction,
    )


def replaces(challenger: Run, counted: Run, rules: Counting) -> bool:
    """Whether a later attempt takes the place of the counted one (not for averages)."""
    if rules.which == "best":
        return is_better(_result(challenger), _result(counted), rules.policy)
    return rules.which == "last"


def average(numbers: Sequence[int]) -> int:
    """In whole numbers, a half rounded up: (7 + 8) / 2 is 8."""
    return (2 * sum(numbers) + len(numbers)) // (2 * len(numbers))


def _chosen(runs: Sequence[Run], rules: Counting) -> Run:
    chosen = runs[0]
    for run in runs[1:]:
        if replaces(run, chosen, rules):
            chosen = run
    return chosen


def _averaged(runs: Sequence[Run]) -> Run:
    """Points and time averaged, halves up; right items rounded down, so that only somebody whose
    every attempt was all correct is all correct; hand-in and prediction of the last attempt."""
    last = runs[-1]
    return Run(
        attempt_id=last.attempt_id,
        number=last.number,
        points=average([run.points for run in runs]),
        correct_items=sum(run.correct_items for run in runs) // len(runs),
        time_used_ms=average([run.time_used_ms for run in runs]),
        handed_in_ms=last.handed_in_ms,
        prediction=last.prediction,
    )


def _result(run: Run) -> Result:
    return Result(
        participant_id=0,
        points=run.points,
        time_used_ms=run.time_used_ms,
        handed_in_ms=run.handed_in_ms,
        correct_items=run.correct_items,
    )


def combine(
    by_round: Mapping[int, Iterable[Result]],
    policy: Sequence[str],
    *,
    how: str = "sum",
    best: int | None = None,
) -> list[Result]:
    """One result a participant over the rounds, to be ranked; by participant.

    `by_round` holds the ranked results of each round. `sum` adds every round, `best_n` the best
    `best` rounds of each person (by the policy, of equals the earlier round). Points, right
    items, time, attempts and distances add up; a round without prediction makes the whole one
    without; the hand-in is the last. `each` combines nothing: every round stands for itself.
    """
    if how == "each":
        return []
    mine: dict[int, list[Result]] = {}
    for number in sorted(by_round):
        for result in by_round[number]:
            mine.setdefault(result.participant_id, []).append(result)
    limit = best if how == "best_n" else None
    order = ("score", *without_prediction(policy))
    return [
        _added(sorted(mine[person], key=lambda one: sort_key(one, order))[:limit])
        for person in sorted(mine)
    ]


def _added(results: Sequence[Result]) -> Result:
    distances = [result.distance for result in results]
    given = [distance for distance in distances if distance is not None]
    return Result(
        participant_id=results[0].participant_id,
        points=sum(result.points for result in results),
        time_used_ms=sum(result.time_used_ms for result in results),
        handed_in_ms=max(result.handed_in_ms for result in results),
        distance=sum(given) if len(given) == len(distances) else None,
        is_above=any(result.is_above for result in results),
        correct_items=sum(result.correct_items for result in results),
        attempts=sum(result.attempts for result in results),
    )
