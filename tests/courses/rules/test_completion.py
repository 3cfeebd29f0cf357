"""What completes a course, what is still wanted, and where to go on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rules.completion import (
    FINAL_QUIZ,
    LESSONS,
    QUIZ_PERCENT,
    SESSIONS,
    Rule,
    Shown,
    are_met,
    demands,
    lessons_wanted,
    next_lesson,
    percent,
)

EVERYTHING = Rule(lessons=3, quiz_percent=80, sessions=2, final_quiz=True)
SHOWN = st.builds(
    Shown,
    lessons=st.integers(0, 9),
    right=st.integers(0, 20),
    asked=st.integers(20, 40),
    sessions=st.integers(0, 5),
    has_passed=st.booleans(),
)
RULES = st.builds(
    Rule,
    lessons=st.integers(0, 9),
    quiz_percent=st.none() | st.integers(1, 100),
    sessions=st.none() | st.integers(1, 5),
    final_quiz=st.booleans(),
)


def told(rule, shown):
    return [(one.kind, one.reached, one.wanted, one.is_met) for one in demands(rule, shown)]


def test_every_line_of_a_rule_is_told_and_met_alone():
    # 8 of 11 are 72.7 percent, and 72 is told: nobody reads 73 and fails at 73.
    shown = Shown(lessons=4, right=8, asked=11, sessions=1, has_passed=True)

    assert told(EVERYTHING, shown) == [
        (LESSONS, 3, 3, True),
        (QUIZ_PERCENT, 72, 80, False),
        (SESSIONS, 1, 2, False),
        (FINAL_QUIZ, 1, 1, True),
    ]


@pytest.mark.parametrize(
    ("missing", "is_complete"),
    [
        ({}, True),
        ({"lessons": 2}, False),
        ({"right": 7}, False),
        ({"sessions": 1}, False),
        ({"has_passed": False}, False),
    ],
)
def test_all_of_it_is_asked_together(missing, is_complete):
    whole = {"lessons": 3, "right": 8, "asked": 10, "sessions": 2, "has_passed": True}

    assert are_met(demands(EVERYTHING, Shown(**whole | missing))) is is_complete


def test_a_rule_of_lessons_alone_asks_for_nothing_else():
    assert told(Rule(lessons=3), Shown(lessons=3)) == [(LESSONS, 3, 3, True)]


def test_where_nothing_is_asked_any_more_all_of_it_is_right():
    assert (percent(0, 0), percent(0, 3), percent(2, 3), percent(3, 3)) == (100, 0, 66, 100)


@given(RULES, SHOWN, SHOWN)
def test_who_has_shown_more_never_lacks_more(rule, one, other):
    more = Shown(
        lessons=one.lessons + other.lessons,
        right=max(one.right, other.right),
        asked=min(one.asked, other.asked),
        sessions=one.sessions + other.sessions,
        has_passed=one.has_passed or other.has_passed,
    )
    before, after = demands(rule, one), demands(rule, more)

    assert [a.kind for a in before] == [b.kind for b in after]
    assert all(b.reached >= a.reached for a, b in zip(before, after, strict=True))
    assert are_met(after) or not are_met(before)


@given(RULES, SHOWN)
def test_completed_is_when_no_line_lacks_anything(rule, shown):
    found = demands(rule, shown)

    assert are_met(found) == (sum(max(0, one.wanted - one.reached) for one in found) == 0)


def test_no_more_lessons_are_wanted_than_there_are():
    assert [lessons_wanted(3, wanted) for wanted in (None, 2, 9)] == [3, 2, 3]


@pytest.mark.parametrize(
    ("done", "last", "closed", "expected"),
    [
        (set(), "", (), "a"),
        ({"a"}, "a", (), "b"),
        ({"a"}, "c", (), "c"),
        ({"a", "c"}, "c", (), "b"),
        ({"b"}, "gone", (), "a"),
        ({"a", "b", "c"}, "c", (), None),
        ({"a"}, "b", {"b"}, "c"),
        ({"a"}, "b", {"b", "c"}, "b"),
    ],
)
def test_one_goes_on_where_one_stopped(done, last, closed, expected):
    assert next_lesson(done, ["a", "b", "c"], last, closed) == expected
