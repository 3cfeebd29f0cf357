"""Marking over HTTP: blind, one essay after another."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes.actions.attempt import submit_attempt
from quizzes.actions.marking import settle_due_essays
from quizzes.actions.response import save_responses
from quizzes.actions.scoring import score_pending_attempts
from quizzes.models import EssayMark
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.factories.quizzes import (
    grant_of,
    make_attempt,
    make_round_of_every_kind,
    right_answers,
)
from tests.quizzes.device import Device, problem_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest():
    """A contest in which somebody with a name of their own has written an essay."""
    now = timezone.now()
    round_ = make_round_of_every_kind(
        ("essay",), opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1)
    )
    round_.contest.organisation = OrganisationFactory()
    round_.contest.save()
    attempt = make_attempt(round_, UserFactory(full_name="Lò Thị Người Viết"), now=now)
    save_responses(grant_of(attempt, now), right_answers(attempt), now=now)
    submit_attempt(attempt.pk, now=now)
    score_pending_attempts(now=now)
    return round_.contest


@pytest.fixture
def desks(contest):
    """The devices of two trainers."""
    return [
        Device(MembershipFactory(trainer=True, organisation=contest.organisation).user)
        for _ in range(2)
    ]


def take(desk, contest):
    return desk.http.post(f"/api/v1/desk/contests/{contest.slug}/essays/next/", {}, "json")


def give(desk, contest, essay, points, **more):
    return desk.http.put(
        f"/api/v1/desk/contests/{contest.slug}/essays/{essay}/mark/",
        {"points": points, **more},
        "json",
    )


def test_a_marker_reads_the_text_and_the_rubric_and_nothing_about_its_writer(contest, desks):
    answer = take(desks[0], contest)

    shown = answer.json()
    assert shown["text"] == "Bài viết của tôi."
    assert [line["points"] for line in shown["rubric"]] == [7, 3]
    assert "Người Viết" not in answer.content.decode()
    assert set(shown) == {
        *("uuid", "stem", "limit", "text", "rubric", "is_referee", "points", "comment", "given")
    }


def test_a_marker_never_sees_the_other_mark(contest, desks):
    essay = take(desks[0], contest).json()["uuid"]
    give(desks[0], contest, essay, [6, 1], comment="Ý hay nhưng thiếu ví dụ")

    shown = take(desks[1], contest).json()

    assert (shown["uuid"], shown["points"], shown["comment"], shown["given"]) == (
        *(essay, None, "", False),
    )


def test_a_mark_is_given_taken_back_and_given_again(contest, desks):
    essay = take(desks[0], contest).json()["uuid"]

    given = give(desks[0], contest, essay, [6, 1], comment="Rõ")
    taken = desks[0].http.delete(f"/api/v1/desk/contests/{contest.slug}/essays/{essay}/mark/")
    again = give(desks[0], contest, essay, [5, 1])

    assert (given.json()["points"], given.json()["given"]) == ([6, 1], True)
    assert (taken.json()["points"], taken.json()["given"]) == (None, False)
    assert again.json()["points"] == [5, 1]
    assert EssayMark.objects.get().total == 6


def test_progress_counts_essays_and_own_marks(contest, desks):
    give(desks[0], contest, take(desks[0], contest).json()["uuid"], [6, 1])

    shown = desks[0].get(f"desk/contests/{contest.slug}/essays/").json()

    assert {name: shown[name] for name in ("essays", "waiting", "settled", "marks", "mine")} == {
        "essays": 1,
        "waiting": 1,
        "settled": 0,
        "marks": 1,
        "mine": 1,
    }
    assert desks[1].get("desk/essays/").json() == [
        {"slug": contest.slug, "title": contest.title, "waiting": 1}
    ]


def test_nothing_left_is_204(contest, desks):
    give(desks[0], contest, take(desks[0], contest).json()["uuid"], [6, 1])

    assert take(desks[0], contest).status_code == 204


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ([8, 3], 422),
        ([1], 422),
        ([], 422),
        ([1] * 51, 400),
        (["x", 1], 400),
        ([-1, 1], 400),
        ([True, 1], 400),
        ({}, 400),
        (None, 400),
    ],
)
def test_an_odd_mark_is_refused(contest, desks, body, status):
    essay = take(desks[0], contest).json()["uuid"]

    assert problem_of(give(desks[0], contest, essay, body))[0] == status
    assert EssayMark.objects.get().total is None


def test_strangers_see_no_essays(contest):
    stranger = Device(MembershipFactory(trainer=True, organisation=OrganisationFactory()).user)

    assert problem_of(take(stranger, contest))[0] == 404
    assert stranger.get("desk/essays/").json() == []


def test_organisers_read_the_notes_of_markers_once_the_points_are_settled(contest, desks):
    organiser = MembershipFactory(organiser=True, organisation=contest.organisation).user
    notes = f"desk/contests/{contest.slug}/essays/comments/"
    for desk, comment in zip(desks, ["Nghi chép lại", ""], strict=True):
        give(desk, contest, take(desk, contest).json()["uuid"], [5, 2], comment=comment)

    assert Device(organiser).get(notes).json() == []
    settle_due_essays(now=timezone.now() + timedelta(days=1))

    answer = Device(organiser).get(notes)
    assert [(one["comment"], one["total"]) for one in answer.json()] == [("Nghi chép lại", 7)]
    assert "Người Viết" not in answer.content.decode()
    assert desks[1].get(notes).status_code == 404
