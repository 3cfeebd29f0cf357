"""A closed round of 290,000 papers of 20 items each, and how long its items' figures take.

`python -m tests.load.statistics <round>` is the process that computes, as the jobs worker does.
STATISTICS_SHARE=0.1 plays a tenth of it. Every attempt is read, which is more than the product
does by itself: it reads one paper a person.
"""

import json
import os
import resource
import subprocess
import sys
import time

from backend.devstack.paths import ROOT
from backend.devstack.stack import Stack
from tests.load.machine import cpu_seconds

SHARE = float(os.environ.get("STATISTICS_SHARE", "1"))
PEOPLE, ATTEMPTS = round(106_000 * SHARE), round(290_000 * SHARE)

# Papers are 20 of 100 items, a stride apart that leaves none out twice. Who knows more answers
# more; a little luck is a hash.
_ATTEMPTS = """
INSERT INTO quizzes_attempt (id, uuid, round_id, participant_id, rulebook_id, number, client_key,
    epoch, state, started_at, deadline_at, sealed_after, handed_in_at, paper, network, device)
SELECT %(base)s + n, gen_random_uuid(), %(round)s, person.id, %(rulebook)s, 1 + n / %(people)s,
    gen_random_uuid(), 1, 'scored', began, began + interval '15 minutes',
    began + interval '16 minutes', began + interval '10 minutes',
    (SELECT jsonb_agg(jsonb_build_array(
        %(first)s + (n * 37 + k * (array[1, 3, 7, 9, 11, 13])[1 + n %% 6]) %% 100,
        '[2, 0, 3, 1]'::jsonb) ORDER BY k)
     FROM generate_series(0, 19) k),
    '', ''
FROM generate_series(0, %(attempts)s - 1) n
JOIN (
    SELECT id, row_number() OVER (ORDER BY id) AS place
    FROM quizzes_participant WHERE contest_id = %(contest)s
) person ON person.place = 1 + n %% %(people)s
CROSS JOIN LATERAL (SELECT %(began)s::timestamptz + make_interval(secs => n) AS began) b
"""
_CELLS = """
SELECT a.id, a.started_at, k, (
    (a.id * 7919) %% 100 - ((a.paper -> k ->> 0)::int * 37) %% 100
        + (hashint4((a.id * 20 + k)::int) & 127) > 20
) AS is_right
FROM quizzes_attempt a CROSS JOIN generate_series(0, 19) k WHERE a.round_id = %(round)s
"""
_RESPONSES = f"""
INSERT INTO quizzes_response (attempt_id, slot, revision, value, received_at)
SELECT id, k + 1, 1, CASE WHEN is_right THEN '[0]' ELSE jsonb_build_array(1 + (id + k) %% 3) END,
    started_at + make_interval(secs => 20 * (k + 1) + (id * k) %% 17)
FROM ({_CELLS}) cell
"""
_SCORES = f"""
INSERT INTO quizzes_score (attempt_id, run_id, points, correct_items, answered, points_by_slot)
SELECT id, %(run)s, count(*) FILTER (WHERE is_right), count(*) FILTER (WHERE is_right), 20,
    jsonb_agg(is_right::int ORDER BY k)
FROM ({_CELLS}) cell GROUP BY id
"""


def prepare() -> str:
    """A closed round whose attempts are all scored; its uuid."""
    from django.db import connection

    from quizzes.models import GradingRun, RoundItem
    from tests.load import world
    from tests.load.finalise import _PARTICIPANTS, _PEOPLE

    round_ = world.make_contest(attempts={"per_day": 10, "counted": "best"})
    run = GradingRun.objects.create(round=round_, number=1)
    round_.state = "closed"
    round_.save(update_fields=["state"])
    first = RoundItem.objects.filter(round=round_).order_by("version").values_list("version")[0]
    values = {
        "people": PEOPLE,
        "attempts": ATTEMPTS,
        "contest": round_.contest_id,
        "round": round_.pk,
        "rulebook": round_.rulebook_id,
        "run": run.pk,
        "first": first[0],
        "base": 10_000_000,
        "began": round_.opens_at,
    }
    with connection.cursor() as cursor:
        for statement in (_PEOPLE, _PARTICIPANTS, _ATTEMPTS, _RESPONSES, _SCORES):
            cursor.execute(statement, values)
        cursor.execute("ANALYZE")
    return str(round_.uuid)


def measure(stack: Stack) -> dict[str, float]:
    """`statistics_s_per_100k` (goal: at most 30) and `statistics_mib` (goal: at most 600)."""
    from quizzes.models import ItemStatistic, PaperStatistic

    uuid = prepare()
    done = subprocess.run(
        [sys.executable, "-m", "tests.load.statistics", uuid],
        cwd=ROOT,
        env=stack.environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    told = json.loads(done.stdout)
    paper = PaperStatistic.objects.get(round__uuid=uuid)
    assert paper.attempts == sum(paper.spread) == ATTEMPTS
    assert ItemStatistic.objects.filter(round__uuid=uuid, seconds__gt=0).count() == 100
    return {
        "statistics_s_per_100k": told["seconds"] / ATTEMPTS * 100_000,
        "statistics_mib": told["mib"],
        "statistics_s": told["seconds"],
        "statistics_cpu_s": told["cpu_seconds"],
        "statistics_database_cpu_s": told["database_cpu_seconds"],
        "statistics_papers": ATTEMPTS,
    }


def compute(uuid: str) -> dict[str, float]:
    """Do the job, as its worker does."""
    import django

    django.setup()

    from django.db import connection
    from django.utils import timezone

    from backend.common.jobs import run_waiting_jobs
    from quizzes import tasks
    from quizzes.actions.statistic import ask_for_statistics
    from quizzes.models import Round

    assert tasks.compute_statistics
    round_ = Round.objects.get(uuid=uuid)
    ask_for_statistics(round_, now=timezone.now(), papers="all")
    connection.ensure_connection()
    server = connection.connection.info.backend_pid
    began, cpu, database = time.perf_counter(), time.process_time(), cpu_seconds(server)
    run_waiting_jobs()
    return {
        "database_cpu_seconds": cpu_seconds(server) - database,
        "seconds": time.perf_counter() - began,
        "cpu_seconds": time.process_time() - cpu,
        "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


if __name__ == "__main__":
    print(json.dumps(compute(sys.argv[1])))
