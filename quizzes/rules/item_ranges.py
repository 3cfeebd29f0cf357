"""Options that are numbers or spans of numbers, and which of them overlap. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from quizzes.rules.item_wording import key_of_words
from quizzes.rules.number import read_number

_NUMBER = r"(\d+(?:[.,]\d+)*)"
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"tu(?: du)? {_NUMBER}(.*?) (?:den|toi)(?: duoi)? {_NUMBER}(.*)"), "between"),
    (re.compile(rf"{_NUMBER}(.*?) ?(?:-|–|—|den|toi) ?{_NUMBER}(.*)"), "between"),
    (re.compile(rf"(?:from|between) {_NUMBER}(.*?) (?:to|and) {_NUMBER}(.*)"), "between"),
    (re.compile(rf"(?:tu|it nhat|toi thieu|at least)(?: du)? {_NUMBER}(.*?)(?: tro len)?"), "from"),
    (re.compile(rf"{_NUMBER}(.*?) (?:tro len|or more|or over)"), "from"),
    (re.compile(rf"(?:tren|hon|over|more than) {_NUMBER}(.*)"), "above"),
    (re.compile(rf"(?:duoi|chua du|chua den|under|less than|below) {_NUMBER}(.*)"), "below"),
    (re.compile(rf"(?:khong qua|toi da|nhieu nhat|at most|up to) {_NUMBER}(.*)"), "to"),
    (re.compile(rf"{_NUMBER}(.*?) tro xuong"), "to"),
    (re.compile(rf"{_NUMBER}(.*)"), "is"),
)
_ENDLESS = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Span:
    """From `least` to `most`, and whether these belong to it; `unit` is what is counted."""

    least: Decimal
    most: Decimal
    holds_least: bool
    holds_most: bool
    unit: str

    @property
    def is_number(self) -> bool:
        return self.least == self.most


def span_of(option: str) -> Span | None:
    """What numbers an option means, or None where it is no plain number or span."""
    text = _readable(option)
    for form, kind in _FORMS:
        found = form.fullmatch(text)
        if found is None:
            continue
        numbers = [_decimal(part) for part in found.groups()[::2]]
        unit = " ".join(found.groups()[-1].split())
        if None in numbers or re.search(r"\d", unit):
            return None
        return _span(kind, [one for one in numbers if one is not None], unit)
    return None


def options_that_overlap(options: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of positions whose spans of the same unit share a number; equal numbers are no pair."""
    spans = [(place, span) for place, text in enumerate(options) if (span := span_of(text))]
    return [
        (left, right)
        for (left, one), (right, other) in combinations(spans, 2)
        if one.unit == other.unit and not (one.is_number and other.is_number) and _meet(one, other)
    ]


def _meet(one: Span, other: Span) -> bool:
    first, second = sorted((one, other), key=lambda span: (span.least, not span.holds_least))
    if first.most != second.least:
        return first.most > second.least
    return first.holds_most and second.holds_least


def _span(kind: str, numbers: list[Decimal], unit: str) -> Span:
    low, high = numbers[0], numbers[-1]
    return {
        "between": Span(low, high, True, True, unit),
        "from": Span(low, _ENDLESS, True, False, unit),
        "above": Span(low, _ENDLESS, False, False, unit),
        "below": Span(-_ENDLESS, low, False, False, unit),
        "to": Span(-_ENDLESS, low, False, True, unit),
        "is": Span(low, low, True, True, unit),
    }[kind]


def _readable(option: str) -> str:
    """Without diacritics, with the signs that numbers and spans are written with."""
    parts = re.split(r"(\d+(?:[.,]\d+)*|[-–—])", option.strip().rstrip("."))
    return " ".join(
        part if re.fullmatch(r"\d+(?:[.,]\d+)*|[-–—]", part) else key_of_words(part)
        for part in parts
        if part.strip()
    ).strip()


def _decimal(text: str) -> Decimal | None:
    number = read_number(text)
    return Decimal(number) if number is not None else None
