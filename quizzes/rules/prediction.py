"""The extra question: what was predicted, what came true, how near a prediction was."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RoundTotals:
    """Counts over the round's counted results."""

    people: int
    attempts: int
    all_correct_people: int


TARGETS: Mapping[str, str] = {
    "people": "people",
    "attempts": "attempts",
    "all_correct_people": "all_correct_people",
}


def target(predicted: str, totals: RoundTotals) -> int | None:
    """The number that came true, or None where the rulebook asks for no prediction."""
    if predicted == "none":
        return None
    return int(getattr(totals, TARGETS[predicted]))


def distance(prediction: int | None, true_number: int | None) -> int | None:
    if prediction is None or true_number is None:
        return None
    return abs(prediction - true_number)


def is_above(prediction: int | None, true_number: int | None) -> bool:
    """Whether more was predicted than came true."""
    return prediction is not None and true_number is not None and prediction > true_number
