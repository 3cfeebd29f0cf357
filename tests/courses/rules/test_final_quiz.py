"""The final quiz: spread over the modules, passed by its percentage."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rules.final_quiz import drawn, is_passed, tries_left

MODULES = st.lists(st.lists(st.integers(1, 60), max_size=12), max_size=8)


@given(MODULES, st.integers(1, 30), st.integers())
def test_items_differ_and_are_as_many_as_there_may_be(modules, count, seed):
    items = drawn(modules, count, Random(seed))

    everything = {item for pile in modules for item in pile}
    assert len(set(items)) == len(items) == min(count, len(everything))
    assert set(items) <= everything


@given(st.integers(1, 12), st.integers())
def test_modules_give_evenly(count, seed):
    modules = [range(10), range(10, 20), range(20, 30)]

    items = drawn(modules, count, Random(seed))

    given_by = [sum(item in module for item in items) for module in modules]
    assert max(given_by) - min(given_by) <= 1


def test_equal_lots_draw_equally():
    assert drawn([[1, 2, 3], [4, 5]], 3, Random(7)) == drawn([[1, 2, 3], [4, 5]], 3, Random(7))


@pytest.mark.parametrize(
    ("right", "items", "percent", "passed"),
    [(12, 15, 80, True), (11, 15, 80, False), (0, 0, 1, False), (1, 1, 100, True)],
)
def test_passing_is_a_share_of_the_items(right, items, percent, passed):
    assert is_passed(right, items, percent) is passed


def test_tries_are_never_fewer_than_none():
    assert [tries_left(begun, 2) for begun in (0, 1, 2, 3)] == [2, 1, 0, 0]
