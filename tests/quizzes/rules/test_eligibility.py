"""Who may start, and how often."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.eligibility import age_on, attempts_left

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
dates = st.dates(date(1900, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("today", "age"),
    [
        (date(2026, 5, 18), 13),
        (date(2026, 5, 19), 14),
        (date(2026, 12, 31), 14),
        (date(2027, 5, 18), 14),
    ],
)
def test_age_grows_on_the_birthday(today, age):
    assert age_on(date(2012, 5, 19), today) == age


def test_a_leap_day_child_grows_older_on_the_first_of_march():
    born = date(2012, 2, 29)

    assert age_on(born, date(2026, 2, 28)) == 13
    assert age_on(born, date(2026, 3, 1)) == 14


@given(dates, st.integers(0, 40000))
def test_age_never_shrinks(born, days):
    today = min(date(2100, 1, 1), born + timedelta(days=days))

    assert 0 <= age_on(born, today) <= age_on(born, today + timedelta(days=1))


def test_days_are_the_contests_own_calendar_days():
    before_midnight = datetime(2026, 11, 20, 16, 59, tzinfo=UTC)
    after_midnight = datetime(2026, 11, 20, 17, 1, tzinfo=UTC)

    assert attempts_left([before_midnight], 3, before_midnight, HANOI) == 2
    assert attempts_left([before_midnight], 3, after_midnight, HANOI) == 3


@given(st.lists(st.integers(-100, 100), max_size=20), st.integers(1, 5))
def test_attempts_left_is_within_bounds_and_falls_with_each_start(hours, per_day):
    started = [NOON + timedelta(hours=number) for number in hours]

    left = attempts_left(started, per_day, NOON, HANOI)

    assert 0 <= left <= per_day
    assert attempts_left([*started, NOON], per_day, NOON, HANOI) == max(0, left - 1)
