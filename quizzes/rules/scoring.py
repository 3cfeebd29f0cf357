"""Points for answers, in whole points. Pure, on the standard library alone.

Keys and answers, by the kind of item (an answer of None or nothing is no answer):

| kind | key | answer |
|---|---|---|
| single, multiple, true_false | [right options] | [chosen options] |
| matching | [right-hand side of option 0, of option 1, …] | [[option, right-hand side], …] |
| ordering | [options as they ought to stand] | [options as they were put] |
| number | {"value": "3.5", "tolerance": "0.1"} | "3.5" |
| short_text | {"accepted": […], "exact_marks", "exact_case"} | a text on one line |
| hotspot | {"areas": […]}, as rules/area.py reads them | [x, y] in thousandths of the picture |
| essay | {"rubric": …}, for those who mark | a text; its points come in `marks` |

Options are named by their position in the item version.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import gcd
from typing import Any

from quizzes.rules.area import holds
from quizzes.rules.short_text import is_accepted

ESSAY = "essay"
EVERYONE_CORRECT, LEFT_OUT = "everyone_correct", "left_out"
_NONE: Mapping[Any, Any] = {}


@dataclass(frozen=True, slots=True)
class ScoredItem:
    """An item version with its key. `worth` replaces what the policy makes of it."""

    version: int
    kind: str
    key: Any
    worth: int | None = None
    topic: str = ""
    difficulty: str = ""


@dataclass(frozen=True, slots=True)
class ScoringPolicy:
    """How answers become points, as the rulebook says.

    `partial`: an item answered in part earns its part, rounded down to whole points.
    `wrong_points` (zero or less): what an item costs that was answered and earns nothing.
    `speed_bonus_points`: for a paper that took no time; shared out by the time left of
    `time_limit_ms`, rounded down. `weights`: what items are worth that are not all alike, by
    (topic, difficulty, kind), or by (topic, difficulty) for the kinds that are not named.
    """

    points_per_item: int
    partial: bool = False
    wrong_points: int = 0
    speed_bonus_points: int = 0
    time_limit_ms: int = 0
    weights: Mapping[tuple[str, ...], int] = field(default_factory=dict)

    @property
    def smallest_step(self) -> int:
        """The least that two different papers can differ by, before any bonus."""
        worths = self.weights.values() or [self.points_per_item]
        return 1 if self.partial else gcd(*worths, self.wrong_points)

    def worth(self, item: ScoredItem) -> int:
        """The points of an item that is answered all right."""
        if item.worth is not None or not self.weights:
            return self.points_per_item if item.worth is None else item.worth
        row = item.topic, item.difficulty
        return self.weights.get((*row, item.kind)) or self.weights.get(row, self.points_per_item)


@dataclass(frozen=True, slots=True)
class PaperScore:
    """`points_by_slot[i]` belongs to slot `i + 1`; with the bonus they make up `points`.

    `correct_items` counts items of full worth. An item that is voided counts among the correct
    and the answered whatever its policy, so `correct_items == len(points_by_slot)` means that
    all that counts is right, and `complete` that all that counts was answered.
    """

    points: int
    correct_items: int
    answered: int
    points_by_slot: tuple[int, ...]

    @property
    def complete(self) -> bool:
        return self.answered == len(self.points_by_slot)

    @property
    def all_correct(self) -> bool:
        return self.correct_items == len(self.points_by_slot)

    @property
    def bonus(self) -> int:
        return self.points - sum(self.points_by_slot)


def weights(paper: Mapping[str, Any]) -> dict[tuple[str, ...], int]:
    """What an item of each row of a rulebook's paper is worth; empty where all are alike."""
    rows = paper["blueprint"]
    if not any(row.get("points") for row in rows):
        return {}
    return {
        (row["topic"], row["difficulty"], *([row["kind"]] if row.get("kind") else [])): row.get(
            "points"
        )
        or paper["points_per_item"]
        for row in rows
    }


def score_paper(
    items: Sequence[ScoredItem],
    answers: Mapping[int, Any],
    policy: ScoringPolicy,
    *,
    voided: Mapping[int, str] = _NONE,
    marks: Mapping[int, int] = _NONE,
    time_used_ms: int | None = None,
) -> PaperScore:
    """`items[i]` and `answers[i + 1]` belong to slot `i + 1`; a missing answer earns nothing.

    `voided`: {item version: policy}; everyone has an item of `everyone_correct` right, one that is
    `left_out` earns in proportion to the rest of the paper. `marks`: {slot: points of its essay}.
    `time_used_ms`: for the speed bonus, which a paper without points, or with an essay, has not.
    """
    points: list[int] = []
    left_out: dict[int, int] = {}
    correct = answered = whole = 0
    for slot, item in enumerate(items, start=1):
        worth = policy.worth(item)
        whole += worth
        if item.version in voided:
            correct, answered = correct + 1, answered + 1
            points.append(worth if voided[item.version] == EVERYONE_CORRECT else 0)
            if voided[item.version] == LEFT_OUT:
                left_out[slot] = worth
            continue
        answer = answers.get(slot)
        earned = 0
        if answer:
            answered += 1
            earned = (
                min(marks.get(slot, 0), worth)
                if item.kind == ESSAY
                else _earned(item, answer, worth, policy)
            )
            correct += earned == worth
        points.append(earned)
    for slot, share in _shares_of(left_out, sum(points), whole).items():
        points[slot - 1] = share
    total = sum(points)
    if total > 0 and policy.speed_bonus_points and time_used_ms is not None:
        total += _speed_bonus(items, policy, time_used_ms)
    return PaperScore(total, correct, answered, tuple(points))


def _shares_of(left_out: Mapping[int, int], earned: int, whole: int) -> dict[int, int]:
    """What items that are left out earn: of their worth as much as the others earned of theirs.

    So nobody's paper is worth less for an item that only some papers held. A half is rounded up;
    a paper that had nothing else earns everything.
    """
    rest = whole - sum(left_out.values())
    if not rest:
        return dict(left_out)
    return {
        slot: (2 * worth * max(0, earned) + rest) // (2 * rest) for slot, worth in left_out.items()
    }


def _earned(item: ScoredItem, answer: Any, worth: int, policy: ScoringPolicy) -> int:
    """What an answer earns: the worth, a part of it, nothing or less."""
    right, whole = _SHARES[item.kind](item.key, answer)
    if right == whole:
        return worth
    part = worth * right // whole if policy.partial else 0
    return part or policy.wrong_points


def _speed_bonus(items: Sequence[ScoredItem], policy: ScoringPolicy, time_used_ms: int) -> int:
    if any(item.kind == ESSAY for item in items):
        return 0
    left = max(0, policy.time_limit_ms - time_used_ms)
    return policy.speed_bonus_points * left // max(1, policy.time_limit_ms)


# How much of an answer is right, of how much.
Share = tuple[int, int]


def _choice_share(key: Sequence[int], chosen: Sequence[int]) -> Share:
    """Right options that were chosen less wrong ones, of all right ones."""
    right = sum(1 for option in set(chosen) if option in key)
    return max(0, 2 * right - len(chosen)), len(key)


def _order_share(key: Sequence[int], put: Sequence[int]) -> Share:
    """Places that hold the right option."""
    right = sum(1 for place, option in enumerate(put[: len(key)]) if key[place] == option)
    return right, len(key)


def _pairs_share(key: Sequence[int], pairs: Sequence[Sequence[int]]) -> Share:
    made = {(option, target) for option, target in pairs}
    return sum(1 for pair in enumerate(key) if pair in made), len(key)


def _number_share(key: Mapping[str, str], number: str) -> Share:
    off = abs(Decimal(number) - Decimal(key["value"]))
    return int(off <= Decimal(key.get("tolerance", "0"))), 1


def _short_share(key: Mapping[str, Any], text: str) -> Share:
    return int(is_accepted(text, key)), 1


def _place_share(key: Mapping[str, Any], point: Sequence[int]) -> Share:
    return int(any(holds(area, point) for area in key["areas"])), 1


_SHARES: Mapping[str, Callable[[Any, Any], Share]] = {
    "single": _choice_share,
    "multiple": _choice_share,
    "true_false": _choice_share,
    "matching": _pairs_share,
    "ordering": _order_share,
    "number": _number_share,
    "short_text": _short_share,
    "hotspot": _place_share,
}
