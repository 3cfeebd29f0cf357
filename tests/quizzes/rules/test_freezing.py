"""When the public board stands still."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.freezing import frozen_since

CLOSES_AT = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)

moments = st.integers(-30_000, 30_000).map(lambda minutes: CLOSES_AT + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("by_hand", "before_close", "now", "expected"),
    [
        (None, timedelta(), CLOSES_AT - HOUR, None),
        (None, timedelta(), CLOSES_AT + HOUR, None),
        (None, HOUR, CLOSES_AT - HOUR - timedelta(seconds=1), None),
        (None, HOUR, CLOSES_AT - HOUR, CLOSES_AT - HOUR),
        (None, HOUR, CLOSES_AT + HOUR, CLOSES_AT - HOUR),
        (CLOSES_AT - 3 * HOUR, timedelta(), CLOSES_AT, CLOSES_AT - 3 * HOUR),
        (CLOSES_AT - 3 * HOUR, HOUR, CLOSES_AT, CLOSES_AT - 3 * HOUR),
        (CLOSES_AT, timedelta(), CLOSES_AT - HOUR, None),
    ],
)
def test_the_board_stops_by_rule_or_earlier_by_hand(by_hand, before_close, now, expected):
    got = frozen_since(by_hand=by_hand, closes_at=CLOSES_AT, before_close=before_close, now=now)

    assert got == expected


@given(st.none() | moments, st.integers(0, 600), moments, st.integers(0, 10_000))
def test_a_board_that_stands_still_stays_so_as_time_passes(by_hand, minutes, now, later):
    rule = {
        "by_hand": by_hand,
        "closes_at": CLOSES_AT,
        "before_close": timedelta(minutes=minutes),
    }

    first = frozen_since(**rule, now=now)
    second = frozen_since(**rule, now=now + timedelta(minutes=later))

    assert first is None or (second is not None and second <= first <= now)
