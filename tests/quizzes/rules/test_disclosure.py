"""Small groups are told together, and never alone."""

from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.disclosure import merged_units


def test_small_units_are_merged():
    assert merged_units({"a": 3, "b": 9, "c": 4, "d": 5}) == {"a", "c"}
    assert merged_units({"a": 5, "b": 9}) == set()
    assert merged_units({}) == set()


def test_one_small_unit_takes_the_next_smallest_along():
    assert merged_units({"a": 2, "b": 9, "c": 6}) == {"a", "c"}


@given(st.dictionaries(st.integers(), st.integers(1, 20)))
def test_nothing_told_is_small_unless_everything_is(people):
    merged = merged_units(people)
    together = sum(people[unit] for unit in merged)

    assert all(people[unit] >= 5 for unit in people if unit not in merged)
    assert not merged or together >= 5 or merged == set(people)
