"""Budgets of tries."""

import pytest
from pytest_django import Settings

from backend.common.limiter import Limit, TooManyAttempts

TRIES = Limit("test", count=3, seconds=60)


def test_limit_stops_after_its_count():
    for _ in range(3):
        TRIES.spend("lan")

    with pytest.raises(TooManyAttempts) as refusal:
        TRIES.spend("lan")

    assert refusal.value.facts == {"retry_after": 60}


def test_limit_counts_each_subject_alone():
    for _ in range(3):
        TRIES.spend("lan")

    TRIES.spend("minh")
    Limit("other", count=3, seconds=60).spend("lan")


def test_limit_is_given_back_after_a_success():
    for _ in range(3):
        TRIES.spend("lan")

    TRIES.forget("lan")

    TRIES.spend("lan")


def test_limit_lets_all_pass_without_valkey(settings: Settings):
    settings.CACHES = {
        "default": {
            **settings.CACHES["default"],
            "LOCATION": "redis://127.0.0.1:1/1",
        }
    }

    for _ in range(5):
        TRIES.spend("lan")
    TRIES.forget("lan")


def test_limit_takes_any_text_as_a_subject():
    TRIES.spend("\ud800\x00")
