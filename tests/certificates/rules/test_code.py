"""Codes as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.certificates.rules.code import ALPHABET, BITS, canonical, encode

numbers = st.integers(min_value=0, max_value=2**BITS - 1)
CODE = "7QKM-4T2X-9DRW-HN5C-8JV3-TKPB-01"


@given(numbers)
def test_code_is_read_back_as_it_was_written(number: int) -> None:
    assert canonical(encode(number)) == encode(number)


@given(numbers, numbers)
def test_different_numbers_have_different_codes(one: int, other: int) -> None:
    assert (encode(one) == encode(other)) == (one == other)


@given(numbers)
def test_code_uses_crockford_symbols_in_groups_of_four(number: int) -> None:
    groups = encode(number).split("-")

    assert [len(group) for group in groups] == [4, 4, 4, 4, 4, 4, 2]
    assert set("".join(groups)) <= set(ALPHABET)


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        CODE.replace("-", ""),
        CODE.replace("-", " "),
        f"  {CODE}\n",
        CODE.replace("-", "\N{NON-BREAKING HYPHEN}"),
        CODE.replace("01", "OI"),
        CODE.replace("01", "ol"),
    ],
)
def test_code_is_understood_as_typed(typed: str) -> None:
    assert canonical(typed) == CODE


@pytest.mark.parametrize(
    "typed",
    ["", "x", CODE[:-1], CODE + "0", CODE.replace("7", "U"), "７" * 26, "ſ" * 26, "0" * 100_000],
)
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert canonical(typed) is None


@pytest.mark.parametrize("number", [-1, 2**BITS])
def test_code_holds_128_bits(number: int) -> None:
    with pytest.raises(ValueError, match="128 bits"):
        encode(number)
