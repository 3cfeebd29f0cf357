"""Lessons that open others: what is closed, what opens it, and traps that nobody leaves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rules.lesson_order import (
    closed_lessons,
    find_loop,
    needed_before,
    opened_by,
    still_needed,
)

LESSONS = ["a", "b", "c", "d"]
AFTER = st.dictionaries(
    st.sampled_from(LESSONS), st.lists(st.sampled_from(LESSONS), max_size=3), max_size=4
)


@pytest.mark.parametrize(
    ("order", "after", "before"),
    [
        ("free", {}, {}),
        ("in_order", {}, {"b": ["a"], "c": ["b"], "d": ["c"]}),
        ("free", {"d": ["a", "b"]}, {"d": ["a", "b"]}),
        ("in_order", {"d": ["a", "c"]}, {"b": ["a"], "c": ["b"], "d": ["c", "a"]}),
        ("free", {"b": ["gone", "b"], "gone": ["a"]}, {}),
    ],
)
def test_what_opens_a_lesson(order, after, before):
    assert needed_before(LESSONS, order, after) == before


def test_a_closed_lesson_names_what_is_still_needed():
    before = {"c": ["a", "b"], "d": ["c"]}

    assert still_needed("c", before, {"a"}) == ["b"]
    assert still_needed("a", before, set()) == []
    assert closed_lessons(before, {"a", "b"}) == {"d"}
    assert closed_lessons(before, {"d"}) == {"c"}


def test_what_was_read_too_early_opens_in_a_row():
    before = {"b": ["a"], "c": ["b"], "d": ["c", "x"]}

    assert opened_by(before, {"a"}, ["d", "c", "b"]) == ["b", "c"]


@given(AFTER, st.sampled_from(["free", "in_order"]), st.permutations(LESSONS))
def test_the_order_in_which_lessons_are_shown_makes_no_difference(after, order, shown):
    before = needed_before(LESSONS, order, after)
    done: set[str] = set()
    seen: list[str] = []
    for key in shown:
        seen.append(key)
        done.update(opened_by(before, done, seen))

    assert done == set(opened_by(before, set(), LESSONS))


@given(AFTER, st.sampled_from(["free", "in_order"]))
def test_without_a_loop_every_lesson_can_be_done(after, order):
    before = needed_before(LESSONS, order, after)

    stuck = find_loop(before)

    assert sorted({*opened_by(before, set(), LESSONS), *stuck}) == LESSONS
    assert not set(stuck) & set(opened_by(before, set(), LESSONS))


def test_lessons_that_wait_for_each_other_are_found():
    assert find_loop({"a": ["b"], "b": ["a"], "c": ["a"], "d": ["x"]}) == ["a", "b", "c"]
    assert find_loop(needed_before(LESSONS, "in_order", {"a": ["d"]})) == LESSONS
