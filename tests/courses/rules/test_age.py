"""Ages as days of birth."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from courses.rules.age import born_after, born_by

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1))


def age(born, today):
    """As people count: a year more on each birthday; of 29 February on 1 March."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def test_a_birthday_counts_from_its_morning():
    assert born_by(18, date(2026, 11, 22)) == date(2008, 11, 22)
    assert born_after(60, date(2026, 11, 22)) == date(1965, 11, 22)
    assert born_by(18, date(2028, 2, 29)) == date(2010, 2, 28)


@given(DAYS, st.integers(0, 80), st.integers(0, 40_000))
def test_bounds_agree_with_counted_ages(today, years, days):
    born = today - timedelta(days=days) if days < today.toordinal() else today

    assert (born <= born_by(years, today)) == (age(born, today) >= years)
    assert (born > born_after(years, today)) == (age(born, today) <= years)
