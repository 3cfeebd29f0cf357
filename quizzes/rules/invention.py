"""Invented people to try a rulebook on: the same again for the same numbers. Pure."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate

from quizzes.rules.counting import Run

MINUTE_MS = 60_000
DAY_MS = 24 * 60 * MINUTE_MS
YOUNGEST, OLDEST, COMMON_AGE = 12, 75, 28


@dataclass(frozen=True, slots=True)
class Invention:
    """What invented people are like. `all_correct` is the share of papers without a mistake."""

    seed: int
    people: int
    items: int
    minutes: int
    days: int = 7
    all_correct: float = 0.2
    attempts: float = 2.5


@dataclass(frozen=True, slots=True)
class Home:
    """Where invented people may belong: codes and kinds of an organisation and of all above it."""

    codes: frozenset[str]
    kinds: frozenset[str]
    unit: int | None = None
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Invented:
    """What is asked of an invented person; `home` is None where there are no organisations."""

    birth_date: date
    home: Home | None


def invent_lives(made: Invention, homes: Sequence[Home], today: date) -> dict[int, Invented]:
    """An age and an organisation for everybody: ages from school to retirement, most of them
    young; organisations by their weight."""
    dice = random.Random(f"lives/{made.seed}")
    weights = list(accumulate(home.weight for home in homes))
    lives = {}
    for person in range(1, made.people + 1):
        age = int(dice.triangular(YOUNGEST, OLDEST, COMMON_AGE))
        home = dice.choices(homes, cum_weights=weights)[0] if homes else None
        lives[person] = Invented(date(today.year - age, 1, 1), home)
    return lives


def invent(made: Invention) -> dict[int, list[Run]]:
    """Plausible people, the same for the same numbers: a quarter plays on the last day.

    About `all_correct` of all people have a best attempt without a mistake; predictions scatter
    widely around what most people guess; time used is shorter for those who know more.
    """
    dice = random.Random(made.seed)
    expected = max(1.0, made.people * made.all_correct)
    people = {}
    for person in range(1, made.people + 1):
        attempts = 1 + min(30, int(dice.expovariate(1 / max(0.01, made.attempts - 0.5))))
        is_perfect = dice.random() < made.all_correct
        skill = dice.betavariate(6, 2)
        runs = [_invented(dice, made, number, skill, expected) for number in range(1, attempts + 1)]
        runs.sort(key=lambda run: run.handed_in_ms)
        runs = [replace(run, number=number) for number, run in enumerate(runs, start=1)]
        if is_perfect:
            runs[-1] = replace(runs[-1], points=made.items, correct_items=made.items)
        people[person] = runs
    return people


def _invented(
    dice: random.Random, made: Invention, number: int, skill: float, expected: float
) -> Run:
    limit = made.minutes * MINUTE_MS
    correct = sum(dice.random() < skill for _ in range(made.items))
    correct = min(correct, made.items - 1)
    used = min(limit, max(made.items * 2500, int(limit * dice.lognormvariate(-0.9, 0.45))))
    last_day = (made.days - 1) * DAY_MS
    begun = last_day if dice.random() < 0.25 else dice.randrange(max(1, last_day))
    return Run(
        attempt_id=number,
        number=number,
        points=correct,
        correct_items=correct,
        time_used_ms=used,
        handed_in_ms=begun + dice.randrange(DAY_MS - limit) + used,
        is_complete=dice.random() < 0.97,
        prediction=max(0, round(expected * dice.lognormvariate(0.1, 0.8))),
    )
