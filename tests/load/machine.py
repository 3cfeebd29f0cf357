"""What the machine did while something was measured: CPU of process trees, noise of others."""

import os
import statistics
import time
import timeit
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from backend.devstack.stack import tree_pids

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
# As in the measurements that the goals were taken from.
MAX_FOREIGN_SHARE = 0.12
MAX_STOLEN_SHARE = 0.05


def step_us() -> float:
    """Microseconds that a fixed piece of Python takes, a second's mean.

    Milliseconds of CPU mean little without it: a rented processor changes its pace by half from one
    second to the next. 27 is a fast spell of the machine that the goals were taken on.
    """
    takes = []
    for _ in range(20):
        takes.append(min(timeit.repeat("sum(range(2_000))", number=20, repeat=3)) / 20)
        time.sleep(0.05)
    return statistics.mean(takes) * 1e6


def cpu_seconds(pid: int) -> float:
    """User and system time of a process tree, its finished children included."""
    ticks = 0
    for each in tree_pids(pid):
        try:
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += sum(int(value) for value in fields[11:15])
    return ticks / TICKS_PER_SECOND


@dataclass
class Noise:
    """Shares of the whole machine that others took; `is_judged` tells whether few enough."""

    foreign: float = 0.0
    stolen: float = 0.0

    @property
    def is_quiet(self) -> bool:
        return self.foreign < MAX_FOREIGN_SHARE and self.stolen < MAX_STOLEN_SHARE

    def __str__(self) -> str:
        return f"{self.foreign:.0%} foreign CPU, {self.stolen:.0%} stolen"


@contextmanager
def watched() -> Iterator[Noise]:
    """Watch the machine while the block runs; the result is filled in at its end."""
    noise = Noise()
    began, before, own_before = time.monotonic(), _busy_and_stolen(), cpu_seconds(os.getpid())
    yield noise
    capacity = (time.monotonic() - began) * (os.cpu_count() or 1)
    busy, stolen = (
        (now - then) / TICKS_PER_SECOND
        for now, then in zip(_busy_and_stolen(), before, strict=True)
    )
    own = cpu_seconds(os.getpid()) - own_before
    noise.foreign = max(0.0, busy - own) / capacity
    noise.stolen = stolen / capacity


def _busy_and_stolen() -> tuple[int, int]:
    fields = [int(value) for value in Path("/proc/stat").read_text().split("\n")[0].split()[1:]]
    user, nice, system, _idle, _waiting, hard, soft, stolen = fields[:8]
    return user + nice + system + hard + soft, stolen
