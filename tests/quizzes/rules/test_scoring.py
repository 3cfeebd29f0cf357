"""Points for answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.scoring import item_points, score_paper

choices = st.frozensets(st.integers(0, 9), max_size=10)
keys = st.lists(st.frozensets(st.integers(0, 9), min_size=1, max_size=10), max_size=63)
answers = st.dictionaries(st.integers(0, 70), choices, max_size=70)
worths = st.integers(1, 1000)


@given(keys, answers, worths)
def test_scores_stay_within_bounds(keys, answers, worth):
    score = score_paper(keys, answers, worth)

    assert 0 <= score.points <= len(keys) * worth
    assert score.points == score.correct_items * worth == sum(score.points_by_slot)
    assert 0 <= score.correct_items <= score.answered <= len(keys)
    assert len(score.points_by_slot) == len(keys)


@given(keys, worths)
def test_answering_exactly_the_key_earns_everything(keys, worth):
    score = score_paper(keys, dict(enumerate(keys, start=1)), worth)

    assert (score.points, score.correct_items) == (len(keys) * worth, len(keys))


@given(keys, worths)
def test_an_empty_paper_earns_nothing(keys, worth):
    score = score_paper(keys, {}, worth)

    assert (score.points, score.correct_items, score.answered) == (0, 0, 0)


@given(keys, answers, worths, st.data())
def test_a_slot_made_right_never_lowers_the_score(keys, answers, worth, data):
    if not keys:
        return
    slot = data.draw(st.integers(1, len(keys)))

    better = score_paper(keys, {**answers, slot: keys[slot - 1]}, worth)

    assert better.points >= score_paper(keys, answers, worth).points


@given(keys, answers, worths)
def test_slots_that_are_not_on_the_paper_earn_nothing(keys, answers, worth):
    on_paper = {slot: value for slot, value in answers.items() if 1 <= slot <= len(keys)}

    assert score_paper(keys, answers, worth) == score_paper(keys, on_paper, worth)


@pytest.mark.parametrize(
    ("chosen", "points"),
    [([0, 2], 3), ([2, 0], 3), ([0], 0), ([0, 1, 2], 0), ([1], 0), ([], 0)],
)
def test_several_options_count_all_or_nothing(chosen, points):
    assert item_points([0, 2], chosen, 3) == points
