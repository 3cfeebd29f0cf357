"""Names and birth dates."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.accounts.rules.person import (
    InvalidBirthDate,
    InvalidFullName,
    age,
    check_birth_date,
    clean_full_name,
    needs_guardian,
)

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (unicodedata.normalize("NFD", "Nguyễn Thị Ánh"), "Nguyễn Thị Ánh"),
        ("  Nguyễn \t Văn\u00a0An ", "Nguyễn Văn An"),
        ("Y Wơn Niê", "Y Wơn Niê"),
        ("H'Hen Niê", "H'Hen Niê"),
        ("محمد علي", "محمد علي"),
        ("Мария Иванова", "Мария Иванова"),
        ("阮文安", "阮文安"),
        ("می‌خواهم", "می‌خواهم"),  # a joiner that shapes letters
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("A" * 100, "A" * 100),
        (unicodedata.normalize("NFD", "ễ" * 100), "ễ" * 100),
    ],
)
def test_clean_full_name_keeps_names_of_any_script(typed: str, stored: str):
    assert clean_full_name(typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "A" * 101,
        "A" * 1_000_000,
        "a" + "\u0301\u0323" * 500_000,
        "Nguyễn \u202eAn",
        "Nguyễn \u2066An",
        "\u200fNguyễn",
        "\u200b\u200c\u200d",
        "\u200d",
        "Nguyễn 😀",
        "Nguyễn 👍🏽",
        "An❤️",
        "1️⃣ An",
        "🇻🇳",
        "Nguyễn\x00An",
        "Nguyễn\ud800An",
        "Nguyễn\x07An",
        "\ufeffAn",
        "12345",
        "...",
    ],
)
def test_clean_full_name_refuses_what_is_no_name(typed: str):
    with pytest.raises(InvalidFullName):
        clean_full_name(typed)


@given(st.text(max_size=150))
def test_clean_full_name_is_stable(text: str):
    try:
        name = clean_full_name(text)
    except InvalidFullName:
        return

    assert clean_full_name(name) == name
    assert len(name) <= 100
    name.encode()


@pytest.mark.parametrize("born_on", [date(1900, 1, 1), date(2026, 11, 21), date(2024, 2, 29)])
def test_check_birth_date_takes_days_of_the_past(born_on: date):
    assert check_birth_date(born_on, today=TODAY) == born_on


@pytest.mark.parametrize("born_on", [date(1890, 5, 1), date(1899, 12, 31), TODAY, date(2030, 1, 1)])
def test_check_birth_date_refuses_other_days(born_on: date):
    with pytest.raises(InvalidBirthDate):
        check_birth_date(born_on, today=TODAY)


@pytest.mark.parametrize(
    ("born_on", "on", "years"),
    [
        (date(2010, 11, 22), TODAY, 16),
        (date(2010, 11, 23), TODAY, 15),
        (date(2008, 2, 29), date(2024, 2, 28), 15),
        (date(2008, 2, 29), date(2024, 2, 29), 16),
        (date(2008, 2, 29), date(2025, 2, 28), 16),
    ],
)
def test_age_counts_completed_years(born_on: date, on: date, years: int):
    assert age(born_on, on=on) == years


def test_needs_guardian_until_the_sixteenth_birthday():
    assert needs_guardian(date(2010, 11, 23), today=TODAY)
    assert not needs_guardian(date(2010, 11, 22), today=TODAY)
