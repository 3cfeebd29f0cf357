"""Which steps a ranking may take."""

from itertools import pairwise

import pytest

from quizzes.enums import DecisionState
from quizzes.rules.decision import (
    NEXT_STATES,
    STEPS,
    State,
    corrected_target,
    may_move,
    may_publish,
)


def test_the_states_are_those_that_are_stored():
    assert {state.value for state in State} == set(DecisionState.values) == set(NEXT_STATES)


def test_each_step_follows_the_one_before_and_nothing_else_follows_the_end():
    assert all(may_move(before, after) for before, after in pairwise(STEPS))
    assert not NEXT_STATES[State.SUPERSEDED] | NEXT_STATES[State.RETURNED]
    assert NEXT_STATES[State.PUBLISHED] == {State.SUPERSEDED}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("approval", ["automatic", "second_person"])
def test_nothing_is_published_without_the_approval_that_is_asked_for(state, approval):
    expected = state == "approved" or (state == "ranked" and approval == "automatic")

    assert may_publish(state, approval) is expected


@pytest.mark.parametrize(
    ("is_regraded", "recomputes", "expected"),
    [(False, False, 90), (False, True, 88), (True, False, 88), (True, True, 88)],
)
def test_the_target_of_a_correction(is_regraded, recomputes, expected):
    assert (
        corrected_target(recomputed=88, before=90, is_regraded=is_regraded, recomputes=recomputes)
        == expected
    )
