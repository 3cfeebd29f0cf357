"""A key in doubt: two people change it, rounds are regraded by people alone."""

from datetime import timedelta

import pytest

from backend.common.models import AuditEntry
from quizzes.actions.grading import apply_regrade
from quizzes.actions.key_change import decide_key, propose_key
from quizzes.actions.regrade import carry_out_regrade
from quizzes.actions.round import close_due_rounds
from quizzes.enums import GradingState, KeyChangeState
from quizzes.errors import SecondPersonNeeded, StepRefused
from quizzes.item_errors import ItemInvalid, KeyChangeRefused
from quizzes.models import GradingRun, ItemKey, KeyChange, Score
from quizzes.queries.item_document import key_of
from quizzes.queries.key_change import key_changes_of, titled
from tests.factories.accounts import UserFactory
from tests.factories.bank import make_approved, make_submitted
from tests.factories.quizzes import CLOSES_AT, NOON, hand_in, make_attempt, make_round

pytestmark = pytest.mark.django_db
LATER = CLOSES_AT + timedelta(hours=1)


@pytest.fixture
def graded():
    """A closed round of one item, and one paper that chose the first option."""
    round_ = make_round(items=1, pool=1)
    hand_in(make_attempt(round_))
    close_due_rounds(now=LATER)
    round_.refresh_from_db()
    return round_


def ask(version, correct, actor=None, now=LATER):
    code, actor = version.item.code, actor or UserFactory()
    return propose_key(code, version.number, correct, "Sai đáp án", actor=actor, now=now)


def test_a_second_person_accepts_and_a_regrade_is_proposed_for_the_closed_round(graded):
    version = graded.pool.get()
    change = ask(version, [1])

    change, rounds = decide_key(change.uuid, accept=True, actor=UserFactory(), now=LATER)

    assert change.state == KeyChangeState.ACCEPTED
    assert key_of(version) == [1]
    assert change.before == [0]
    assert rounds == [{"contest": graded.contest.slug, "round": 1, "outcome": "regrade_proposed"}]
    run = GradingRun.objects.get(round=graded, state=GradingState.PROPOSED)
    assert run.corrections == {str(version.pk): [1]}
    assert Score.objects.get().points == 1
    [told] = key_changes_of(graded.contest)
    assert [(one["is_graded_by_it"], one["is_tried"]) for one in told["rounds"]] == [(False, True)]
    assert AuditEntry.objects.filter(action="round.key_changed").count() == 1


def test_a_regrade_of_an_accepted_key_makes_no_key_of_its_own(graded):
    version = graded.pool.get()
    change = ask(version, [1])
    decide_key(change.uuid, accept=True, actor=UserFactory(), now=LATER)
    run = GradingRun.objects.get(state=GradingState.PROPOSED)

    apply_regrade(graded, run.number, actor=UserFactory(), now=LATER)
    run.refresh_from_db()
    carry_out_regrade(run, lambda *told: None, now=LATER)

    assert ItemKey.objects.filter(version=version).count() == 2
    [told] = key_changes_of(graded.contest)
    assert [(one["is_graded_by_it"], one["is_tried"]) for one in told["rounds"]] == [(True, False)]
    assert Score.objects.get(run=run).points == 0


def test_nobody_decides_about_their_own_wish(graded):
    person = UserFactory()
    change = ask(graded.pool.get(), [1], person)

    with pytest.raises(SecondPersonNeeded):
        decide_key(change.uuid, accept=True, actor=person, now=LATER)

    assert KeyChange.objects.get().state == KeyChangeState.PROPOSED
    assert ItemKey.objects.count() == 1


def test_a_rejected_wish_changes_nothing_and_is_decided_once(graded):
    version = graded.pool.get()
    change = ask(version, [1])

    decide_key(change.uuid, accept=False, actor=UserFactory(), now=LATER)
    with pytest.raises(StepRefused):
        decide_key(change.uuid, accept=True, actor=UserFactory(), now=LATER)

    assert key_of(version) == [0]
    assert not GradingRun.objects.filter(state=GradingState.PROPOSED).exists()
    assert ask(version, [2]).state == KeyChangeState.PROPOSED


def test_the_organisers_of_a_round_under_way_are_told():
    round_ = make_round(items=1, pool=1)
    hand_in(make_attempt(round_))
    change = ask(round_.pool.get(), [1], now=NOON)

    _, rounds = decide_key(change.uuid, accept=True, actor=UserFactory(), now=NOON)

    assert [one["outcome"] for one in rounds] == ["open"]
    assert [one["code"] for one in key_changes_of(round_.contest)] == [round_.pool.get().item.code]
    assert not GradingRun.objects.filter(state=GradingState.PROPOSED).exists()


def test_a_regrade_that_waits_already_is_not_disturbed(graded):
    first = ask(graded.pool.get(), [1])
    decide_key(first.uuid, accept=True, actor=UserFactory(), now=LATER)
    second = ask(graded.pool.get(), [2])

    _, rounds = decide_key(second.uuid, accept=True, actor=UserFactory(), now=LATER)

    assert [one["outcome"] for one in rounds] == ["regrade_under_way"]
    assert GradingRun.objects.filter(state=GradingState.PROPOSED).count() == 1


@pytest.mark.parametrize(
    ("correct", "refusal"),
    [([0], KeyChangeRefused), ([9], ItemInvalid), ([0, 1], ItemInvalid), ("A", ItemInvalid)],
)
def test_a_key_must_fit_its_item_and_differ(correct, refusal):
    item = make_approved()

    with pytest.raises(refusal):
        ask(item.current, correct)

    assert not KeyChange.objects.exists()


def test_one_wish_at_a_time_and_none_for_what_was_never_approved():
    item, waiting = make_approved(), make_submitted()
    ask(item.current, [1])

    with pytest.raises(KeyChangeRefused):
        ask(item.current, [2])
    with pytest.raises(KeyChangeRefused):
        ask(waiting.newest, [1])

    assert KeyChange.objects.count() == 1


def test_a_rubric_is_changed_by_a_new_version():
    rubric = {"rubric": [{"criterion": "Đúng ý", "points": 10}]}
    item = make_approved(kind="essay", options=[], key=rubric, limit=500)

    with pytest.raises(KeyChangeRefused):
        ask(item.current, {"rubric": [{"criterion": "Khác", "points": 5}]})


def test_rounds_are_told_by_their_titles(graded):
    change = ask(graded.pool.get(), [1])

    _change, rounds = decide_key(change.uuid, accept=True, actor=UserFactory(), now=LATER)

    [told] = titled(rounds)
    assert (told["contest_title"], told["round_title"]) == (graded.contest.title, "Vòng 1")
    assert told["outcome"] == "regrade_proposed"
    assert titled([]) == []
