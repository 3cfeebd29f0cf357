"""Identity numbers: length, place, year of birth. Never a verdict on the person."""

from datetime import date

import pytest

from quizzes.rules.identity import IdentityNumberRefused, read_identity_number

BORN = date(1990, 9, 2)


def test_a_number_tells_year_and_sex():
    number = read_identity_number("008 190 012 345", BORN)

    assert (number.digits, number.ending) == ("008190012345", "345")
    assert (number.birth_year, number.is_woman) == (1990, True)


@pytest.mark.parametrize(
    ("typed", "born"),
    [
        ("008090012345", BORN),  # a man; Tuyên Quang's own code outlives the merger
        ("002190012345", BORN),  # Hà Giang, merged in 2025
        ("001206012345", date(2006, 1, 1)),  # this century
        ("131090012345", BORN),  # born abroad
        ("008090012345", None),
    ],
)
def test_plausible_numbers_pass(typed, born):
    assert read_identity_number(typed, born).digits == typed


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("00809001234", "length"),
        ("0080900123456", "length"),
        ("00809001234a", "length"),
        ("", "length"),
        ("٠٠٨٠٩٠٠١٢٣٤٥", "length"),  # digits, though not ours
        ("000090012345", "place"),
        ("097090012345", "place"),
        ("999090012345", "place"),
        ("008091012345", "birth_year"),
        ("008290012345", "birth_year"),  # 2090
    ],
)
def test_implausible_numbers_are_refused(typed, problem):
    with pytest.raises(IdentityNumberRefused) as refused:
        read_identity_number(typed, BORN)

    assert refused.value.problem == problem
