"""What makes an item doubtful though it is complete. Pure; words for people are elsewhere.

Every check is a function of `Checked` that gives findings. After Haladyna, Downing and Rodriguez,
"A Review of Multiple-Choice Item-Writing Guidelines" (2002), as far as a machine can see it.
"""

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import erfc, sqrt
from typing import Any, Literal

from quizzes.rules.item_ranges import options_that_overlap
from quizzes.rules.item_wording import (
    bare,
    has_emphasis,
    is_all_of_above,
    is_none_of_above,
    names_letters,
    negative_word,
    phrases,
)

CHOICE = frozenset({"single", "multiple"})
LONGEST_KEY_RATIO = 1.5
LEAST_LONGER = 15
WORDS_PER_MINUTE = 200
"""Vietnamese syllables that an unhurried grown-up reads; answering takes a third of the time."""
READING_SHARE = 2 / 3
SOON = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Finding:
    """`field` is a part of the item's document; `facts` fill the words."""

    code: str
    field: str
    level: Literal["error", "warning"] = "warning"
    facts: Mapping[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checks look at; options are named by position. `today` and `seconds` are given."""

    kind: str
    stem: str
    today: date
    options: Sequence[str] = ()
    key: Any = None
    explanation: str = ""
    stem_markup: str = ""
    stimulus: str = ""
    has_source: bool = True
    ends_on: date | None = None
    use: str = "contest"
    seconds: int = 45

    @property
    def right(self) -> list[int]:
        """Right options of an item that is chosen from; none for other kinds."""
        if self.kind not in CHOICE or not isinstance(self.key, Sequence):
            return []
        return [one for one in self.key if type(one) is int and 0 <= one < len(self.options)]


def findings(item: Checked) -> list[Finding]:
    """Errors first, then in the order of the item's parts as people read them."""
    found = [finding for check in CHECKS for finding in check(item)]
    return sorted(found, key=lambda one: one.level != "error")


def _negative_stem(item: Checked) -> Iterator[Finding]:
    word = negative_word(item.stem)
    if word and not has_emphasis(word, item.stem, item.stem_markup):
        yield Finding("negative_stem", "stem", facts={"word": word})


def _reading_time(item: Checked) -> Iterator[Finding]:
    words = len(" ".join([item.stimulus, item.stem, *item.options]).split())
    needed = round(words * 60 / WORDS_PER_MINUTE)
    if item.kind != "essay" and needed > item.seconds * READING_SHARE:
        yield Finding("long_reading", "stem", facts={"needed": needed, "seconds": item.seconds})


def _letters(item: Checked) -> Iterator[Finding]:
    """Options are shuffled, so "A và B" names others than were meant."""
    for option in item.options if item.kind in CHOICE else ():
        if names_letters(option):
            yield Finding("names_letters", "options", "error", {"option": option})


def _above(item: Checked) -> Iterator[Finding]:
    for option in item.options if item.kind in CHOICE else ():
        if is_all_of_above(option):
            yield Finding("all_of_above", "options", facts={"option": option})
        elif is_none_of_above(option):
            yield Finding("none_of_above", "options", facts={"option": option})


def _longest_is_key(item: Checked) -> Iterator[Finding]:
    if len(item.right) != 1 or len(item.options) < 3:
        return
    key = len(item.options[item.right[0]])
    others = [len(one) for place, one in enumerate(item.options) if place not in item.right]
    mean = sum(others) / len(others)
    is_longest = key - max(others) >= LEAST_LONGER
    if is_longest and mean and key >= LONGEST_KEY_RATIO * mean:
        yield Finding("longest_is_key", "options", facts={"ratio": round(key / mean, 1)})


def _echo(item: Checked) -> Iterator[Finding]:
    """Words of the stem that the right option alone repeats give it away."""
    if len(item.right) != 1 or len(item.options) < 3:
        return
    stem, key = phrases(item.stem), phrases(item.options[item.right[0]])
    others = [phrases(one) for place, one in enumerate(item.options) if place not in item.right]
    shared = [phrase for phrase in key if phrase in stem]
    given_away = [one for one in shared if not any(one in other for other in others)]
    if given_away and len(key) > 1:
        yield Finding("stem_echo", "options", facts={"words": given_away[0]})


def _alike(item: Checked) -> Iterator[Finding]:
    if item.kind not in CHOICE | {"ordering", "matching"}:
        return
    for left, right in _pairs(item.options):
        one, other = bare(left), bare(right)
        if not one or not other:
            continue
        facts = {"left": left, "right": right}
        if one == other:
            yield Finding("options_equal", "options", "error", facts)
        elif item.kind in CHOICE and _holds(one, other):
            yield Finding("options_contained", "options", facts=facts)


def _holds(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short.split()) > 1 and f" {short} " in f" {long} "


def _overlap(item: Checked) -> Iterator[Finding]:
    if item.kind == "single":
        for left, right in options_that_overlap(item.options):
            facts = {"left": item.options[left], "right": item.options[right]}
            yield Finding("ranges_overlap", "options", facts=facts)


def _pairs(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    return ((left, right) for at, left in enumerate(texts) for right in texts[at + 1 :])


def _explanation(item: Checked) -> Iterator[Finding]:
    if not item.explanation.strip() and item.kind != "essay":
        yield Finding("missing_explanation", "explanation")


def _source(item: Checked) -> Iterator[Finding]:
    """A contest takes only what can be looked up."""
    if not item.has_source:
        is_for_contests = item.use == "contest"
        yield Finding("missing_source", "source", "error" if is_for_contests else "warning")
    elif item.ends_on is not None and item.ends_on < item.today:
        yield Finding("expired_source", "source", facts={"day": item.ends_on})
    elif item.ends_on is not None and item.ends_on <= item.today + SOON:
        yield Finding("expiring_source", "source", facts={"day": item.ends_on})


CHECKS: Sequence[Callable[[Checked], Iterator[Finding]]] = (
    _negative_stem,
    _reading_time,
    _letters,
    _above,
    _longest_is_key,
    _echo,
    _alike,
    _overlap,
    _explanation,
    _source,
)


@dataclass(frozen=True, slots=True)
class PositionBias:
    """How often the right option stands where, among items of so many options.

    `chance`: how likely a spread as uneven as this, or more, is where positions are drawn by lot.
    """

    options: int
    counts: tuple[int, ...]
    chance: float

    @property
    def is_beyond_chance(self) -> bool:
        return self.chance < 0.01


def position_bias(places: Mapping[int, Sequence[int]]) -> list[PositionBias]:
    """By number of options, of items with one right option; `places[n][p]` counts them at p.

    Pearson's chi-square; its tail by the approximation of Wilson and Hilferty (1931), good to a
    percent from one degree of freedom on.
    """
    found = []
    for options, counts in sorted(places.items()):
        expected = sum(counts) / options
        if options < 2 or expected < 5:
            continue
        square = sum((count - expected) ** 2 for count in counts) / expected
        found.append(PositionBias(options, tuple(counts), _tail(square, options - 1)))
    return found


def _tail(square: float, freedom: int) -> float:
    if square <= 0:
        return 1.0
    spread = 2 / (9 * freedom)
    deviation = ((square / freedom) ** (1 / 3) - (1 - spread)) / sqrt(spread)
    return erfc(deviation / sqrt(2)) / 2
