"""What one participant adds to the counters of a round, and what changes when they move on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Share:
    """What is counted of one participant; before the first result, nothing."""

    order: bytes = b""
    people: int = 0
    attempts: int = 0
    points: int = 0
    days: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class HandIn:
    """One attempt that counts."""

    day: date
    points: int


@dataclass(slots=True)
class Amounts:
    """Numbers to add to one counter."""

    people: int = 0
    attempts: int = 0
    results: int = 0
    points: int = 0

    def add(self, other: "Amounts") -> None:
        self.people += other.people
        self.attempts += other.attempts
        self.results += other.results
        self.points += other.points


NOTHING = Share()


@dataclass(frozen=True, slots=True)
class Move:
    """One participant's step from `before` to `after`, and the attempts that came or went."""

    before: Share
    after: Share
    hand_ins: tuple[HandIn, ...] = field(default=())

    @property
    def is_first(self) -> bool:
        return not self.before.people

    def amounts(self) -> Amounts:
        """What the round's counter gains."""
        return Amounts(
            people=self.after.people - self.before.people,
            attempts=self.after.attempts - self.before.attempts,
            results=self.after.people - self.before.people,
            points=self.after.points - self.before.points,
        )

    def days(self) -> Iterator[tuple[date, Amounts]]:
        """What the counters of days gain: a person once a day, each attempt with its points.

        Whoever leaves takes all attempts along.
        """
        sign = 1 if self.after.people else -1
        for day in sorted(self.after.days ^ self.before.days):
            yield day, Amounts(people=sign)
        for hand_in in self.hand_ins:
            yield hand_in.day, Amounts(attempts=sign, results=sign, points=sign * hand_in.points)


def beginnings(moves: Iterable[Move], lengths: Iterable[int]) -> dict[tuple[int, bytes], int]:
    """How many standings more or less begin with which bytes; only what changes."""
    changes: dict[tuple[int, bytes], int] = {}
    cuts = tuple(lengths)
    for move in moves:
        for length in cuts:
            old, new = move.before.order[:length], move.after.order[:length]
            if old == new:
                continue
            if move.before.people:
                changes[length, old] = changes.get((length, old), 0) - 1
            if move.after.people:
                changes[length, new] = changes.get((length, new), 0) + 1
    return {place: change for place, change in changes.items() if change}
