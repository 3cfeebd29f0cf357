"""By when a lesson is to be done. Pure. A date reminds; nothing closes behind it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

MODULE, LESSON = "module", "lesson"


@dataclass(frozen=True, slots=True)
class Due:
    """A date for a module or a lesson: day `day` of the cohort (1 is the first), or `on`."""

    of: str
    key: str
    day: int | None = None
    on: date | None = None

    def falls_on(self, opens_on: date) -> date:
        """The date itself; the first day where neither is said."""
        return self.on or opens_on + timedelta(days=(self.day or 1) - 1)


def read_dues(said: Iterable[Mapping[str, object]]) -> list[Due]:
    """As a cohort keeps them: {"of", "key", "day"} or {"of", "key", "on": "2026-12-31"}."""
    return [
        Due(
            of=str(one["of"]),
            key=str(one["key"]),
            day=day if isinstance(day := one.get("day"), int) else None,
            on=date.fromisoformat(on) if isinstance(on := one.get("on"), str) else None,
        )
        for one in said
    ]


def lesson_dates(
    modules: Iterable[tuple[str, Sequence[str]]], dues: Collection[Due], opens_on: date
) -> dict[str, date]:
    """By lesson; its own date counts, not that of its module."""
    dates = {(one.of, one.key): one.falls_on(opens_on) for one in dues}
    found: dict[str, date] = {}
    for module, lessons in modules:
        for key in lessons:
            due = dates.get((LESSON, key), dates.get((MODULE, module)))
            if due is not None:
                found[key] = due
    return found


def extended(dates: Mapping[str, date], closes_on: date, due_on: date | None) -> Mapping[str, date]:
    """Who has a later last day of their own has all days later by as much; never earlier."""
    more = (due_on - closes_on) if due_on else timedelta()
    if more <= timedelta():
        return dates
    return {key: day + more for key, day in dates.items()}


def most_pressing(dates: Mapping[str, date], lessons: Iterable[str], until: date) -> str | None:
    """Of these lessons the one with the earliest date, the first of equals; None where no date is
    up to `until`."""
    dated = [key for key in lessons if key in dates and dates[key] <= until]
    return min(dated, key=lambda key: dates[key], default=None)


def due_by(dates: Mapping[str, date], today: date) -> int:
    """How many lessons were to be done by the end of the day before."""
    return sum(day < today for day in dates.values())
