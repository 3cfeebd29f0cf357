"""Speed and size of the whole, measured in one run: `python -m tests.load.bench`.

Every figure is printed as `name: value`, figures with a goal together with it. What was measured
while others kept the machine busy is not judged. Ends with 1 if a goal was clearly missed.
"""

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from backend.devstack.stack import Stack
from tests.load.machine import Noise, step_us, watched

Measure = Callable[..., dict[str, float] | float]


@dataclass(frozen=True)
class Goal:
    """A bound: at least it (`at_least`) or at most."""

    bound: float
    at_least: bool = True

    def is_reached(self, value: float) -> bool:
        return value >= self.bound if self.at_least else value <= self.bound

    def __str__(self) -> str:
        return f"goal {'≥' if self.at_least else '≤'} {self.bound:g}"


GOALS = {
    "save_vs_limit": Goal(0.5),
    "attempt_cpu_ms": Goal(35, at_least=False),
    "starts_per_s": Goal(150),
    "starts_last_s": Goal(8, at_least=False),
    "seals_per_s": Goal(500),
    "fanout_vs_limit": Goal(2.5, at_least=False),
    "first_load_kb": Goal(50, at_least=False),
    "first_item_visible_s": Goal(2, at_least=False),
    "certificates_per_core_s": Goal(8),
    "bulk_certificates_per_core_s": Goal(200),
    "bulk_signed_certificates_per_core_s": Goal(200),
    "prints_mib": Goal(400, at_least=False),
    "own_rank_ms": Goal(20, at_least=False),
    "board_ms": Goal(20, at_least=False),
    "recount_s_per_100k": Goal(60, at_least=False),
    "finalise_s_per_100k": Goal(10, at_least=False),
    "finalise_mib": Goal(600, at_least=False),
    "statistics_s_per_100k": Goal(30, at_least=False),
    "statistics_mib": Goal(600, at_least=False),
    "draw_ms": Goal(3, at_least=False),
    "bank_search_ms": Goal(50, at_least=False),
    "import_items_per_s": Goal(500),
    "lesson_cpu_ms": Goal(6, at_least=False),
    "cohort_report_ms": Goal(500, at_least=False),
    "scan_s": Goal(300, at_least=False),
    "scan_mib": Goal(600, at_least=False),
}
# Each measures the figure of its name and what explains it; True: it needs the running stack.
MEASURES: dict[str, tuple[str, bool]] = {
    "save_vs_limit": ("saves", True),
    "attempt_cpu_ms": ("attempts", True),
    "starts_per_s": ("starts", True),
    "seals_per_s": ("seals", True),
    "fanout_vs_limit": ("fanout", False),
    "first_load_kb": ("weight", False),
    "first_item_visible_s": ("first_item", True),
    "certificates_per_core_s": ("certificates", False),
    "own_rank_ms": ("own_rank", True),
    "board_ms": ("board_size", True),
    "recount_s_per_100k": ("recount", False),
    "finalise_s_per_100k": ("finalise", True),
    "statistics_s_per_100k": ("statistics", True),
    "draw_ms": ("draws", False),
    "bank_search_ms": ("bank_search", True),
    "import_items_per_s": ("item_import", True),
    "lesson_cpu_ms": ("lessons", True),
    "cohort_report_ms": ("cohort_report", True),
    "scan_s": ("scan", True),
}
RATIOS = {"save_vs_limit", "fanout_vs_limit"}
# A size, or CPU time alone, does not depend on who else uses the machine.
INDEPENDENT_OF_NOISE = {"first_load_kb", "draw_ms"}


def run(name: str, stack: Stack) -> bool:
    """Measure, print, and tell whether no goal was clearly missed."""
    module, needs_stack = MEASURES[name]
    before_us = step_us()
    try:
        measure: Measure = import_module(f"tests.load.{module}").measure
        with watched() as noise:
            measured = measure(stack) if needs_stack else measure()
    except (LookupError, ImportError) as missing:
        print(f"{name}: not measured ({missing})", flush=True)
        return True
    figures = measured if isinstance(measured, dict) else {name: measured}
    is_judged = noise.is_quiet or name in INDEPENDENT_OF_NOISE
    verdicts = [show(figure, value, noise, is_judged) for figure, value in figures.items()]
    print(f"  machine_step_us: {before_us:.0f} before, {step_us():.0f} after", flush=True)
    return all(verdicts)


def show(figure: str, value: float, noise: Noise, is_judged: bool) -> bool:
    goal = GOALS.get(figure)
    told = f"{figure}: {value:.3g}" if value < 100 else f"{figure}: {value:.0f}"
    if goal is None:
        print(f"  {told}", flush=True)
        return True
    is_reached = goal.is_reached(value)
    verdict = "reached" if is_reached else "missed"
    # Neighbours only make a time longer and a rate smaller; a ratio can also gain by them.
    if not is_judged and (figure in RATIOS or not is_reached):
        verdict = f"not judged: {noise}"
    print(f"{told}  ({goal}, {verdict})", flush=True)
    return is_reached or not is_judged


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.load.bench", description=__doc__)
    parser.add_argument("--only", choices=MEASURES, action="append", help="repeat for several")
    wanted = parser.parse_args().only or list(MEASURES)
    with Stack(parts=["web"], environment={"LOG_LEVEL": "ERROR"}) as stack:
        os.environ.update(stack.environment)
        import_module("django").setup()
        verdicts = [run(name, stack) for name in MEASURES if name in wanted]
    return 0 if all(verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
