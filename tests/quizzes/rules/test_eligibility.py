"""Who may start, and how often."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.eligibility import (
    Applicant,
    Starts,
    age_on,
    attempts_left,
    ineligible,
    next_start,
    used_up,
)

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


@dataclass(frozen=True)
class Limits:
    per_day: int | None = None
    per_week: int | None = None
    per_round: int | None = None
    per_contest: int | None = None


@dataclass(frozen=True)
class Hours:
    weekdays: tuple[int, ...]
    opens: time
    closes: time


@dataclass(frozen=True)
class Conditions:
    minimum_age: int = 0
    maximum_age: int | None = None
    organisations: tuple[str, ...] = ()
    organisation_kinds: tuple[str, ...] = ()
    bars_committee: bool = True
    guardian_below_age: int = 16


numbers = st.none() | st.integers(1, 5)
moments = st.lists(st.integers(-1000, 1000), max_size=20).map(
    lambda hours: [NOON + timedelta(hours=number) for number in hours]
)


def local(text):
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


def test_days_are_the_contests_own_calendar_days():
    before_midnight = datetime(2026, 11, 20, 16, 59, tzinfo=UTC)
    after_midnight = datetime(2026, 11, 20, 17, 1, tzinfo=UTC)
    starts = Starts([before_midnight])

    assert attempts_left(starts, Limits(per_day=3), before_midnight, HANOI) == 2
    assert attempts_left(starts, Limits(per_day=3), after_midnight, HANOI) == 3


def test_weeks_begin_on_monday_and_count_every_round():
    sunday, monday = local("2026-11-22T23:59"), local("2026-11-23T00:00")
    starts = Starts([sunday], [local("2026-11-16T00:00")])

    assert attempts_left(starts, Limits(per_week=7), sunday, HANOI) == 5
    assert attempts_left(starts, Limits(per_week=7), monday, HANOI) == 7


def test_a_round_counts_its_own_starts_and_a_contest_all():
    starts = Starts([NOON], [NOON, NOON])

    assert attempts_left(starts, Limits(per_round=4), NOON, HANOI) == 3
    assert attempts_left(starts, Limits(per_contest=4), NOON, HANOI) == 1
    assert attempts_left(starts, Limits(), NOON, HANOI) is None


@given(moments, moments, st.builds(Limits, numbers, numbers, numbers, numbers))
def test_what_is_used_up_leaves_nothing_and_each_start_takes_one(here, elsewhere, limits):
    left = attempts_left(Starts(here, elsewhere), limits, NOON, HANOI)

    assert (used_up(Starts(here, elsewhere), limits, NOON, HANOI) is not None) == (left == 0)
    if left is not None:
        after = attempts_left(Starts([*here, NOON], elsewhere), limits, NOON, HANOI)
        assert after == max(0, left - 1)


@pytest.mark.parametrize(
    ("limits", "limit", "free_at"),
    [
        (Limits(per_day=1), "day", "2026-11-21T00:00"),
        (Limits(per_day=1, per_week=1), "week", "2026-11-23T00:00"),
        (Limits(per_day=1, per_round=1), "round", None),
        (Limits(per_week=1, per_contest=1), "contest", None),
    ],
)
def test_the_limit_that_holds_longest_is_named(limits, limit, free_at):
    used = used_up(Starts([NOON]), limits, NOON, HANOI)

    assert (used.limit, used.allowed) == (limit, 1)
    assert used.free_at == (local(free_at) if free_at else None)


OFFICE = (
    Hours((1, 2, 3, 4, 5), time(7, 30), time(11)),
    Hours((1, 2, 3, 4, 5), time(13), time(17)),
)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-20T07:29", "2026-11-20T07:30"),
        ("2026-11-20T07:30", "2026-11-20T07:30"),
        ("2026-11-20T10:59", "2026-11-20T10:59"),
        ("2026-11-20T11:00", "2026-11-20T13:00"),
        ("2026-11-20T17:00", "2026-11-23T07:30"),
        ("2026-11-27T17:00", None),
    ],
)
def test_the_next_start_is_within_opening_hours_and_the_window(moment, expected):
    found = next_start(local(moment), OFFICE, local("2026-11-28T21:00"), HANOI)

    assert found == (local(expected) if expected else None)


def test_without_hours_the_whole_window_is_open():
    assert next_start(NOON, (), NOON + timedelta(hours=1), HANOI) == NOON
    assert next_start(NOON, (), NOON, HANOI) is None


ADULT = Applicant(date(1990, 9, 2), frozenset({"08", "08-01"}), frozenset({"province", "school"}))
PUPIL = Applicant(date(2012, 5, 19), has_guardian=True)
TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("applicant", "conditions", "reason"),
    [
        (ADULT, Conditions(), None),
        (ADULT, Conditions(minimum_age=37), "too_young"),
        (ADULT, Conditions(maximum_age=35), "too_old"),
        (ADULT, Conditions(maximum_age=36), None),
        (ADULT, Conditions(organisations=("08",)), None),
        (ADULT, Conditions(organisations=("01",)), "organisation"),
        (ADULT, Conditions(organisation_kinds=("school",)), None),
        (ADULT, Conditions(organisation_kinds=("agency",)), "organisation_kind"),
        (PUPIL, Conditions(minimum_age=14), None),
        (Applicant(date(2012, 5, 19)), Conditions(), "no_guardian"),
        (Applicant(date(2012, 5, 19)), Conditions(guardian_below_age=14), None),
        (Applicant(None), Conditions(), None),
        (Applicant(None), Conditions(maximum_age=60), "age_unknown"),
        (Applicant(None, is_committee=True), Conditions(), "committee"),
        (Applicant(None, is_committee=True), Conditions(bars_committee=False), None),
    ],
)
def test_who_may_take_part(applicant, conditions, reason):
    assert ineligible(applicant, conditions, TODAY) == reason
