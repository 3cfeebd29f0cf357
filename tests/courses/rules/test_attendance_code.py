"""The code on the wall: short-lived, and nobody else can make one."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rules.attendance_code import (
    GOOD_FOR,
    CodeRefused,
    attendance_code,
    check_code,
    is_on,
    read_code,
)

SESSION = UUID("5f0d1b0e-7c1c-4c5e-9a52-3b6a4f1f7d11")
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def test_code_is_good_while_it_is_shown():
    code = read_code(attendance_code(SESSION, "secret", NOW))

    assert code.session == SESSION
    check_code(code, "secret", NOW + GOOD_FOR)


@pytest.mark.parametrize("seconds", [-60, 181, 3600])
def test_code_of_another_time_is_refused(seconds):
    code = read_code(attendance_code(SESSION, "secret", NOW))

    with pytest.raises(CodeRefused):
        check_code(code, "secret", NOW + timedelta(seconds=seconds))


def test_code_of_another_session_is_refused():
    code = read_code(attendance_code(SESSION, "other secret", NOW))

    with pytest.raises(CodeRefused):
        check_code(code, "secret", NOW)


def test_moment_cannot_be_moved():
    session, moment, mac = attendance_code(SESSION, "secret", NOW).split(".")
    code = read_code(f"{session}.{int(moment) + 600}.{mac}")

    with pytest.raises(CodeRefused):
        check_code(code, "secret", NOW + timedelta(minutes=10))


@given(st.text(max_size=80))
def test_anything_else_is_refused(text):
    with pytest.raises(CodeRefused):
        check_code(read_code(text), "secret", NOW)


def test_session_is_on_from_the_door_to_the_last_word():
    ends_at = NOW + timedelta(hours=2)

    around = [-31, -30, 0, 150, 151]

    assert [is_on(NOW, ends_at, NOW + timedelta(minutes=one)) for one in around] == [
        False,
        True,
        True,
        True,
        False,
    ]
