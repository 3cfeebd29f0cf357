"""How many hand-ins to expect."""

from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.forecast import forecast

counts = st.lists(st.integers(0, 5000), max_size=40)


def test_a_steady_pace_goes_on_until_the_close():
    found = forecast([6] * 20, [], minutes_to_close=5, ahead=8)

    assert found.expected == (6, 6, 6, 6, 6, 6, 0, 0)
    assert (found.peak, found.peak_in_minutes) == (6, 0)


def test_the_ends_of_running_papers_are_the_rush():
    due = [0] * 9 + [400]

    found = forecast([10] * 20, due, minutes_to_close=9, ahead=12)

    assert (found.peak, found.peak_in_minutes) == (200, 9)
    assert found.expected[10:] == (0, 0)


def test_a_growing_pace_is_carried_on_for_ten_minutes():
    found = forecast([10] * 10 + [20] * 10, [], minutes_to_close=60, ahead=60)

    assert found.expected[0] == 20
    assert found.expected[10] == found.expected[59] == 40


def test_papers_that_end_after_the_close_are_waited_for():
    found = forecast([0] * 20, [0, 0, 0, 8], minutes_to_close=1, ahead=6)

    assert found.expected == (0, 0, 0, 4, 0, 0)


def test_nothing_is_known_of_a_round_that_has_just_opened():
    found = forecast([], [], minutes_to_close=100, ahead=3)

    assert (found.expected, found.peak, found.peak_in_minutes) == ((0, 0, 0), 0, 0)


@given(counts, counts, st.integers(0, 90))
def test_the_peak_is_the_highest_expected_minute(per_minute, due, minutes_to_close):
    found = forecast(per_minute, due, minutes_to_close=minutes_to_close)

    assert len(found.expected) == 60
    assert found.peak == max(found.expected)
    assert found.expected[found.peak_in_minutes] == found.peak
    assert all(one >= 0 for one in found.expected)
