"""A round of 290,000 attempts by 106,000 people, from closed to ranked.

`python -m tests.load.finalise <round>` is the process that ranks, as the jobs worker does.
FINALISE_SHARE=0.1 plays a tenth of it.
"""

import json
import os
import resource
import subprocess
import sys
import time

from backend.devstack.paths import ROOT
from backend.devstack.stack import Stack

SHARE = float(os.environ.get("FINALISE_SHARE", "1"))
PEOPLE, ATTEMPTS = round(106_000 * SHARE), round(290_000 * SHARE)

# Everybody has an attempt; the others are spread over the first people. Times and predictions are
# spread by the attempt's number, so that each run prepares the same round.
_PEOPLE = """
INSERT INTO accounts_user (uuid, phone, full_name, name_sort_key, search_key, birth_date, password,
    is_staff, is_active, is_superuser, preferred_language, date_joined)
SELECT gen_random_uuid(), '+8480' || lpad(n::text, 8, '0'), 'Người Dự Thi ' || n, n::text, '',
    '1990-09-02', '!', false, true, false, 'vi', now()
FROM generate_series(1, %(people)s) n ON CONFLICT DO NOTHING
"""
_PARTICIPANTS = """
INSERT INTO quizzes_participant (contest_id, user_id, joined_at)
SELECT %(contest)s, id, now() FROM accounts_user WHERE phone LIKE '+8480%%'
ORDER BY id LIMIT %(people)s
"""
_ATTEMPTS = """
WITH person AS (
    SELECT id, row_number() OVER (ORDER BY id) AS place
    FROM quizzes_participant WHERE contest_id = %(contest)s
), attempt AS (
    INSERT INTO quizzes_attempt (uuid, round_id, participant_id, rulebook_id, number, client_key,
        epoch, state, started_at, deadline_at, sealed_after, handed_in_at, paper, network, device)
    SELECT gen_random_uuid(), %(round)s, person.id, %(rulebook)s, 1 + n / %(people)s,
        gen_random_uuid(), 1, 'scored', began, began + interval '15 minutes',
        began + interval '16 minutes',
        began + make_interval(secs => 200 + (n::bigint * 7919 %% 700000) / 1000.0),
        %(paper)s::jsonb, '', ''
    FROM generate_series(0, %(attempts)s - 1) n
    JOIN person ON person.place = 1 + n %% %(people)s
    CROSS JOIN LATERAL (SELECT %(began)s::timestamptz + make_interval(secs => n) AS began) b
    RETURNING id
), score AS (
    INSERT INTO quizzes_score (attempt_id, run_id, points, correct_items, answered, points_by_slot)
    SELECT id, %(run)s, right_items, right_items, 20, '[]'
    FROM attempt CROSS JOIN LATERAL (SELECT 20 - (id * 31 %% 9)::int AS right_items) r
)
INSERT INTO quizzes_response (attempt_id, slot, revision, value, received_at)
SELECT id, slot, 1, CASE slot WHEN 0 THEN to_jsonb(id %% 60000) ELSE '[0]'::jsonb END, now()
FROM attempt CROSS JOIN generate_series(0, 3) slot
"""


def prepare() -> str:
    """A closed round whose attempts are all scored; its uuid."""
    from django.db import connection

    from quizzes.models import GradingRun
    from tests.load import world

    round_ = world.make_contest(
        results={"approval": "second_person"}, attempts={"per_day": 10, "counted": "best"}
    )
    run = GradingRun.objects.create(round=round_, number=1)
    paper = [[version, [0, 1, 2, 3]] for version in range(1, 21)]
    round_.state = "closed"
    round_.save(update_fields=["state"])
    values = {
        "people": PEOPLE,
        "attempts": ATTEMPTS,
        "contest": round_.contest_id,
        "round": round_.pk,
        "rulebook": round_.rulebook_id,
        "run": run.pk,
        "paper": json.dumps(paper),
        "began": round_.opens_at,
    }
    with connection.cursor() as cursor:
        for statement in (_PEOPLE, _PARTICIPANTS, _ATTEMPTS):
            cursor.execute(statement, values)
        cursor.execute("ANALYZE")
    return str(round_.uuid)


def measure(stack: Stack) -> dict[str, float]:
    """`finalise_s_per_100k` (goal: at most 10) and `finalise_mib` (goal: at most 600)."""
    from quizzes.models import Ranking, RankingRow

    uuid = prepare()
    done = subprocess.run(
        [sys.executable, "-m", "tests.load.finalise", uuid],
        cwd=ROOT,
        env=stack.environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    told = json.loads(done.stdout)
    ranking = Ranking.objects.get(round__uuid=uuid)
    assert (ranking.state, ranking.people, ranking.attempts) == ("ranked", PEOPLE, ATTEMPTS)
    assert RankingRow.objects.filter(ranking=ranking).count() == PEOPLE
    return {
        "finalise_s_per_100k": told["seconds"] / ATTEMPTS * 100_000,
        "finalise_mib": told["mib"],
        "finalise_s": told["seconds"],
        "finalise_cpu_s": told["cpu_seconds"],
        "finalise_attempts": ATTEMPTS,
    }


def finalise(uuid: str) -> dict[str, float]:
    """Do the job from closed to ranked, as its worker does."""
    import django

    django.setup()

    from django.utils import timezone

    from backend.common.jobs import run_waiting_jobs
    from quizzes import tasks
    from quizzes.actions.decision import ask_for_ranking
    from quizzes.models import Round

    assert tasks.rank_round
    round_ = Round.objects.get(uuid=uuid)
    ask_for_ranking(round_, actor=None, now=timezone.now())
    began, cpu = time.perf_counter(), time.process_time()
    run_waiting_jobs()
    return {
        "seconds": time.perf_counter() - began,
        "cpu_seconds": time.process_time() - cpu,
        "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


if __name__ == "__main__":
    print(json.dumps(finalise(sys.argv[1])))
