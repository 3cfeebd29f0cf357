"""Rankings are made from attempts and scores: as the pure rules say, and once, whoever dies."""

import signal
import subprocess
import sys
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.common.jobs import run_waiting_jobs
from quizzes import tasks  # noqa: F401 - registers the work
from quizzes.actions.decision import ask_for_ranking
from quizzes.actions.ranking import make_ranking
from quizzes.actions.round import close_due_rounds
from quizzes.enums import AttemptState, RoundState
from quizzes.formats.rulebook import read_rulebook
from quizzes.models import (
    Attempt,
    Exclusion,
    GradingRun,
    Participant,
    Ranking,
    RankingRow,
    Response,
    RulebookVersion,
    Score,
    Standing,
)
from quizzes.rules.counting import Run, count
from quizzes.rules.prediction import distance, is_above
from quizzes.rules.ranking import rank
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import (
    CLOSES_AT,
    NOON,
    hand_in,
    make_attempt,
    make_round,
    rulebook_document,
)
from tests.other_process import environment, wait_until_forgotten

AFTER = CLOSES_AT + timedelta(minutes=2)
ITEMS = 4
MILLISECOND = timedelta(milliseconds=1)

scored = st.fixed_dictionaries(
    {
        "points": st.integers(0, ITEMS),
        "answered": st.sampled_from([ITEMS, ITEMS, 3]),
        "used_ms": st.integers(1000, 4000),
        "prediction": st.sampled_from([None, 0, 1, 2, 9]),
    }
)
people = st.lists(st.lists(scored, min_size=1, max_size=3), max_size=6)
policies = st.sampled_from(
    [
        ("score",),
        ("score", "time_used"),
        ("score", "prediction_distance", "time_used", "handed_in_at"),
        ("score", "prediction_not_above", "prediction_distance", "fewest_attempts"),
    ]
)


@pytest.fixture
def closed_round():
    round_ = make_round(items=ITEMS, pool=ITEMS)
    round_.state = RoundState.CLOSED
    round_.save()
    GradingRun.objects.create(round=round_, number=1)
    return round_


def store(round_, person):
    """A participant and the attempts of this person; what the rules see of them."""
    participant = Participant.objects.create(
        contest=round_.contest, user=UserFactory(), joined_at=NOON
    )
    runs = []
    for number, one in enumerate(person, start=1):
        began = NOON + timedelta(minutes=20 * number)
        handed_in = began + one["used_ms"] * MILLISECOND
        attempt = Attempt.objects.create(
            round=round_,
            participant=participant,
            rulebook=round_.rulebook,
            number=number,
            client_key=uuid4(),
            state=AttemptState.SCORED,
            started_at=began,
            deadline_at=began + timedelta(minutes=15),
            sealed_after=began + timedelta(minutes=16),
            handed_in_at=handed_in,
            paper=[[version, [0, 1]] for version in range(ITEMS)],
        )
        Score.objects.create(
            attempt=attempt,
            run=GradingRun.objects.get(round=round_),
            points=one["points"],
            correct_items=one["points"],
            answered=one["answered"],
            points_by_slot=[],
        )
        if one["prediction"] is not None:
            Response.objects.create(
                attempt=attempt, slot=0, revision=1, value=one["prediction"], received_at=began
            )
        runs.append(
            Run(
                attempt_id=attempt.pk,
                number=number,
                points=one["points"],
                correct_items=one["points"],
                time_used_ms=one["used_ms"],
                handed_in_ms=round(handed_in.timestamp() * 1000),
                is_complete=one["answered"] == ITEMS,
                prediction=one["prediction"],
            )
        )
    return participant.pk, runs


@pytest.mark.django_db
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    people=people,
    policy=policies,
    which=st.sampled_from(["best", "first", "last", "average"]),
    complete=st.booleans(),
    per=st.sampled_from(["person", "counted_attempt"]),
)
def test_a_stored_ranking_is_what_the_rules_say(closed_round, people, policy, which, complete, per):
    document = rulebook_document(
        ITEMS,
        attempts={"per_day": 9, "counted": which},
        scoring={"requires_every_answer": complete},
        prediction={"target": "attempts", "per": per},
        ranking=list(policy),
    )
    rules = read_rulebook(document).counting
    closed_round.rulebook = RulebookVersion.objects.create(
        contest=closed_round.contest, number=RulebookVersion.objects.count() + 1, document=document
    )
    closed_round.save()
    Participant.objects.update(joined_at=NOON)
    Attempt.objects.update(state=AttemptState.VOIDED)
    before = set(Participant.objects.values_list("pk", flat=True))
    own = dict(store(closed_round, person) for person in people)

    ranking = make_ranking(closed_round, uuid4(), now=AFTER)

    counted = {pk: found for pk, runs in own.items() if (found := count(runs, rules))}
    target = sum(one.attempts for one in counted.values())
    results = [
        one.result(pk, distance(one.prediction, target), is_above=is_above(one.prediction, target))
        for pk, one in counted.items()
    ]
    assert ranking.target == target
    assert list(
        RankingRow.objects.filter(ranking=ranking)
        .order_by("pk")
        .values_list("participant_id", "rank", "points", "time_used_ms", "prediction", "attempts")
    ) == [
        (
            place.result.participant_id,
            place.rank,
            place.result.points,
            place.result.time_used_ms,
            counted[place.result.participant_id].prediction,
            place.result.attempts,
        )
        for place in rank(results, policy)
    ]
    excluded = set(
        Exclusion.objects.filter(ranking=ranking).values_list("participant_id", flat=True)
    )
    assert excluded - before == own.keys() - counted.keys()
    ranking.state = "returned"
    ranking.save()


@pytest.mark.django_db
def test_standings_and_rankings_agree():
    round_ = make_round(pool=4)
    for wrong in range(6):
        user = UserFactory()
        for number in range(1 + wrong % 3):
            moment = NOON + timedelta(minutes=25 * number)
            hand_in(
                make_attempt(round_, user, now=moment),
                wrong=(wrong + number) % 5,
                prediction=wrong + number,
                after=timedelta(minutes=3 + wrong),
            )

    close_due_rounds(now=AFTER)

    facts = (
        "participant",
        "attempt",
        "points",
        "correct_items",
        "time_used_ms",
        "handed_in_at",
        "prediction",
        "attempts",
        "unit",
    )
    ranked = RankingRow.objects.order_by("participant").values_list(*facts)
    assert list(ranked) == list(Standing.objects.order_by("participant").values_list(*facts))


WORKER = """
import os, django
django.setup()
from django.conf import settings
from backend.common.jobs import run_waiting_jobs
from quizzes import tasks
from quizzes.actions import ranking
told = ranking._told
def stall(rows, progress):
    for row in told(rows, progress):
        yield row
        print("ranking", flush=True)
        import time; time.sleep(60)
ranking._told = stall
run_waiting_jobs()
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_half_way_leaves_work_that_is_done_once():
    round_ = make_round(pool=4, results={"approval": "second_person"})
    for wrong in (0, 1, 2):
        hand_in(make_attempt(round_), wrong=wrong)
    close_due_rounds(now=AFTER)
    job = ask_for_ranking(round_, actor=UserFactory(), reason="Rà lại", now=AFTER)
    worker = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", WORKER],
        env=environment(),
        stdout=subprocess.PIPE,
    )
    assert worker.stdout is not None
    assert worker.stdout.readline() == b"ranking\n"
    assert run_waiting_jobs() == 0

    worker.send_signal(signal.SIGKILL)
    worker.wait(timeout=10)
    worker.stdout.close()
    wait_until_forgotten()
    half = Ranking.objects.get(uuid=job.uuid)
    assert (half.state, half.rows.count()) == ("target_computed", 0)
    assert run_waiting_jobs()

    half.refresh_from_db()
    assert (half.state, half.rows.count()) == ("ranked", 3)
    job.refresh_from_db()
    assert (job.state, job.tries) == ("done", 2)
    assert Ranking.objects.filter(round=round_).count() == 2
