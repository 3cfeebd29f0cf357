"""The life of an attempt."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.enums import AttemptState
from quizzes.rules.attempt import (
    NEXT_STATES,
    State,
    deadline,
    may_move,
    remaining_ms,
    time_used,
)

START = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
spans = st.timedeltas(timedelta(), timedelta(hours=4))
states = st.sampled_from(list(State))


def test_the_rules_know_the_states_of_the_table():
    assert [state.value for state in State] == AttemptState.values
    assert set(NEXT_STATES) == set(State)


@pytest.mark.parametrize(
    ("current", "targets"),
    [
        ("in_progress", {"submitted", "expired", "voided"}),
        ("submitted", {"marking", "scored", "voided"}),
        ("expired", {"marking", "scored", "voided"}),
        ("marking", {"scored", "voided"}),
        ("scored", {"voided"}),
        ("voided", set()),
    ],
)
def test_what_may_follow_is_a_closed_list(current, targets):
    assert {state for state in AttemptState.values if may_move(current, state)} == targets


@given(st.lists(states, max_size=10))
def test_no_path_leads_back(path):
    seen = [State.IN_PROGRESS]
    for state in path:
        if may_move(seen[-1], state):
            seen.append(state)

    assert len(seen) == len(set(seen))


@given(spans, spans)
def test_the_deadline_is_the_own_limit_cut_short_by_the_end_of_the_round(limit, left):
    assert deadline(START, limit, START + left) == START + min(limit, left)


@given(spans, spans)
def test_time_used_is_never_negative_and_never_more_than_the_limit(limit, after):
    used = time_used(START, START + after, START + limit)

    assert timedelta() <= used <= limit
    assert used == min(after, limit)


def test_a_clock_that_steps_back_gives_no_negative_times():
    assert (
        time_used(START, START - timedelta(hours=2), START + timedelta(minutes=15)) == timedelta()
    )


@given(st.timedeltas(timedelta(hours=-4), timedelta(hours=4)))
def test_remaining_time_is_whole_milliseconds_and_never_negative(left):
    remaining = remaining_ms(START + left, START)

    assert remaining >= 0
    assert abs(remaining - max(timedelta(), left) / timedelta(milliseconds=1)) <= 0.5
