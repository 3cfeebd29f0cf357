"""New versions of a rulebook: who takes them over, who keeps the old, what is refused."""

from datetime import timedelta

import pytest

from backend.common.models import AuditEntry
from quizzes.actions.round import close_due_rounds
from quizzes.actions.rulebook import (
    adopt_due_rulebooks,
    new_rulebook_version,
    try_rulebook_version,
)
from quizzes.errors import InvalidRulebook, RulebookRefused
from quizzes.models import Round, RulebookVersion
from quizzes.queries.rulebook import rulebook_of
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import (
    CLOSES_AT,
    NOON,
    hand_in,
    make_attempt,
    make_round,
    rulebook_document,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def change(round_, *, effective_at=None, now=NOON, items=4, actor=None, **parts):
    return new_rulebook_version(
        round_.contest,
        rulebook_document(items, **parts),
        effective_at=effective_at,
        reason="Theo công văn mới",
        actor=actor or UserFactory(),
        now=now,
    )


def test_a_change_at_once_holds_for_the_next_start_and_not_for_the_running_one():
    running = make_attempt()
    round_, actor = running.round, UserFactory()

    version = change(round_, attempts={"per_day": 1}, actor=actor)

    round_ = Round.objects.get(pk=round_.pk)
    running.refresh_from_db()
    assert (round_.rulebook, version.number) == (version, 2)
    assert running.rulebook.number == 1
    assert make_attempt(round_, now=NOON + HOUR).rulebook == version
    assert rulebook_of(round_).attempts.per_day == 1


def test_a_change_is_audited_with_what_it_touched():
    attempt, actor = make_attempt(), UserFactory()

    change(attempt.round, attempts={"per_day": 1}, actor=actor)

    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor) == ("rulebook.changed", actor.uuid)
    assert entry.details == {
        "number": 2,
        "effective_at": NOON.isoformat(),
        "reason": "Theo công văn mới",
        "parts": ["attempts"],
        "people": 1,
        "running_attempts": 1,
    }


def test_a_later_change_waits_for_its_time():
    round_ = make_round()
    version = change(round_, effective_at=NOON + HOUR, attempts={"per_day": 1})

    assert adopt_due_rulebooks(now=NOON + HOUR - timedelta(seconds=1)) == 0
    assert Round.objects.get().rulebook.number == 1
    assert adopt_due_rulebooks(now=NOON + HOUR) == 1
    assert Round.objects.get().rulebook == version
    assert adopt_due_rulebooks(now=NOON + HOUR) == 0


def test_the_newest_version_in_force_wins():
    round_ = make_round()
    change(round_, effective_at=NOON + HOUR, attempts={"per_day": 1})
    newest = change(round_, attempts={"per_day": 2})

    adopt_due_rulebooks(now=NOON + 2 * HOUR)

    assert Round.objects.get().rulebook == newest


def test_a_closed_round_keeps_its_rulebook():
    closed = hand_in(make_attempt()).round
    open_ = Round.objects.create(
        contest=closed.contest,
        rulebook=closed.rulebook,
        number=2,
        title="Vòng 2",
        opens_at=CLOSES_AT,
        closes_at=CLOSES_AT + timedelta(days=2),
    )
    open_.pool.set(closed.pool.all())
    later = CLOSES_AT + HOUR
    close_due_rounds(now=later)

    change(closed, attempts={"per_day": 1}, now=later)

    assert [one.rulebook.number for one in Round.objects.order_by("number")] == [1, 2]


def refused(code, *args, **parts):
    with pytest.raises(RulebookRefused) as error:
        change(*args, **parts)
    assert error.value.facts == {"reason": code}
    assert RulebookVersion.objects.count() == 1
    assert not AuditEntry.objects.exists()


def test_the_paper_of_a_round_with_attempts_changes_later_only():
    round_ = make_attempt().round

    refused("paper_in_use", round_, items=5)

    assert change(round_, items=5, effective_at=NOON + HOUR).number == 2


def test_nothing_changes_after_the_last_close():
    refused("rounds_over", make_round(), now=CLOSES_AT, attempts={"per_day": 1})


def test_the_same_rulebook_again_is_refused():
    refused("rulebook_unchanged", make_round())


def test_an_open_round_needs_the_items_of_the_new_paper():
    refused("pool_too_small", make_round(pool=5), items=6)


def test_a_wrong_document_is_refused_by_field():
    round_ = make_round()

    with pytest.raises(InvalidRulebook) as error:
        change(round_, attempts={"per_day": 0})

    assert error.value.facts["errors"] == {"attempts.per_day": ["Phải từ 1 trở lên."]}
    assert RulebookVersion.objects.count() == 1


def test_a_trial_says_who_would_be_touched_and_changes_nothing():
    attempt = hand_in(make_attempt())
    make_attempt(attempt.round)

    impact = try_rulebook_version(
        attempt.round.contest,
        rulebook_document(5, attempts={"per_day": 1}),
        effective_at=None,
        now=NOON,
    )

    assert (impact.people, impact.running_attempts, impact.refusal) == (2, 1, "paper_in_use")
    assert [one["code"] for one in impact.changes] == ["paper", "attempts"]
    assert impact.rounds[0]["paper_changes"]
    assert RulebookVersion.objects.count() == 1
