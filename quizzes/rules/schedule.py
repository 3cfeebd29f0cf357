"""When rounds are open: a weekly plan, and windows that lie over each other. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo


@dataclass(frozen=True, slots=True)
class Window:
    """A round's number, and the half-open span in which attempts may be started."""

    number: int
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class WeeklyPlan:
    """So many weeks, each from one weekday and time to another (1 is Monday, 7 Sunday)."""

    weeks: int
    opens_day: int
    opens: time
    closes_day: int
    closes: time

    def windows(self, first_on: date, zone: tzinfo, first_number: int = 1) -> list[Window]:
        """The windows from the first opening day on or after `first_on`.

        A closing day that does not come after the opening one is that of the following week.
        """
        begin = first_on + timedelta(days=(self.opens_day - first_on.isoweekday()) % 7)
        days = (self.closes_day - self.opens_day) % 7
        if days == 0 and self.closes <= self.opens:
            days = 7
        return [
            Window(
                first_number + week,
                datetime.combine(begin + timedelta(weeks=week), self.opens, zone),
                datetime.combine(begin + timedelta(weeks=week, days=days), self.closes, zone),
            )
            for week in range(self.weeks)
        ]


def clashes(windows: Iterable[Window]) -> list[tuple[int, int]]:
    """The pairs of rounds, by number, whose windows lie over each other."""
    ordered: Sequence[Window] = sorted(windows, key=lambda one: (one.opens_at, one.number))
    return [
        (one.number, other.number)
        for place, one in enumerate(ordered)
        for other in ordered[place + 1 :]
        if other.opens_at < one.closes_at
    ]
