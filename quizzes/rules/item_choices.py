"""How answers are counted, which papers are the best and the weakest, and what alarms. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from quizzes.rules.item_statistics import NO_ANSWER, OTHER, ItemCount, ItemFigures, groups
from quizzes.rules.scoring import ESSAY, ScoredItem, ScoringPolicy, score_paper

CHOSEN = {"single", "multiple", "true_false"}
ONE_RIGHT = {"single", "true_false"}
TYPED = {"number", "short_text"}
# What somebody typed is shown only once several did: it may name a person.
LEAST_TYPED, MOST_TYPED = 3, 10

FEW_PAPERS = 30
TOO_EASY, TOO_HARD = 0.95, 0.2
WEAK_INDEX = 20.0
UNUSED_SHARE = 0.02
BLANK_SHARE = 0.2
# One-sided 1 % of the normal distribution.
BEYOND_CHANCE = 2.33


@dataclass(frozen=True, slots=True)
class Choice:
    """How many papers gave an answer: all, of the best and of the weakest ones."""

    answer: str
    is_right: bool | None
    all: int
    top: int
    bottom: int

    @property
    def as_json(self) -> dict[str, Any]:
        return {
            "answer": self.answer,
            "right": self.is_right,
            "all": self.all,
            "top": self.top,
            "bottom": self.bottom,
        }


@dataclass(frozen=True, slots=True)
class Choices:
    """`papers`: how many there are in all, in the top and in the bottom group."""

    papers: tuple[int, int, int]
    answers: tuple[Choice, ...]

    @property
    def as_json(self) -> dict[str, Any]:
        return {"papers": list(self.papers), "answers": [one.as_json for one in self.answers]}


def codes_of(kind: str, answer: Any) -> tuple[str, ...]:
    """The codes under which an answer is counted; of essays and places only whether there is one.

    Options by position; pairs "option-target"; an order "place-option"; typed ones as they are.
    """
    if not answer:
        return (NO_ANSWER,)
    if kind in CHOSEN:
        return tuple(map(str, answer))
    if kind == "matching":
        return tuple(f"{option}-{target}" for option, target in answer)
    if kind == "ordering":
        return tuple(f"{place}-{option}" for place, option in enumerate(answer))
    if kind in TYPED:
        return (" ".join(str(answer).split())[:60],)
    return ()


def choices_of(count: ItemCount, item: ScoredItem, options: int) -> Choices:
    """The answers by group of the papers that held the item, every option of a choice named.

    Essays are told by the points they earned, "=7"; those left empty are also among "=0".
    """
    cut = groups(count.totals)
    found = dict(count.answers)
    if item.kind in CHOSEN:
        found = {str(option): {} for option in range(options)} | found
    if item.kind == ESSAY:
        found |= {f"={points}": by_total for points, by_total in count.marks.items()}
    answers = [_choice(answer, by_total, cut, item) for answer, by_total in found.items()]
    answers.sort(key=_by_frequency if item.kind in TYPED else _by_place)
    if item.kind in TYPED:
        answers = _grouped(answers)
    return Choices(_sizes(count.totals, cut), tuple(answers))


def alarms(
    figures: ItemFigures, choices: Choices, item: ScoredItem, *, is_voided: bool = False
) -> list[str]:
    """Codes of what somebody should look at, gravest first.

    `check_key`: good papers do worse on it than poor ones. Its covariance with the total is
    negative (of an item that nearly all get right a handful of papers would decide that), or its
    discrimination is below chance, or the best papers prefer a wrong option.
    """
    if is_voided:
        return ["voided"]
    if figures.papers < FEW_PAPERS:
        return ["few_papers"]
    index, facility = figures.discrimination, figures.facility
    is_doubtful = (
        (figures.covariance is not None and figures.covariance < 0 and not _easy(facility))
        or (index is not None and _below_chance(index / 100, figures.papers))
        or (item.kind in ONE_RIGHT and _best_prefer_wrong(choices))
    )
    found = {
        "check_key": is_doubtful,
        "too_hard": facility is not None and facility < TOO_HARD,
        "too_easy": facility is not None and facility > TOO_EASY,
        "weak": not is_doubtful
        and index is not None
        and index < WEAK_INDEX
        and not _easy(facility),
        "often_blank": _blank(choices) > BLANK_SHARE * figures.papers,
        "unused_option": item.kind in ONE_RIGHT and bool(unused_options(choices)),
    }
    return [code for code, is_so in found.items() if is_so]


def unused_options(choices: Choices) -> list[str]:
    """Wrong options that hardly anybody took for right."""
    least = UNUSED_SHARE * choices.papers[0]
    return [
        one.answer
        for one in choices.answers
        if one.is_right is False and one.answer not in {NO_ANSWER, OTHER} and one.all < least
    ]


def _easy(facility: float | None) -> bool:
    """What nearly all get right can tell nobody apart, and need not."""
    return facility is not None and facility > TOO_EASY


def _below_chance(correlation: float, number: int) -> bool:
    """Whether a negative correlation is more than luck (t test, Student)."""
    if correlation >= 0 or number <= 2:
        return False
    if correlation <= -1:
        return True
    return -correlation * sqrt((number - 2) / (1 - correlation**2)) > BEYOND_CHANCE


def _best_prefer_wrong(choices: Choices) -> bool:
    """Whether a wrong option draws more of the best papers than the key, and them above all."""
    right = sum(one.top for one in choices.answers if one.is_right)
    _, top, bottom = choices.papers
    return any(
        one.is_right is False
        and one.answer not in {NO_ANSWER, OTHER}
        and one.top > right
        and one.top * bottom > one.bottom * top
        for one in choices.answers
    )


def _blank(choices: Choices) -> int:
    return sum(one.all for one in choices.answers if one.answer == NO_ANSWER)


def _choice(
    answer: str, by_total: Mapping[int, int], cut: tuple[int, int] | None, item: ScoredItem
) -> Choice:
    return Choice(answer, _is_right(answer, item), *_sizes(by_total, cut))


def _sizes(by_total: Mapping[int, int], cut: tuple[int, int] | None) -> tuple[int, int, int]:
    bottom, top = cut or (float("-inf"), float("inf"))
    return (
        sum(by_total.values()),
        sum(number for total, number in by_total.items() if total >= top),
        sum(number for total, number in by_total.items() if total <= bottom),
    )


def _is_right(answer: str, item: ScoredItem) -> bool | None:
    if answer in {NO_ANSWER, OTHER}:
        return False if answer == NO_ANSWER else None
    if item.kind in CHOSEN:
        return int(answer) in item.key
    if item.kind in {"matching", "ordering"}:
        place, _, given = answer.partition("-")
        return int(place) < len(item.key) and item.key[int(place)] == int(given)
    if item.kind in TYPED:
        return score_paper([item], {1: answer}, ScoringPolicy(1)).points == 1
    return None


def _grouped(answers: Sequence[Choice]) -> list[Choice]:
    """The usual typed answers one by one, all others together, no answer last."""
    blank = [one for one in answers if one.answer == NO_ANSWER]
    typed = [one for one in answers if one.answer not in {NO_ANSWER, OTHER}]
    often = [one for one in typed if one.all >= LEAST_TYPED][:MOST_TYPED]
    rare = [one for one in answers if one not in often and one not in blank]
    others = Choice(
        OTHER,
        None,
        sum(one.all for one in rare),
        sum(one.top for one in rare),
        sum(one.bottom for one in rare),
    )
    return often + ([others] if rare else []) + blank


def _by_frequency(one: Choice) -> tuple[int, str]:
    return -one.all, one.answer


def _by_place(one: Choice) -> tuple[bool, list[int]]:
    """As the options stand; no answer last."""
    places = [int(part) for part in one.answer.strip("=").split("-") if part.isdecimal()]
    return not places, places


def seconds_by_slot(arrivals: Mapping[int, int], slots: int) -> list[int | None]:
    """The time spent on each slot, in whole seconds, from when its answer arrived (milliseconds).

    People answer one item after the other, so an item took from the answer before it to its own.
    Answers that arrived together (sent after a dead spot) tell nothing, nor does an empty slot.
    """
    spent: list[int | None] = [None] * slots
    order = sorted((moment, slot) for slot, moment in arrivals.items())
    earlier = 0
    for place, (moment, slot) in enumerate(order):
        is_alone = moment != earlier and (place + 1 == len(order) or order[place + 1][0] != moment)
        if is_alone and 1 <= slot <= slots:
            spent[slot - 1] = max(0, moment - earlier) // 1000
        earlier = moment
    return spent
