"""When a participant learns what."""

import pytest

from quizzes.rules.feedback import is_told


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("after_submit", [True, True, True]),
        ("after_close", [False, True, True]),
        ("after_publication", [False, False, True]),
        ("never", [False, False, False]),
    ],
)
def test_each_thing_is_told_at_its_time(when, told):
    assert [is_told(when, state) for state in ("running", "closed", "published")] == told
