"""A result that many share: one works it out, the others take what stands."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache

from backend.common.sharing import renewed, shared

NOW = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)


@pytest.fixture
def key():
    return f"test:{uuid4()}"


def later(seconds):
    return NOW + timedelta(seconds=seconds)


def test_it_is_worked_out_once_an_interval(key):
    made = iter(range(10))

    given = [shared(key, 5, lambda: next(made), now=later(at)) for at in (0, 1, 4.9, 5, 9)]

    assert given == [0, 0, 0, 1, 1]


def test_while_somebody_is_at_it_the_others_get_the_one_before(key):
    renewed(key, 5, lambda: "before", now=NOW)

    def work_out():
        assert shared(key, 5, lambda: "twice", now=later(6)) == "before"
        return "after"

    assert shared(key, 5, work_out, now=later(6)) == "after"
    assert shared(key, 5, lambda: "again", now=later(7)) == "after"


def test_whoever_changed_something_renews_it(key):
    shared(key, 5, lambda: "before", now=NOW)

    assert renewed(key, 5, lambda: "after", now=later(1)) == "after"
    assert shared(key, 5, lambda: "again", now=later(2)) == "after"


def test_a_worker_that_died_at_it_holds_up_nobody_for_long(key):
    with pytest.raises(ZeroDivisionError):
        shared(key, 1, lambda: 1 / 0, now=NOW)

    assert shared(key, 1, lambda: "done", now=later(1)) == "done"
    cache.delete(key)
    assert shared(key, 1, lambda: "anew", now=later(1)) == "anew"
