"""What a simulation could not consider, as codes that the desk puts into words."""

from collections.abc import Iterable

from quizzes.formats.rulebook import Rulebook
from quizzes.formats.rulebook_parts import Attempts

_COUNTS = ("per_day", "per_week", "per_round", "per_contest")


def unconsidered_of_round(pinned: Rulebook, asked: Iterable[Rulebook]) -> list[str]:
    """For a round's own facts, which came about under the `pinned` rulebook."""
    found = dict.fromkeys(code for one in asked for code in _beside_facts(pinned, one))
    return list(found)


def unconsidered_of_invention(asked: Iterable[Rulebook], *, has_homes: bool) -> list[str]:
    """For people who never were."""
    found = dict.fromkeys(
        ["invented_people", *(code for one in asked for code in _beside_invention(one))]
    )
    return [*found, *([] if has_homes else ["no_organisations"])]


def _beside_facts(pinned: Rulebook, one: Rulebook) -> Iterable[str]:
    if (one.paper, one.scoring) != (pinned.paper, pinned.scoring):
        yield "scores_stay"
    if any(_allows_more(one.attempts, pinned.attempts, name) for name in _COUNTS):
        yield "more_attempts"
    if one.opening_hours != pinned.opening_hours:
        yield "opening_hours"
    if one.eligibility != pinned.eligibility:
        yield "newly_allowed"
    if any(cap.within != "round" for cap in one.prizes.caps):
        yield "held_earlier"
    yield from _of_single_round(one)


def _beside_invention(one: Rulebook) -> Iterable[str]:
    paper, scoring = one.paper, one.scoring
    if (
        paper.points_per_item != 1
        or paper.weights
        or scoring.wrong_points
        or scoring.speed_bonus_points
    ):
        yield "one_point_an_item"
    if one.opening_hours:
        yield "opening_hours"
    if any(cap.within != "round" for cap in one.prizes.caps):
        yield "caps_beyond_round"
    if one.prizes.spreading:
        yield "spreading"
    if one.eligibility.bars_committee or one.eligibility.guardian_below_age:
        yield "committee_and_guardians"
    yield from _of_single_round(one)


def _of_single_round(one: Rulebook) -> Iterable[str]:
    if one.attempts.per_contest or one.prediction.scope == "contest":
        yield "other_rounds"
    if one.rounds.combine != "each" or any(prize.per == "contest" for prize in one.prizes.people):
        yield "contest_prizes"


def _allows_more(one: Attempts, other: Attempts, name: str) -> bool:
    ours, theirs = getattr(one, name), getattr(other, name)
    return theirs is not None and (ours is None or ours > theirs)
