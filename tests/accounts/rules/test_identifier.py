"""Telephone numbers and addresses in one canonical form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.accounts.rules.identifier import Identifier, InvalidIdentifier, parse_identifier

SAME_NUMBER = [
    "0912345678",
    "0912 345 678",
    "0912.345.678",
    "0912-345-678",
    "(091) 2345678",
    "+84912345678",
    "+84 912 345 678",
    "+840912345678",
    "84912345678",
    "0084912345678",
    "0084 912.345.678",
    " 0912345678 ",
]


@pytest.mark.parametrize("typed", SAME_NUMBER)
def test_parse_identifier_gives_one_form_of_a_number(typed: str):
    assert parse_identifier(typed) == Identifier("phone", "+84912345678")


def test_parse_identifier_gives_one_form_of_an_address():
    assert parse_identifier(" Lan.Nguyen@HocSo.test ") == Identifier(
        "email", "lan.nguyen@hocso.test"
    )


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "0",
        "01234567890",  # an eleven-digit number of before 2018
        "0243 825 5555",  # a landline
        "091234567",
        "09123456789",
        "٠٩١٢٣٤٥٦٧٨",  # other digits
        "0912345678\x00",
        "0912345678\ud800",
        "lan",
        "lan@",
        "@hocso.test",
        "lan@hocso",
        "lan@@hocso.test",
        "lan nguyen@hocso.test",
        "lan@hoc\x00so.test",
        "lan@hocso.test\ud800",
        "\u202elan@hocso.test",
        "a" * 65 + "@hocso.test",
        "lan@" + "a" * 250 + ".test",
    ],
)
def test_parse_identifier_refuses_what_nobody_can_be_reached_by(typed: str):
    with pytest.raises(InvalidIdentifier):
        parse_identifier(typed)


@given(st.text(max_size=300))
def test_parse_identifier_parses_or_refuses_any_text(text: str):
    try:
        parsed = parse_identifier(text)
    except InvalidIdentifier:
        return

    assert parse_identifier(parsed.value) == parsed
