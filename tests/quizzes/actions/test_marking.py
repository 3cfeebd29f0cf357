"""Essays are marked in pairs, blind; their points reach the score once they are settled."""

from datetime import timedelta

import pytest

from backend.common.errors import NotVisible
from backend.common.models import AuditEntry
from quizzes.actions.attempt import submit_attempt
from quizzes.actions.marking import (
    KEPT_FOR,
    MAY_BE_TAKEN_BACK,
    give_mark,
    settle_due_essays,
    take_back_mark,
    take_next_essay,
)
from quizzes.actions.response import save_responses
from quizzes.actions.round import close_due_rounds
from quizzes.actions.scoring import score_pending_attempts
from quizzes.errors import InvalidMark, MarkSettled
from quizzes.models import Attempt, Essay, EssayMark, Score, Standing
from quizzes.permissions import marked_contests
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.factories.quizzes import (
    CLOSES_AT,
    NOON,
    grant_of,
    make_attempt,
    make_round_of_every_kind,
    right_answers,
)

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(minutes=10)
SETTLED = LATER + MAY_BE_TAKEN_BACK


def hand_in_essay(round_, user=None):
    attempt = make_attempt(round_, user)
    save_responses(grant_of(attempt), right_answers(attempt), now=NOON)
    submit_attempt(attempt.pk, now=NOON + timedelta(minutes=5))
    return attempt


@pytest.fixture
def round_():
    made = make_round_of_every_kind(("single", "essay"), essays={"largest_difference": 2})
    made.contest.organisation = OrganisationFactory()
    made.contest.save()
    return made


@pytest.fixture
def attempt(round_):
    """An attempt whose essay waits to be marked."""
    made = hand_in_essay(round_)
    score_pending_attempts(now=LATER)
    return made


@pytest.fixture
def organiser(round_):
    return MembershipFactory(organiser=True, organisation=round_.contest.organisation).user


@pytest.fixture
def markers(round_):
    """Two trainers of the contest's organisation."""
    own = round_.contest.organisation
    return [MembershipFactory(trainer=True, organisation=own).user for _ in range(2)]


def mark(round_, marker, points, now=LATER):
    taken = take_next_essay(round_.contest, marker, now=now)
    return give_mark(taken.essay.uuid, marker, points, "", now=now)


def test_two_marks_that_agree_become_points_of_the_paper(round_, attempt, markers):
    mark(round_, markers[0], [5, 2])
    mark(round_, markers[1], [6, 2])

    assert settle_due_essays(now=SETTLED - timedelta(seconds=1)) == 0
    assert settle_due_essays(now=SETTLED) == 1

    essay, score = Essay.objects.get(), Score.objects.get()
    assert (essay.state, essay.points) == ("settled", 8)
    assert (score.points, score.correct_items, score.run.number) == (18, 1, 1)
    assert Attempt.objects.get().state == "scored"
    assert Standing.objects.get().points == 18


def test_settling_again_changes_nothing(round_, attempt, markers):
    for marker in markers:
        mark(round_, marker, [7, 3])
    settle_due_essays(now=SETTLED)

    assert settle_due_essays(now=SETTLED) == 0
    assert Score.objects.get().points == 20


def test_a_round_with_unmarked_essays_is_not_ranked(round_, attempt, markers):
    after = CLOSES_AT + timedelta(minutes=5)

    assert close_due_rounds(now=after) == 0

    for marker in markers:
        mark(round_, marker, [7, 3], now=after)
    settle_due_essays(now=after + MAY_BE_TAKEN_BACK)
    assert close_due_rounds(now=after + MAY_BE_TAKEN_BACK) == 1
    assert round_.rankings.get().rows.get().points == 20


def test_marks_that_differ_go_to_an_organiser_who_decides(round_, attempt, markers, organiser):
    mark(round_, markers[0], [7, 3])
    mark(round_, markers[1], [2, 1])
    settle_due_essays(now=SETTLED)

    assert Essay.objects.get().state == "disputed"
    assert not Score.objects.exists()
    third = MembershipFactory(trainer=True, organisation=round_.contest.organisation).user
    assert take_next_essay(round_.contest, third, now=SETTLED) is None

    assert mark(round_, organiser, [4, 2], now=SETTLED).is_referee
    settle_due_essays(now=SETTLED + MAY_BE_TAKEN_BACK)

    assert Essay.objects.get().points == 6
    assert Score.objects.get().points == 16


def test_who_marked_an_essay_never_referees_it(round_, attempt, markers, organiser):
    mark(round_, organiser, [7, 3])
    mark(round_, markers[0], [0, 0])
    settle_due_essays(now=SETTLED)

    assert take_next_essay(round_.contest, organiser, now=SETTLED) is None


def test_one_marker_is_enough_where_the_rulebook_says_so(markers):
    round_ = make_round_of_every_kind(("essay",), essays={"markers": 1})
    hand_in_essay(round_)
    score_pending_attempts(now=LATER)

    mark(round_, markers[0], [7, 3])

    assert take_next_essay(round_.contest, markers[1], now=LATER) is None
    settle_due_essays(now=SETTLED)
    assert Score.objects.get().points == 10


def test_an_essay_in_the_hands_of_two_is_not_offered_to_a_third(round_, attempt, markers):
    for marker in markers:
        take_next_essay(round_.contest, marker, now=LATER)

    assert take_next_essay(round_.contest, UserFactory(), now=LATER) is None
    assert take_next_essay(round_.contest, UserFactory(), now=LATER + KEPT_FOR) is not None


def test_the_essay_in_hand_comes_again_until_it_is_marked(round_, markers):
    for _ in range(3):
        hand_in_essay(round_)
    score_pending_attempts(now=LATER)

    first = take_next_essay(round_.contest, markers[0], now=LATER)

    assert take_next_essay(round_.contest, markers[0], now=LATER).essay == first.essay
    give_mark(first.essay.uuid, markers[0], [1, 1], "", now=LATER)
    assert take_next_essay(round_.contest, markers[0], now=LATER).essay != first.essay


def test_nobody_marks_an_essay_of_their_own(round_, markers):
    hand_in_essay(round_, markers[0])
    score_pending_attempts(now=LATER)

    assert take_next_essay(round_.contest, markers[0], now=LATER) is None
    assert take_next_essay(round_.contest, markers[1], now=LATER) is not None


def test_a_mark_may_be_taken_back_until_it_is_settled(round_, attempt, markers):
    mark(round_, markers[0], [7, 3])
    given = mark(round_, markers[1], [2, 1])

    take_back_mark(given.essay.uuid, markers[1], now=LATER)

    assert settle_due_essays(now=SETTLED) == 0
    again = take_next_essay(round_.contest, markers[1], now=LATER)
    assert (again.essay, again.points) == (given.essay, None)
    mark(round_, markers[1], [7, 3])
    settle_due_essays(now=SETTLED)
    with pytest.raises(MarkSettled):
        take_back_mark(given.essay.uuid, markers[1], now=SETTLED)
    with pytest.raises(MarkSettled):
        give_mark(given.essay.uuid, markers[1], [0, 0], "", now=SETTLED)


@pytest.mark.parametrize("points", [[8, 3], [7], [7, 3, 1], [-1, 3], [1.5, 3]])
def test_a_mark_outside_of_the_rubric_changes_nothing(round_, attempt, markers, points):
    taken = take_next_essay(round_.contest, markers[0], now=LATER)

    with pytest.raises(InvalidMark):
        give_mark(taken.essay.uuid, markers[0], points, "", now=LATER)

    assert EssayMark.objects.get().points is None


def test_an_essay_that_was_not_taken_is_not_there(round_, attempt, markers):
    with pytest.raises(NotVisible):
        give_mark(Essay.objects.get().uuid, markers[0], [1, 1], "", now=LATER)


def test_a_mark_is_audited_without_names(round_, attempt, markers):
    mark(round_, markers[0], [5, 2])

    entry = AuditEntry.objects.get(action="essay.marked")
    assert entry.actor == markers[0].uuid
    assert markers[0].full_name not in str(entry.details)


def test_organisers_and_trainers_of_the_contests_organisation_mark(round_, organiser, markers):
    stranger = MembershipFactory(trainer=True, organisation=OrganisationFactory()).user
    member = MembershipFactory(organisation=round_.contest.organisation).user

    may = {user for user in (organiser, *markers, stranger, member) if marked_contests(user)}

    assert may == {organiser, *markers}
