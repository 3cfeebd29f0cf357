"""When messages go out."""

from datetime import datetime, timedelta

import pytest

from backend.messaging.rules.text import filled, unknown_fields
from backend.messaging.rules.timing import WAITS, allowed_from, next_try


def at(hour, minute=0, day=10):
    return datetime(2026, 3, day, hour, minute)  # noqa: DTZ001 - local time


@pytest.mark.parametrize(
    ("channel", "now", "then"),
    [
        ("sms", at(20, 59), at(20, 59)),
        ("sms", at(21), at(7, day=11)),
        ("zalo", at(6, 59), at(7)),
        ("sms", at(7), at(7)),
        ("email", at(23), at(23)),
    ],
)
def test_phones_are_silent_at_night(channel, now, then):
    assert allowed_from(channel, now) == then


def test_tries_wait_longer_each_time_and_come_to_an_end():
    waits = [next_try("email", tries, at(9)) - at(9) for tries in range(1, len(WAITS) + 1)]

    assert waits == sorted(set(waits))
    assert waits[0] == timedelta(minutes=1)
    assert next_try("email", len(WAITS) + 1, at(9)) is None


def test_what_is_no_field_stays_as_it_was_typed():
    text = "Chào {ten}, {la} {ten}"

    assert filled(text, {"ten": "{la}"}) == "Chào {la}, {la} {la}"
    assert unknown_fields(text, frozenset({"ten"})) == ["la"]
