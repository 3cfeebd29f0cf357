"""A wrong key and a faulty item: tried first, put into force as a new run, both kept."""

from datetime import timedelta

import pytest

from backend.certificates.models import Certificate
from backend.common.jobs import run_waiting_jobs
from backend.common.models import AuditEntry, Job
from quizzes import tasks  # noqa: F401 - registers the work
from quizzes.actions.attempt import submit_attempt
from quizzes.actions.grading import apply_regrade, discard_regrade, propose_regrade, void_item
from quizzes.actions.response import save_responses
from quizzes.actions.round import close_due_rounds
from quizzes.actions.scoring import score_pending_attempts
from quizzes.enums import GradingState, VoidPolicy
from quizzes.errors import InvalidKey, RegradeUnderWay, SecondPersonNeeded, StepRefused
from quizzes.models import (
    Attempt,
    GradingRun,
    ItemKey,
    ItemVersion,
    Ranking,
    RankingRow,
    Score,
    Standing,
    VoidedItem,
)
from quizzes.rules.response import Answer
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import (
    CLOSES_AT,
    NOON,
    grant_of,
    hand_in,
    make_attempt,
    make_items,
    make_round,
    make_round_of_every_kind,
)

pytestmark = pytest.mark.django_db(transaction=True)
AFTER = CLOSES_AT + timedelta(minutes=2)


@pytest.fixture
def round_():
    """Four items that everybody has; somebody is right in all, somebody in none but the last."""
    round_ = make_round(items=4, pool=4, prizes={"people": [PRIZE]})
    hand_in(make_attempt(round_), prediction=1)
    hand_in(make_attempt(round_), wrong=3, after=timedelta(minutes=9))
    return round_


PRIZE = {"code": "nhat", "title": "Giải Nhất", "count": 1}


def first_version(round_):
    """The first item with one right option on the weaker paper, answered wrong there."""
    paper = Attempt.objects.filter(round=round_).order_by("-pk").first().paper
    versions = ItemVersion.objects.in_bulk([version for version, _ in paper])
    return next(versions[one] for one, _ in paper if versions[one].kind == "single")


def points(round_, number):
    scores = Score.objects.filter(run__round=round_, run__number=number).order_by("attempt")
    return list(scores.values_list("points", flat=True))


def standings(round_):
    rows = Standing.objects.filter(round=round_).order_by("attempt")
    return list(rows.values_list("points", flat=True))


def propose(round_, actor=None, **changes):
    wanted = {"corrections": {}, "voided": {}, "reason": "Đáp án sai", "now": AFTER} | changes
    return propose_regrade(round_, actor=actor or UserFactory(), **wanted)


def test_voiding_an_item_of_an_open_round_counts_for_everybody_at_once(round_):
    void_item(
        round_, first_version(round_), VoidPolicy.EVERYONE_CORRECT, "In nhầm", UserFactory(), NOON
    )
    while run_waiting_jobs():
        pass
    late = hand_in(make_attempt(round_), wrong=4)

    assert points(round_, 1) == [4, 1]
    assert points(round_, 2)[:2] == standings(round_)[:2] == [4, 2]
    assert Score.objects.get(attempt=late).run.number == 2
    assert VoidedItem.objects.get().policy == "everyone_correct"
    assert GradingRun.objects.get(number=2).state == GradingState.APPLIED


def test_leaving_an_item_out_keeps_everybodys_maximum_and_all_correct(round_):
    void_item(round_, first_version(round_), VoidPolicy.LEFT_OUT, "Mơ hồ", UserFactory(), NOON)
    while run_waiting_jobs():
        pass
    close_due_rounds(now=AFTER)

    ranking = Ranking.objects.get()
    assert (ranking.all_correct_people, ranking.grading_run.number) == (1, 2)
    assert sorted(RankingRow.objects.values_list("points", flat=True)) == [1, 4]


def test_a_trial_tells_who_would_move_and_changes_nothing(round_):
    close_due_rounds(now=AFTER)
    version = first_version(round_)

    run = propose(round_, corrections={version.pk: [1]})
    run_waiting_jobs()

    run.refresh_from_db()
    before, after = Standing.objects.order_by("attempt")
    assert run.state == GradingState.PROPOSED
    assert run.summary["attempts_changed"] == 2
    assert (run.summary["people_gaining"], run.summary["people_losing"]) == (1, 1)
    assert run.summary["all_correct_people"] == [1, 0]
    assert (run.summary["prize_places"], run.summary["winners_changed"]) == (1, 0)
    assert points(round_, run.number) == []
    assert (before.points, after.points) == (4, 1)
    assert ItemKey.objects.filter(version=version).count() == 1


def test_a_new_key_takes_two_people_and_makes_a_correction(round_):
    close_due_rounds(now=AFTER)
    author, approver = UserFactory(), UserFactory()
    version = first_version(round_)
    run = propose(round_, author, corrections={version.pk: [1]})
    run_waiting_jobs()

    with pytest.raises(SecondPersonNeeded):
        apply_regrade(round_, run.number, actor=author, now=AFTER)
    apply_regrade(round_, run.number, actor=approver, now=AFTER)
    while run_waiting_jobs():
        pass

    run.refresh_from_db()
    assert (run.state, run.approved_by) == (GradingState.APPLIED, approver)
    assert (points(round_, 1), points(round_, 2)) == ([4, 1], [3, 2])
    assert ItemKey.objects.get(version=version, number=2).correct == [1]
    assert run.keys[str(version.pk)] == 2
    rankings = Ranking.objects.order_by("number")
    assert list(rankings.values_list("state", "target")) == [("superseded", 1), ("published", 0)]
    assert list(
        AuditEntry.objects.filter(action__startswith="grading.")
        .order_by("number")
        .values_list("action", flat=True)
    ) == ["grading.proposed", "grading.approved", "grading.applied"]


def test_a_regrade_done_twice_counts_once(round_):
    close_due_rounds(now=AFTER)
    run = propose(round_, voided={first_version(round_).pk: "everyone_correct"})
    apply_regrade(round_, run.number, actor=UserFactory(), now=AFTER)
    while run_waiting_jobs():
        pass

    Job.objects.filter(kind="regrade").update(state="running")
    while run_waiting_jobs():
        pass

    assert points(round_, 2) == [4, 2]
    assert VoidedItem.objects.count() == 1
    assert Ranking.objects.count() == 2


def test_somebody_who_now_reaches_the_threshold_gets_a_certificate(round_):
    near = hand_in(make_attempt(round_), wrong=2)
    assert not Certificate.objects.filter(user=near.participant.user).exists()

    void_item(round_, first_version(round_), VoidPolicy.EVERYONE_CORRECT, "x", UserFactory(), NOON)
    while run_waiting_jobs():
        pass

    assert Certificate.objects.get(user=near.participant.user).facts["points"] == 3


def test_what_makes_no_sense_is_refused_and_nothing_is_kept(round_):
    version = first_version(round_)
    [foreign, *_] = make_items(1)
    close_due_rounds(now=AFTER)

    for changes in (
        {},
        {"corrections": {version.pk: [9]}},
        {"corrections": {version.pk: [0, 1]}},
        {"corrections": {version.pk: "0"}},
        {"corrections": {version.pk: [1]}, "voided": {version.pk: "left_out"}},
        {"voided": {foreign.pk: "left_out"}},
    ):
        with pytest.raises(InvalidKey):
            propose(round_, **changes)

    assert GradingRun.objects.filter(round=round_).count() == 1


def test_one_regrade_waits_at_a_time_and_may_be_discarded(round_):
    close_due_rounds(now=AFTER)
    version = first_version(round_)
    run = propose(round_, corrections={version.pk: [1]})
    with pytest.raises(RegradeUnderWay):
        propose(round_, corrections={version.pk: [2]})

    discard_regrade(round_, run.number, reason="Đáp án đúng", actor=UserFactory(), now=AFTER)
    with pytest.raises(StepRefused):
        apply_regrade(round_, run.number, actor=UserFactory(), now=AFTER)

    assert propose(round_, corrections={version.pk: [2]}).number == 3
    assert points(round_, 2) == []


CHANGED = {
    "short_text": ({"accepted": ["Học số"]}, "hoc so", {"accepted": "Học số"}),
    "hotspot": (
        {"areas": [{"shape": "rectangle", "x": 0, "y": 0, "width": 100, "height": 100}]},
        [50, 100],
        {"areas": [{"shape": "rectangle", "x": 0, "y": 0}]},
    ),
}


@pytest.mark.parametrize("kind", CHANGED)
def test_a_changed_key_of_words_or_places_is_put_into_force(kind):
    key, answer, odd = CHANGED[kind]
    round_ = make_round_of_every_kind((kind,), prediction={"target": "none"})
    attempt = make_attempt(round_)
    save_responses(grant_of(attempt), [Answer(1, 1, answer)], now=NOON)
    submit_attempt(attempt.pk, now=NOON)
    score_pending_attempts(now=NOON)
    version = attempt.paper[0][0]
    with pytest.raises(InvalidKey):
        propose(round_, corrections={version: odd})

    run = propose(round_, corrections={version: key})
    run_waiting_jobs()
    apply_regrade(round_, run.number, actor=UserFactory(), now=AFTER)
    run_waiting_jobs()

    assert (points(round_, 1), points(round_, 2)) == ([0], [10])
    assert ItemKey.objects.get(version=version, number=2).correct == key
