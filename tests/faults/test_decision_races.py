"""Two connections at once over a round's results: each step is taken once."""

from datetime import timedelta

import pytest

from backend.common.jobs import no_progress, run_waiting_jobs
from backend.common.models import AuditEntry
from quizzes import tasks  # noqa: F401 - registers the work
from quizzes.actions.attempt import submit_attempt
from quizzes.actions.decision import (
    approve_ranking,
    ask_for_ranking,
    publish_ranking,
    return_ranking,
    review_ranking,
)
from quizzes.actions.draw import commit_to_draw, hold_draw
from quizzes.actions.grading import void_item
from quizzes.actions.regrade import carry_out_regrade
from quizzes.actions.response import save_responses
from quizzes.actions.round import close_due_rounds
from quizzes.actions.scoring import score_pending_attempts
from quizzes.enums import VoidPolicy
from quizzes.models import ItemVersion, Ranking, Score, Standing
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import (
    CLOSES_AT,
    NOON,
    grant_of,
    make_attempt,
    make_round,
    right_answers,
)
from tests.faults.test_races import together

pytestmark = pytest.mark.django_db(transaction=True)
AFTER = CLOSES_AT + timedelta(minutes=20)


def ranked_round():
    """A closed round whose ranking waits to be reviewed."""
    round_ = make_round(results={"approval": "second_person"})
    attempt = make_attempt(round_)
    submit_attempt(attempt.pk, now=NOON)
    score_pending_attempts(now=NOON)
    close_due_rounds(now=AFTER)
    return round_, Ranking.objects.get(round=round_)


def test_two_people_taking_the_same_step_take_it_once():
    _, ranking = ranked_round()
    people = [UserFactory(staff=True) for _ in range(4)]

    reviewed = together(
        *[lambda who=who: review_ranking(ranking.pk, actor=who, now=AFTER).pk for who in people]
    )
    approved = together(
        *[lambda who=who: approve_ranking(ranking.pk, actor=who, now=AFTER).pk for who in people]
    )
    published = together(
        *[lambda who=who: publish_ranking(ranking.pk, actor=who, now=AFTER).pk for who in people]
    )

    assert reviewed.count(ranking.pk) == approved.count(ranking.pk) == 1
    assert published.count(ranking.pk) == 1
    ranking.refresh_from_db()
    assert ranking.reviewed_by_id != ranking.approved_by_id
    assert AuditEntry.objects.filter(action="ranking.published").count() == 1


def test_approving_and_returning_at_once_ends_in_one_of_them():
    for _ in range(4):
        _, ranking = ranked_round()
        review_ranking(ranking.pk, actor=UserFactory(staff=True), now=AFTER)
        second = UserFactory(staff=True)

        outcomes = together(
            lambda ranking=ranking, who=second: (
                publish_ranking(
                    approve_ranking(ranking.pk, actor=who, now=AFTER).pk, actor=who, now=AFTER
                ).state
            ),
            lambda ranking=ranking, who=second: (
                return_ranking(ranking.pk, actor=who, reason="Sai", now=AFTER).state
            ),
        )

        ranking.refresh_from_db()
        assert (ranking.state == "published") != (ranking.state == "returned")
        assert "step_refused" in outcomes


def test_asking_for_a_ranking_from_many_sides_makes_one():
    round_, _ = ranked_round()

    together(
        *[
            lambda: (
                ask_for_ranking(
                    round_, actor=UserFactory(staff=True), reason="Rà lại", now=AFTER
                ).pk
            )
            for _ in range(4)
        ]
    )
    together(run_waiting_jobs, run_waiting_jobs)
    while run_waiting_jobs():
        pass

    states = Ranking.objects.filter(round=round_).order_by("number").values_list("state", flat=True)
    assert list(states) == ["returned", "ranked"]


def test_papers_scored_while_an_item_is_voided_are_in_the_new_run():
    for _ in range(5):
        round_ = make_round(items=4, pool=4)
        attempts = []
        for _ in range(8):
            attempt = make_attempt(round_)
            save_responses(grant_of(attempt), right_answers(attempt, wrong=4), now=NOON)
            submit_attempt(attempt.pk, now=NOON)
            attempts.append(attempt)
        score_pending_attempts(now=NOON, limit=2)
        version = ItemVersion.objects.filter(rounds=round_).first()
        run = void_item(round_, version, VoidPolicy.EVERYONE_CORRECT, "Mơ hồ", UserFactory(), NOON)

        together(
            lambda run=run: carry_out_regrade(run, no_progress, now=NOON),
            lambda: sum(score_pending_attempts(now=NOON, limit=1) for _ in range(6)),
        )

        scores = Score.objects.filter(run=run)
        assert sorted(scores.values_list("points", flat=True)) == [1] * 8
        assert set(Standing.objects.filter(round=round_).values_list("points", flat=True)) == {1}


def test_a_draw_committed_and_held_from_many_sides_has_one_order():
    round_ = make_round(ranking=["score"], ties="draw")
    for _ in range(3):
        attempt = make_attempt(round_)
        submit_attempt(attempt.pk, now=NOON)
    score_pending_attempts(now=NOON)
    close_due_rounds(now=AFTER)
    ranking = Ranking.objects.get()
    actor, later = UserFactory(), AFTER + timedelta(hours=1)

    together(
        *[
            lambda: commit_to_draw(ranking.pk, source="Xổ số", actor=actor, now=AFTER).pk
            for _ in range(4)
        ]
    )
    outcomes = together(
        *[
            lambda seed=seed: (
                hold_draw(ranking.pk, seed=seed, witnesses="", actor=actor, now=later).seed
            )
            for seed in "1234"
        ]
    )

    assert outcomes.count("step_refused") == 3
    assert sorted(ranking.rows.values_list("rank", flat=True)) == [1, 2, 3]
