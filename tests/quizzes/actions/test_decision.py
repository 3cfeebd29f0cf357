"""A ranking on its way: frozen, ranked, reviewed, approved by somebody else, published."""

from datetime import timedelta

import pytest

from backend.common.jobs import run_waiting_jobs
from backend.common.models import AuditEntry, Job
from quizzes import tasks  # noqa: F401 - registers the work
from quizzes.actions.decision import (
    approve_ranking,
    ask_for_ranking,
    decide_at_once,
    publish_ranking,
    return_ranking,
    review_ranking,
)
from quizzes.actions.disqualification import disqualify, lift_disqualification
from quizzes.actions.round import close_due_rounds
from quizzes.enums import DecisionState, ExclusionReason, RoundState
from quizzes.errors import ResultsStale, RoundNotClosed, SecondPersonNeeded, StepRefused
from quizzes.models import Exclusion, Ranking, RankingRow, Standing
from quizzes.queries.standing import own_standing
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import CLOSES_AT, NOON, hand_in, make_attempt, make_round

AFTER = CLOSES_AT + timedelta(minutes=2)
SECOND_PERSON = {"results": {"approval": "second_person", "appeal_days": 5}}


def played_round(people=3, **rules):
    """A round in which everybody handed in, each a little slower; and its attempts."""
    round_ = make_round(**rules)
    attempts = [
        hand_in(make_attempt(round_), wrong=place % 2, after=timedelta(minutes=3 + place))
        for place in range(people)
    ]
    return round_, attempts


def closed_round(people=3, **rules):
    round_, attempts = played_round(people, **rules)
    close_due_rounds(now=AFTER)
    round_.refresh_from_db()
    return round_, attempts


def staff():
    return UserFactory(staff=True)


def bar(participant, round_, actor):
    return disqualify(
        participant, round_=round_, reason="Thi hộ", notice="Bạn bị loại.", actor=actor, now=AFTER
    )


def rows_of(ranking):
    rows = RankingRow.objects.filter(ranking=ranking).order_by("rank")
    return list(rows.values_list("participant_id", "rank"))


@pytest.mark.django_db
def test_two_people_bring_a_ranking_to_its_publication():
    round_, _ = closed_round(**SECOND_PERSON)
    first, second = staff(), staff()
    ranking = Ranking.objects.get()
    assert (round_.state, ranking.state) == (RoundState.CLOSED, DecisionState.RANKED)

    review_ranking(ranking.pk, actor=first, now=AFTER)
    with pytest.raises(SecondPersonNeeded):
        approve_ranking(ranking.pk, actor=first, now=AFTER)
    approve_ranking(ranking.pk, actor=second, now=AFTER)
    publish_ranking(ranking.pk, actor=first, now=AFTER)

    ranking.refresh_from_db()
    round_.refresh_from_db()
    assert (round_.state, ranking.state) == (RoundState.PUBLISHED, DecisionState.PUBLISHED)
    assert (ranking.reviewed_by, ranking.approved_by) == (first, second)
    assert ranking.appeals_until == AFTER + timedelta(days=5)
    assert [rank for _, rank in rows_of(ranking)] == [1, 2, 3]
    assert list(
        AuditEntry.objects.filter(subject=f"ranking:{ranking.uuid}")
        .order_by("number")
        .values_list("action", "actor")
    ) == [
        ("ranking.frozen", None),
        ("ranking.ranked", None),
        ("ranking.reviewed", first.uuid),
        ("ranking.approved", second.uuid),
        ("ranking.published", first.uuid),
    ]


@pytest.mark.django_db
def test_steps_out_of_order_and_repeated_steps_change_nothing():
    closed_round(**SECOND_PERSON)
    first, second = staff(), staff()
    ranking = Ranking.objects.get()

    for early in (
        lambda: publish_ranking(ranking.pk, actor=first, now=AFTER),
        lambda: approve_ranking(ranking.pk, actor=second, now=AFTER),
        lambda: return_ranking(ranking.pk, actor=second, reason="Sớm", now=AFTER),
    ):
        with pytest.raises(StepRefused):
            early()
    review_ranking(ranking.pk, actor=first, now=AFTER)
    with pytest.raises(StepRefused):
        review_ranking(ranking.pk, actor=second, now=AFTER + timedelta(hours=1))

    ranking.refresh_from_db()
    assert (ranking.state, ranking.reviewed_by) == (DecisionState.REVIEWED, first)
    assert ranking.reviewed_at == AFTER


@pytest.mark.django_db
def test_a_returned_ranking_is_made_again_under_a_new_number():
    round_, _ = closed_round(**SECOND_PERSON)
    first, second = staff(), staff()
    returned = Ranking.objects.get()
    review_ranking(returned.pk, actor=first, now=AFTER)

    return_ranking(returned.pk, actor=second, reason="Thiếu danh sách loại", now=AFTER)
    again = decide_at_once(round_, now=AFTER)

    returned.refresh_from_db()
    assert (returned.state, returned.returned_reason) == ("returned", "Thiếu danh sách loại")
    assert (again.number, again.state) == (2, DecisionState.RANKED)
    assert rows_of(returned) == rows_of(again)


@pytest.mark.django_db
def test_who_does_not_count_is_frozen_with_the_reason():
    round_, attempts = played_round(4, scoring={"requires_every_answer": True})
    disqualified, committee, incomplete, counted = (one.participant for one in attempts)
    attempts[2].responses.filter(slot=1).delete()
    attempts[2].scores.update(answered=3)
    round_.contest.committee.add(committee.user)
    bar(disqualified, round_, staff())

    close_due_rounds(now=AFTER)

    ranking = Ranking.objects.get()
    assert dict(Exclusion.objects.values_list("participant", "reason")) == {
        disqualified.pk: ExclusionReason.DISQUALIFIED,
        committee.pk: ExclusionReason.COMMITTEE,
        incomplete.pk: ExclusionReason.NO_COUNTED_ATTEMPT,
    }
    assert rows_of(ranking) == [(counted.pk, 1)]
    assert (ranking.people, ranking.attempts) == (1, 1)


@pytest.mark.django_db
def test_a_disqualification_after_ranking_stops_the_approval():
    round_, attempts = closed_round(**SECOND_PERSON)
    first, second = staff(), staff()
    ranking = Ranking.objects.get()
    review_ranking(ranking.pk, actor=first, now=AFTER)

    decision = bar(attempts[0].participant, round_, first)
    with pytest.raises(ResultsStale):
        approve_ranking(ranking.pk, actor=second, now=AFTER)
    lift_disqualification(
        round_.contest, decision.uuid, reason="Nhầm người", actor=second, now=AFTER
    )

    assert approve_ranking(ranking.pk, actor=second, now=AFTER).state == DecisionState.APPROVED


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("recomputed", "target"), [(False, 2), (True, 1)])
def test_a_correction_keeps_or_recomputes_the_target_as_the_rulebook_says(recomputed, target):
    prediction = {
        "target": "all_correct_people",
        "question": "Bao nhiêu?",
        "recomputed_after_disqualification": recomputed,
    }
    round_, attempts = closed_round(3, prediction=prediction)
    old = Ranking.objects.get()
    assert (old.state, old.target) == (DecisionState.PUBLISHED, 2)
    actor = staff()
    bar(attempts[0].participant, round_, actor)

    ask_for_ranking(round_, actor=actor, reason="Loại một thí sinh", now=AFTER)
    run_waiting_jobs()

    old.refresh_from_db()
    new = Ranking.objects.get(number=2)
    assert (old.state, new.state) == (DecisionState.SUPERSEDED, DecisionState.PUBLISHED)
    assert (new.target, new.people, new.reason) == (target, 2, "Loại một thí sinh")
    assert len(rows_of(old)) == 3
    assert [rank for _, rank in rows_of(new)] == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_whoever_a_correction_leaves_out_has_no_place_any_more():
    round_, attempts = closed_round()
    out = attempts[0].participant
    before = own_standing(out.user, round_, now=AFTER)

    bar(out, round_, staff())
    ask_for_ranking(round_, actor=staff(), reason="Đã loại", now=AFTER)
    run_waiting_jobs()

    round_.refresh_from_db()
    after = own_standing(out.user, round_, now=AFTER)
    assert (before["rank"], before["is_final"]) == (1, True)
    assert (after["rank"], after["is_final"]) == (None, False)


@pytest.mark.django_db(transaction=True)
def test_a_job_that_is_repeated_makes_one_ranking():
    round_, _ = closed_round(**SECOND_PERSON)
    run_waiting_jobs()  # its figures
    job = ask_for_ranking(round_, actor=staff(), reason="Rà lại", now=AFTER)
    with pytest.raises(StepRefused):
        ask_for_ranking(round_, actor=staff(), reason="Rà lại", now=AFTER)

    assert run_waiting_jobs() == 1
    Job.objects.filter(pk=job.pk).update(state="running")
    assert run_waiting_jobs() == 1

    assert list(Ranking.objects.order_by("number").values_list("uuid", "state"))[1:] == [
        (job.uuid, DecisionState.RANKED)
    ]


@pytest.mark.django_db
def test_a_round_that_is_open_is_not_ranked():
    round_, _ = played_round(1)

    with pytest.raises(RoundNotClosed):
        ask_for_ranking(round_, actor=staff(), now=NOON)

    assert not Ranking.objects.exists()


@pytest.mark.django_db
def test_standings_are_never_trusted():
    _, attempts = played_round(2)
    Standing.objects.update(points=0, attempts=77, time_used_ms=1)

    close_due_rounds(now=AFTER)

    rows = RankingRow.objects.order_by("rank").values_list("participant", "points", "attempts")
    assert list(rows) == [
        (attempts[0].participant_id, 4, 1),
        (attempts[1].participant_id, 3, 1),
    ]
