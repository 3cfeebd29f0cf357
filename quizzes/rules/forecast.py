"""How many hand-ins to expect in the coming minutes. Pure.

Two things are known while a round is open: how fast papers came in lately, and when each running
paper must end at the latest. The forecast takes, minute by minute, the greater of

- the pace: the average of the last ten whole minutes, carried on with the trend between these
  and the ten before (per ten minutes at most doubled or halved), and
- the ends: the running papers whose deadline falls into that minute, of which `TO_THE_END` use
  their time up.

Nothing is expected after the last deadline once nobody can start any more.
"""

from collections.abc import Sequence
from dataclasses import dataclass

STRETCH = 10
# The share of papers that are handed in at their very end rather than before.
TO_THE_END = 0.5


@dataclass(frozen=True, slots=True)
class Forecast:
    """Expected hand-ins, minute by minute from now, and where most of them fall together."""

    expected: tuple[int, ...]
    peak: int
    peak_in_minutes: int


def forecast(
    per_minute: Sequence[int], due: Sequence[int], *, minutes_to_close: int, ahead: int = 60
) -> Forecast:
    """`per_minute` are past hand-ins, oldest first, without the running minute; `due` are running
    papers by the minute of their deadline, from now on."""
    recent = _average(per_minute[-STRETCH:])
    before = _average(per_minute[-2 * STRETCH : -STRETCH])
    trend = min(2.0, max(0.5, recent / before)) if before else 1.0
    ends = max((minute for minute, papers in enumerate(due) if papers), default=-1)
    last = max(minutes_to_close, ends)
    expected = tuple(
        round(max(_pace(recent, trend, minute), _due(due, minute))) if minute <= last else 0
        for minute in range(ahead)
    )
    peak = max(expected, default=0)
    return Forecast(expected, peak, expected.index(peak) if peak else 0)


def _pace(recent: float, trend: float, minute: int) -> float:
    """The trend is trusted for one stretch only; afterwards the pace stays."""
    return float(recent * trend ** (min(minute, STRETCH) / STRETCH))


def _due(due: Sequence[int], minute: int) -> float:
    return due[minute] * TO_THE_END if minute < len(due) else 0.0


def _average(counts: Sequence[int]) -> float:
    return sum(counts) / len(counts) if counts else 0.0
