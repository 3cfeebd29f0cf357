"""Whether somebody keeps up."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rules.pace import fewest_lessons, lessons_by_now

FIRST = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("day", "lessons"), [(-1, 0), (0, 0), (15, 20), (29, 38), (30, 40), (90, 40)]
)
def test_lessons_are_spread_evenly(day, lessons):
    due_on = FIRST + timedelta(days=29)

    assert lessons_by_now(40, FIRST, due_on, FIRST + timedelta(days=day)) == lessons


def test_a_tenth_behind_is_no_trouble():
    assert fewest_lessons(40, FIRST, FIRST + timedelta(days=29), FIRST + timedelta(days=15)) == 16
    assert fewest_lessons(5, FIRST, FIRST, FIRST) == 0


@given(
    total=st.integers(0, 200),
    length=st.integers(0, 400),
    more=st.integers(0, 100),
    day=st.integers(-30, 500),
)
def test_more_time_never_asks_for_more(total, length, more, day):
    due_on, today = FIRST + timedelta(days=length), FIRST + timedelta(days=day)

    sooner = lessons_by_now(total, FIRST, due_on, today)
    later = lessons_by_now(total, FIRST, due_on + timedelta(days=more), today)

    assert 0 <= later <= sooner <= total
