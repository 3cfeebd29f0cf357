"""A scan finds what is odd once, leaves the decided alone, and accuses nobody of being ordinary."""

from datetime import timedelta

import pytest

from backend.common.jobs import run_waiting_jobs
from backend.common.models import Job
from quizzes.actions.anomaly_scan import ask_for_scan, scan_due_rounds, scan_round
from quizzes.enums import AnomalyKind, AnomalyState
from quizzes.models import Anomaly, Attempt, Participant, Standing
from tests.factories.quizzes import NOON, hand_in, make_attempt, make_round

pytestmark = pytest.mark.django_db


def quiet(done, total=None, step=""):
    """Progress that nobody watches."""


def scan(round_, now=NOON):
    return scan_round(round_, quiet, now=now)


def people_of(anomaly):
    return set(anomaly.people.values_list("participant_id", flat=True))


@pytest.fixture
def round_():
    """A round in which twelve people took their time, each on an own device and network."""
    round_ = make_round(closes_at=NOON + timedelta(days=2))
    for number in range(12):
        hand_in(make_attempt(round_), wrong=1, after=timedelta(minutes=4, seconds=10 * number))
    for attempt in Attempt.objects.all():
        Attempt.objects.filter(pk=attempt.pk).update(
            device=f"device-{attempt.pk}", network=f"network-{attempt.pk}"
        )
    return round_


def test_an_ordinary_round_shows_nothing(round_):
    assert set(scan(round_).values()) == {0}
    assert Anomaly.objects.count() == 0


def test_a_paper_in_four_seconds_is_found_and_tells_why(round_):
    fast = hand_in(make_attempt(round_), after=timedelta(seconds=4))

    scan(round_)

    found = Anomaly.objects.get()
    assert (found.kind, people_of(found)) == (AnomalyKind.FAST_PAPER, {fast.participant_id})
    assert found.evidence["used_ms"] == 4000
    assert found.evidence["papers"] == 13
    assert found.evidence["by_rulebook"] is True


def test_a_fast_paper_full_of_errors_is_nobodys_business(round_):
    hand_in(make_attempt(round_), wrong=4, after=timedelta(seconds=4))

    scan(round_)

    assert Anomaly.objects.count() == 0


def test_many_people_on_one_device_are_found_and_three_are_a_family(round_):
    some = list(Attempt.objects.order_by("pk").values_list("pk", flat=True))
    Attempt.objects.filter(pk__in=some[:3]).update(device="family")
    Attempt.objects.filter(pk__in=some[3:8]).update(device="office")

    scan(round_)

    found = Anomaly.objects.get()
    assert (found.kind, len(people_of(found))) == (AnomalyKind.SHARED_DEVICE, 5)
    assert "office" not in str(found.evidence) + found.fingerprint


def test_a_comb_of_predictions_is_found(round_):
    five = list(Standing.objects.order_by("pk")[:5])
    for place, standing in enumerate(five):
        Standing.objects.filter(pk=standing.pk).update(prediction=7000 + 50 * place)
        Attempt.objects.filter(pk=standing.attempt_id).update(network="house")

    scan(round_)

    found = Anomaly.objects.get()
    assert found.kind == AnomalyKind.PREDICTION_SPRAY
    assert (found.evidence["lowest"], found.evidence["highest"]) == (7000, 7200)


def test_accounts_of_one_device_that_take_turns_are_found(round_):
    from quizzes.models import Round

    second = Round.objects.create(
        contest=round_.contest,
        rulebook=round_.rulebook,
        number=2,
        title="Vòng 2",
        opens_at=round_.opens_at,
        closes_at=round_.closes_at,
    )
    second.round_items.bulk_create(
        [type(one)(round=second, version=one.version) for one in round_.round_items.all()]
    )
    winner = hand_in(make_attempt(second))
    first = Standing.objects.filter(round=round_).first()
    Attempt.objects.filter(pk__in=[winner.pk, first.attempt_id]).update(device="shared")

    scan(second)

    found = Anomaly.objects.get()
    assert found.kind == AnomalyKind.WINNING_CIRCLE
    assert people_of(found) == {winner.participant_id, first.participant_id}
    assert found.evidence["by"] == ["device"]


def test_a_namesake_is_no_evidence(round_):
    people = Participant.objects.select_related("user")
    for one in people:
        one.user.full_name = "Nguyễn Văn Trùng"
        one.user.save()

    assert set(scan(round_).values()) == {0}


def test_a_second_scan_finds_the_same_rows(round_):
    Attempt.objects.update(device="hall")
    scan(round_)
    before = Anomaly.objects.values_list("pk", "weight", "evidence", "found_at").get()

    scan(round_, NOON + timedelta(hours=1))

    assert Anomaly.objects.values_list("pk", "weight", "evidence", "found_at").get() == before
    assert Anomaly.objects.get().people.count() == 12


def test_what_was_dismissed_comes_back_only_when_it_has_doubled(round_):
    some = list(Attempt.objects.order_by("pk").values_list("pk", flat=True))
    Attempt.objects.filter(pk__in=some[:5]).update(device="hall")
    scan(round_)
    Anomaly.objects.update(state=AnomalyState.DISMISSED, people_when_decided=5)

    Attempt.objects.filter(pk__in=some[:9]).update(device="hall")
    scan(round_)
    assert Anomaly.objects.get().state == AnomalyState.DISMISSED

    Attempt.objects.filter(pk__in=some[:10]).update(device="hall")
    scan(round_)
    assert Anomaly.objects.get().state == AnomalyState.OPEN


def test_a_round_is_scanned_again_only_after_it_has_moved(round_):
    now = NOON + timedelta(hours=1)

    assert scan_due_rounds(now=now) == 1
    Job.objects.update(state="done", begun_at=now)
    assert scan_due_rounds(now=now) == 0

    Standing.objects.filter(pk=Standing.objects.first().pk).update(
        updated_at=now + timedelta(seconds=1)
    )
    assert scan_due_rounds(now=now) == 1


@pytest.mark.django_db(transaction=True)
def test_the_job_scans_the_round_it_names():
    round_ = make_round()
    hand_in(make_attempt(round_), after=timedelta(seconds=4))

    job = ask_for_scan(round_, now=NOON)
    assert run_waiting_jobs() == 1

    job.refresh_from_db()
    assert (job.state, job.result["fast_paper"], job.done) == ("done", 1, 6)
