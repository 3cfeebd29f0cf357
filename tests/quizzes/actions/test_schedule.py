"""Planning rounds and choosing what they draw from."""

from datetime import date, time, timedelta

import pytest

from quizzes.actions.schedule import (
    RoundPlan,
    add_round,
    change_round,
    choose_topics,
    plan_weeks,
    remove_round,
)
from quizzes.errors import RoundBegan, RoundsOverlap, TopicsTooSmall
from quizzes.models import Round
from quizzes.queries.rulebook import rulebook_of
from quizzes.rules.schedule import WeeklyPlan
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import NOON, make_attempt, make_items, make_round

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
FOUR_WEEKS = WeeklyPlan(weeks=4, opens_day=1, opens=time(8), closes_day=7, closes=time(22))


@pytest.fixture
def organiser():
    return UserFactory()


@pytest.fixture
def planned():
    """A round that opens tomorrow, of a contest that nobody sees yet."""
    return make_round(opens_at=NOON + DAY, closes_at=NOON + 3 * DAY, is_visible=False)


def test_weeks_take_the_place_of_what_has_not_opened_and_keep_its_pool(planned, organiser):
    plan_weeks(planned.contest_id, FOUR_WEEKS, date(2026, 11, 30), actor=organiser, now=NOON)

    rounds = Round.objects.filter(contest=planned.contest)
    assert [one.title for one in rounds] == ["Tuần 1", "Tuần 2", "Tuần 3", "Tuần 4"]
    assert {one.round_items.count() for one in rounds} == {8}


def test_weeks_leave_rounds_that_have_opened(organiser):
    opened = make_round()

    plan_weeks(opened.contest_id, FOUR_WEEKS, date(2026, 12, 7), actor=organiser, now=NOON)

    assert [one.number for one in Round.objects.filter(contest=opened.contest)] == [1, 2, 3, 4, 5]


def test_a_round_that_has_opened_keeps_its_times_but_may_be_renamed(organiser):
    opened = make_round()

    with pytest.raises(RoundBegan):
        change_round(opened.contest_id, 1, {"closes_at": NOON + 9 * DAY}, actor=organiser, now=NOON)
    change_round(opened.contest_id, 1, {"title": "Vòng loại"}, actor=organiser, now=NOON)

    renamed = Round.objects.get(pk=opened.pk)
    assert (renamed.title, renamed.closes_at) == ("Vòng loại", opened.closes_at)


def test_windows_of_a_public_contest_never_lie_over_each_other(organiser):
    public = make_round(opens_at=NOON + DAY, closes_at=NOON + 3 * DAY)
    plan = RoundPlan("Vòng 2", NOON + 2 * DAY, NOON + 4 * DAY)

    with pytest.raises(RoundsOverlap):
        add_round(public.contest_id, plan, actor=organiser, now=NOON)

    assert Round.objects.filter(contest=public.contest).count() == 1


def test_rounds_after_a_removed_one_move_up(planned, organiser):
    for day in (4, 6):
        plan = RoundPlan(f"Ngày {day}", NOON + day * DAY, NOON + (day + 1) * DAY)
        add_round(planned.contest_id, plan, actor=organiser, now=NOON)

    remove_round(planned.contest_id, 2, actor=organiser, now=NOON)

    left = Round.objects.filter(contest=planned.contest).values_list("number", "title")
    assert list(left) == [(1, "Vòng 1"), (2, "Ngày 6")]


def test_a_round_that_has_opened_is_not_removed(organiser):
    opened = make_round()

    with pytest.raises(RoundBegan):
        remove_round(opened.contest_id, 1, actor=organiser, now=NOON)

    assert Round.objects.filter(pk=opened.pk).exists()


def test_topics_fill_the_pool_and_fit_the_paper(planned, organiser):
    make_items(6, "vneid")

    choose_topics(planned.contest_id, ["vneid"], actor=organiser, now=NOON)

    planned = Round.objects.get(pk=planned.pk)
    assert rulebook_of(planned).blueprint == {("vneid", "easy"): 4}
    assert set(planned.round_items.values_list("version__item__topic__code", flat=True)) == {
        "vneid"
    }
    assert planned.rulebook.number == 2


def test_topics_that_hold_too_little_are_refused_and_change_nothing(planned, organiser):
    make_items(2, "vneid")

    with pytest.raises(TopicsTooSmall):
        choose_topics(planned.contest_id, ["vneid"], actor=organiser, now=NOON)

    assert planned.contest.rulebooks.count() == 1
    assert planned.round_items.count() == 8


def test_topics_stay_once_somebody_has_begun(organiser):
    opened = make_round()
    make_attempt(opened)

    with pytest.raises(RoundBegan):
        choose_topics(opened.contest_id, ["nghi-quyet-57"], actor=organiser, now=NOON)
