"""Numbers as people write them."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.number import read_number, written_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("57", "57"),
        ("3,5", "3.5"),
        ("1.234,5", "1234.5"),
        ("1.234", "1234"),
        ("1.234.567", "1234567"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234", "1234"),
        ("1,234", "1.234"),
        ("3.5", "3.5"),
        ("0.125", "0.125"),
        ("1,234.5", "1234.5"),
        ("1,234,567", "1234567"),
        ("12.5", "12.5"),
        ("3,50", "3.5"),
        ("3,0", "3"),
        ("007", "7"),
        ("\u22124,25", "-4.25"),
        ("0", "0"),
    ],
)
def test_numbers_are_read_as_vietnamese_people_write_them(text, number):
    assert read_number(text) == number


@given(st.decimals(-(10**9), 10**9, places=3))
def test_a_written_number_is_read_again(number):
    if not number and number.is_signed():
        return
    form = format(number.normalize(), "f")

    assert read_number(written_number(form)) == form


@given(st.text("0123456789.,-\u2212 e", max_size=24))
def test_what_is_read_is_always_one_form(text):
    number = read_number(text)

    if number is not None:
        assert re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?", number)
        assert format(Decimal(number), "f") == number
