"""A scan for anomalies of a round of 290,000 attempts by 106,000 people.

`python -m tests.load.scan <round>` is the process that scans, as the jobs worker does.
SCAN_SHARE=0.1 plays a tenth of it.
"""

import json
import os
import resource
import subprocess
import sys
import time

from backend.devstack.paths import ROOT
from backend.devstack.stack import Stack

SHARE = float(os.environ.get("SCAN_SHARE", "1"))
PEOPLE, ATTEMPTS = round(106_000 * SHARE), round(290_000 * SHARE)
ITEMS, POOL = 20, 60

# Everybody errs on about a quarter of the items, in one of three ways; eight of a thousand people
# share a device. One of five hundred errs like the person before: of five errors that is no proof.
_PEOPLE = """
INSERT INTO accounts_user (uuid, phone, full_name, name_sort_key, search_key, birth_date, password,
    is_staff, is_active, is_superuser, preferred_language, date_joined)
SELECT gen_random_uuid(), '+8481' || lpad(n::text, 8, '0'), 'Người Dự Thi ' || n, n::text, '',
    '1990-09-02', '!', false, true, false, 'vi', now()
FROM generate_series(1, %(people)s) n ON CONFLICT DO NOTHING
"""
_PARTICIPANTS = """
INSERT INTO quizzes_participant (contest_id, user_id, joined_at)
SELECT %(contest)s, id, now() FROM accounts_user WHERE phone LIKE '+8481%%'
ORDER BY id LIMIT %(people)s
"""
_ATTEMPTS = """
WITH person AS (
    SELECT id, row_number() OVER (ORDER BY id) AS place
    FROM quizzes_participant WHERE contest_id = %(contest)s
)
INSERT INTO quizzes_attempt (uuid, round_id, participant_id, rulebook_id, number, client_key,
    epoch, state, started_at, deadline_at, sealed_after, handed_in_at, paper, network, device)
SELECT gen_random_uuid(), %(round)s, person.id, %(rulebook)s, 1 + n / %(people)s,
    gen_random_uuid(), 1, 'scored', began, began + interval '15 minutes',
    began + interval '16 minutes',
    began + make_interval(secs => 100 + (n::bigint * 7919 %% 600000) / 1000.0),
    (SELECT jsonb_agg(jsonb_build_array(%(first)s + (seed + slot * 7) %% %(pool)s,
        '[0, 1, 2, 3]'::jsonb)) FROM generate_series(0, %(items)s - 1) slot),
    'n' || (person.place * 48271 %% 20000),
    'd' || CASE WHEN person.place %% 1000 < 8 THEN person.place / 1000
        ELSE person.place + 1000000 END
FROM generate_series(0, %(attempts)s - 1) n
JOIN person ON person.place = 1 + n %% %(people)s
CROSS JOIN LATERAL (SELECT (person.place - (person.place %% 500 = 1)::int) * 104729 %% 997 AS seed,
    %(began)s::timestamptz + make_interval(secs => n %% 500000) AS began) b
"""
_SCORES = """
INSERT INTO quizzes_score (attempt_id, run_id, points, correct_items, answered, points_by_slot)
SELECT a.id, %(run)s, 15, 15, 20, (
    SELECT jsonb_agg(CASE WHEN hashint8(who * 64 + slot) %% 4 = 0 THEN 0 ELSE 1 END)
    FROM generate_series(1, %(items)s) slot)
FROM quizzes_attempt a
JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM quizzes_participant
    WHERE contest_id = %(contest)s) p ON p.id = a.participant_id
CROSS JOIN LATERAL (SELECT p.place - (p.place %% 500 = 1)::int AS who) w
WHERE a.round_id = %(round)s AND a.number = 1
"""
_RESPONSES = """
INSERT INTO quizzes_response (attempt_id, slot, revision, value, received_at)
SELECT a.id, slot, 1,
    jsonb_build_array(CASE WHEN hashint8(who * 64 + slot) %% 4 = 0
        THEN 1 + abs(hashint8(who * 977 + slot)) %% 3 ELSE 0 END), now()
FROM quizzes_attempt a
JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM quizzes_participant
    WHERE contest_id = %(contest)s) p ON p.id = a.participant_id
CROSS JOIN LATERAL (SELECT p.place - (p.place %% 500 = 1)::int AS who) w
CROSS JOIN generate_series(1, %(items)s) slot
WHERE a.round_id = %(round)s AND a.number = 1
"""
_STANDINGS = """
INSERT INTO quizzes_standing (round_id, participant_id, attempt_id, points, correct_items,
    time_used_ms, handed_in_at, prediction, attempts, days, is_barred, "order",
    updated_at)
SELECT a.round_id, a.participant_id, a.id, 15, 15,
    extract(epoch FROM a.handed_in_at - a.started_at) * 1000, a.handed_in_at,
    a.id * 7919 %% 60000, 1, '{}', false,
    decode(lpad(to_hex(a.id), 16, '0'), 'hex'), now()
FROM quizzes_attempt a WHERE a.round_id = %(round)s AND a.number = 1
"""


def prepare() -> str:
    """A closed round whose attempts are all scored and counted; its uuid."""
    from django.db import connection

    from quizzes.models import GradingRun
    from tests.load import world

    round_ = world.make_contest(
        results={"approval": "second_person"}, attempts={"per_day": 10, "counted": "first"}
    )
    run = GradingRun.objects.create(round=round_, number=1)
    round_.state = "published"
    round_.save(update_fields=["state"])
    values = {
        "people": PEOPLE,
        "attempts": ATTEMPTS,
        "contest": round_.contest_id,
        "round": round_.pk,
        "rulebook": round_.rulebook_id,
        "run": run.pk,
        "items": ITEMS,
        "pool": POOL,
        "first": 1,
        "began": round_.opens_at,
    }
    statements = (_PEOPLE, _PARTICIPANTS, _ATTEMPTS, _SCORES, _RESPONSES, _STANDINGS)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, values)
        cursor.execute("ANALYZE")
    return str(round_.uuid)


def measure(stack: Stack) -> dict[str, float]:
    """`scan_s` and `scan_mib` (goal: minutes, and at most 600 MiB)."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.load.scan", prepare()],
        cwd=ROOT,
        env=stack.environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    told = json.loads(done.stdout)
    assert told["found"]["shared_device"] > 0
    return {"scan_s": told["seconds"], "scan_mib": told["mib"], "scan_attempts": ATTEMPTS}


def scan(uuid: str) -> dict[str, object]:
    """Do the job, as its worker does."""
    import django

    django.setup()

    from django.utils import timezone

    from quizzes.actions.anomaly_scan import scan_round
    from quizzes.models import Round

    round_ = Round.objects.with_contest().get(uuid=uuid)
    steps: list[tuple[str, float]] = []
    began = time.perf_counter()

    def progress(done: int, total: int | None = None, step: str = "") -> None:
        steps.append((step, round(time.perf_counter() - began, 1)))

    found = scan_round(round_, progress, now=timezone.now())
    return {
        "seconds": time.perf_counter() - began,
        "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "found": found,
        "steps": steps,
    }


if __name__ == "__main__":
    print(json.dumps(scan(sys.argv[1])))
