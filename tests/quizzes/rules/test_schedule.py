"""Weekly plans and windows that lie over each other."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.schedule import WeeklyPlan, Window, clashes

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
plans = st.builds(
    WeeklyPlan,
    weeks=st.integers(1, 20),
    opens_day=st.integers(1, 7),
    opens=st.times(),
    closes_day=st.integers(1, 7),
    closes=st.times(),
)


def test_four_weeks_from_monday_morning_to_sunday_night():
    plan = WeeklyPlan(weeks=4, opens_day=1, opens=time(8), closes_day=7, closes=time(22))

    windows = plan.windows(date(2026, 11, 25), ZONE)

    assert [one.number for one in windows] == [1, 2, 3, 4]
    assert windows[0].opens_at == datetime(2026, 11, 30, 8, tzinfo=ZONE)
    assert windows[0].closes_at == datetime(2026, 12, 6, 22, tzinfo=ZONE)
    assert windows[3].closes_at == datetime(2026, 12, 27, 22, tzinfo=ZONE)
    assert clashes(windows) == []


def test_a_plan_within_one_day_and_one_over_the_weekend():
    day = WeeklyPlan(weeks=1, opens_day=3, opens=time(8), closes_day=3, closes=time(9))
    weekend = WeeklyPlan(weeks=1, opens_day=6, opens=time(20), closes_day=1, closes=time(6))

    (short,) = day.windows(date(2026, 11, 25), ZONE)
    (long,) = weekend.windows(date(2026, 11, 25), ZONE)

    assert short.closes_at - short.opens_at == timedelta(hours=1)
    assert long.closes_at == datetime(2026, 11, 30, 6, tzinfo=ZONE)


@given(plans, st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_windows_close_after_they_open_and_begin_within_a_week(plan, first_on):
    windows = plan.windows(first_on, ZONE)

    assert len(windows) == plan.weeks
    assert all(one.closes_at > one.opens_at for one in windows)
    assert timedelta() <= windows[0].opens_at.date() - first_on < timedelta(days=7)
    assert clashes(windows) == []


def test_clashes_names_the_rounds_and_touching_windows_do_not_clash():
    at = [datetime(2026, 11, day, tzinfo=ZONE) for day in range(1, 6)]

    assert clashes([Window(2, at[1], at[3]), Window(1, at[0], at[1])]) == []
    assert clashes([Window(1, at[0], at[2]), Window(2, at[1], at[3])]) == [(1, 2)]
