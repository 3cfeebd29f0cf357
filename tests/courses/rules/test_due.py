"""By when lessons are to be done."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from courses.rules.due import Due, due_by, extended, lesson_dates, read_dues

FIRST = date(2026, 11, 2)
MODULES = [("dau", ["a", "b"]), ("sau", ["c"])]


def test_a_lessons_own_date_counts_before_its_modules():
    dues = read_dues(
        [
            {"of": "module", "key": "dau", "day": 7},
            {"of": "lesson", "key": "b", "on": "2026-11-20"},
            {"of": "module", "key": "gone", "day": 1},
        ]
    )

    # Day 1 is the first day itself.
    assert lesson_dates(MODULES, dues, FIRST) == {
        "a": date(2026, 11, 8),
        "b": date(2026, 11, 20),
    }


def test_a_day_is_over_only_with_its_evening():
    dates = {"a": date(2026, 11, 8), "b": date(2026, 11, 20)}

    assert [due_by(dates, date(2026, 11, day)) for day in (7, 8, 9, 20, 21)] == [0, 0, 1, 1, 2]


@given(st.dates(), st.integers(-30, 60), st.lists(st.integers(0, 90), max_size=5))
def test_an_extension_moves_every_date_and_none_to_the_front(closes_on, more, days):
    dates = {str(day): FIRST + timedelta(days=day) for day in days}

    own = extended(dates, closes_on, closes_on + timedelta(days=more))

    moved = timedelta(days=max(0, more))
    assert own == {key: day + moved for key, day in dates.items()}
    assert extended(dates, closes_on, None) == dates


def test_a_date_falls_on_the_day_that_is_named():
    assert Due("lesson", "a", day=1).falls_on(FIRST) == FIRST
    assert Due("lesson", "a", on=date(2027, 1, 1)).falls_on(FIRST) == date(2027, 1, 1)
