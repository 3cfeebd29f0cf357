"""Two thousand papers run out of time at once; nobody's phone is there to hand them in.

`python -m tests.load.seals` is the process that seals and scores, as the live worker does.
"""

import json
import subprocess
import sys
import time
from datetime import timedelta

from backend.devstack.paths import ROOT
from backend.devstack.stack import Stack

ATTEMPTS = 2000


def measure(stack: Stack) -> dict[str, float]:
    """`seals_per_s` (goal: at least 500): sealed, scored, and their standings moved."""
    from django.utils import timezone

    from quizzes.models import Attempt, Standing
    from tests.load import world

    round_ = world.make_contest()
    began = timezone.now() - timedelta(hours=1)
    world.answer_all(world.make_attempts(round_, world.make_visitors(ATTEMPTS), started_at=began))
    done = subprocess.run(
        [sys.executable, "-m", "tests.load.seals"],
        cwd=ROOT,
        env=stack.environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    told = json.loads(done.stdout)
    assert not Attempt.objects.filter(round=round_).exclude(state="scored").exists()
    assert Standing.objects.filter(round=round_).count() == ATTEMPTS
    return {
        "seals_per_s": ATTEMPTS / told["seconds"],
        "seals_cpu_ms": told["cpu_seconds"] / ATTEMPTS * 1000,
    }


def seal_and_score() -> dict[str, float]:
    """Do the work of as many ticks as it takes, without the pause between them."""
    import django

    django.setup()

    from django.db import connection
    from django.utils import timezone

    from quizzes.actions.scoring import score_pending_attempts
    from quizzes.actions.sealing import seal_due_attempts

    connection.ensure_connection()
    began, cpu = time.perf_counter(), time.process_time()
    while seal_due_attempts(now=timezone.now()):
        pass
    while score_pending_attempts(now=timezone.now()):
        pass
    return {"seconds": time.perf_counter() - began, "cpu_seconds": time.process_time() - cpu}


if __name__ == "__main__":
    print(json.dumps(seal_and_score()))
