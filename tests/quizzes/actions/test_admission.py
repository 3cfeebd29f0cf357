"""Who may start, when and how often, as each rulebook says."""

from datetime import date, timedelta

import pytest

from backend.accounts.models import Consent
from quizzes.errors import NoAttemptsLeft, NotEligible, OutsideOpeningHours
from quizzes.models import Attempt, Participant, Round
from quizzes.queries.applicant import ineligible_participants
from quizzes.queries.rulebook import rulebook_of
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.factories.quizzes import NOON, hand_in, make_attempt, make_round

pytestmark = pytest.mark.django_db
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def another_round(first, number=2):
    second = Round.objects.create(
        contest=first.contest,
        rulebook=first.rulebook,
        number=number,
        title=f"Vòng {number}",
        opens_at=first.opens_at,
        closes_at=first.closes_at,
    )
    second.pool.set(first.pool.all())
    return second


@pytest.mark.parametrize(
    ("attempts", "limit", "next_at"),
    [
        ({"per_day": 1}, "day", "2026-11-21T00:00:00+07:00"),
        ({"per_week": 1}, "week", None),
        ({"per_round": 1}, "round", None),
        ({"per_contest": 1}, "contest", None),
    ],
)
def test_a_refused_start_says_which_limit_and_when_the_next_may_be(attempts, limit, next_at):
    round_, user = make_round(attempts=attempts), UserFactory()
    hand_in(make_attempt(round_, user))

    with pytest.raises(NoAttemptsLeft) as refused:
        make_attempt(round_, user, now=NOON + HOUR)

    assert refused.value.facts == {"limit": limit, "allowed": 1, "next_at": next_at}
    assert Attempt.objects.count() == 1


def test_the_refusal_is_said_in_words():
    round_, user = make_round(attempts={"per_day": 1}), UserFactory()
    hand_in(make_attempt(round_, user))

    with pytest.raises(NoAttemptsLeft) as refused:
        make_attempt(round_, user, now=NOON + HOUR)

    assert refused.value.detail == (
        "Mỗi ngày được thi 1 lượt. Lượt tiếp theo: 0 giờ, thứ Bảy ngày 21/11/2026."
    )


@pytest.mark.parametrize(
    ("attempts", "refused"),
    [({"per_day": 1}, True), ({"per_contest": 1}, True), ({"per_round": 1}, False)],
)
def test_days_and_contests_count_every_round(attempts, refused):
    first, user = make_round(attempts=attempts), UserFactory()
    hand_in(make_attempt(first, user))
    second = another_round(first)

    if refused:
        with pytest.raises(NoAttemptsLeft):
            make_attempt(second, user, now=NOON + HOUR)
    else:
        assert make_attempt(second, user, now=NOON + HOUR).number == 1


def test_starts_are_taken_within_opening_hours_alone():
    hours = [{"weekdays": [5, 6], "opens": "07:00", "closes": "12:00"}]
    round_, user = make_round(opening_hours=hours), UserFactory()

    with pytest.raises(OutsideOpeningHours) as refused:
        make_attempt(round_, user)  # it is Friday, noon

    assert refused.value.facts == {"next_at": "2026-11-21T07:00:00+07:00"}
    assert not Attempt.objects.exists()
    assert make_attempt(round_, user, now=NOON - MINUTE).deadline_at > NOON


def test_committee_members_are_barred():
    round_, user = make_round(), UserFactory()
    round_.contest.committee.add(user)

    with pytest.raises(NotEligible) as refused:
        make_attempt(round_, user)

    assert refused.value.facts == {"reason": "committee"}
    assert not Participant.objects.exists()


def test_a_contest_of_one_subtree_takes_its_people_alone():
    province = OrganisationFactory(code="08")
    commune = OrganisationFactory(parent=province, code="08-1")
    inside = MembershipFactory(user=UserFactory(), organisation=commune).user
    round_ = make_round(eligibility={"organisations": ["08"]})

    assert make_attempt(round_, inside).number == 1
    with pytest.raises(NotEligible) as refused:
        make_attempt(round_, UserFactory())
    assert refused.value.facts == {"reason": "organisation"}


def test_a_child_needs_a_guardian():
    child = UserFactory(birth_date=date(2011, 5, 19))
    round_ = make_round()
    with pytest.raises(NotEligible):
        make_attempt(round_, child)

    Consent.objects.create(
        user=child,
        purpose="taking_part",
        granted=True,
        text_hash="0",
        guardian_name="Nguyễn Thị Lan",
        given_at=NOON,
    )

    assert make_attempt(round_, child).number == 1


def test_whoever_joined_the_committee_later_is_found():
    round_ = make_round()
    players = [make_attempt(round_).participant for _ in range(3)]
    round_.contest.committee.add(players[1].user)

    found = ineligible_participants(round_.contest, rulebook_of(round_), NOON.date())

    assert list(found) == [(players[1].pk, "committee")]
