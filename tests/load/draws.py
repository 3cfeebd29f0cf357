"""Drawing one paper: 20 and 60 items, one of each cell, out of a pool of 1,000.

CPU time, so that who else uses the machine does not matter.
"""

import time
from random import Random
from statistics import quantiles

from quizzes.rules.selection import Candidate, draw

POOL, PAPERS = 1_000, 400
DIFFICULTIES = ("easy", "medium", "hard")


def measure() -> dict[str, float]:
    """`draw_ms` (goal: at most 3): the 95th percentile of the slower blueprint."""
    measured = {cells: _draws(cells) for cells in (20, 60)}
    told = {f"draw_{cells}_cells_ms": value for cells, value in measured.items()}
    return {"draw_ms": max(measured.values()), **told}


def _draws(cells: int) -> float:
    names = [(f"chu-de-{place // 3}", DIFFICULTIES[place % 3]) for place in range(cells)]
    pool = [Candidate(place, *names[place % cells], options=4) for place in range(POOL)]
    blueprint = dict.fromkeys(names, 1)
    secret = Random(57).randbytes(32)
    taken = []
    for person in range(PAPERS):
        began = time.process_time()
        paper = draw(pool, blueprint, secret, f"{person}/1")
        taken.append(time.process_time() - began)
        assert len(paper) == cells
    return quantiles(taken, n=20)[-1] * 1000
