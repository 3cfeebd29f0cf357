"""Short texts are compared as a patient reader would."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.short_text import comparable, is_accepted

CITY = {"accepted": ["Thủ đô Hà Nội", "Hà Nội"]}


@pytest.mark.parametrize(
    "text",
    ["Hà Nội", "ha noi", "HÀ NỘI", " Hà   Nội. ", "“Hà Nội”", "thu do ha noi", "Hà Nôị"],
)
def test_marks_case_and_spaces_do_not_matter_by_themselves(text):
    assert is_accepted(text, CITY)


@pytest.mark.parametrize("text", ["Hà", "Hà Nội 2", "HàNội", "Hải Nội", "", "."])
def test_other_words_are_wrong(text):
    assert not is_accepted(text, CITY)


def test_marks_count_where_the_key_says_so():
    key = {"accepted": ["Bản đồ số"], "exact_marks": True}

    assert is_accepted("bản đồ số", key)
    assert is_accepted(unicodedata.normalize("NFD", "BẢN ĐỒ SỐ"), key)
    assert not is_accepted("ban do so", key)
    assert not is_accepted("bàn đồ số", key)


def test_a_tone_may_stand_on_either_vowel():
    key = {"accepted": ["hòa bình"], "exact_marks": True}

    assert is_accepted("hoà bình", key)
    assert not is_accepted("hoá bình", key)


def test_case_counts_where_the_key_says_so():
    key = {"accepted": ["VNeID"], "exact_case": True}

    assert is_accepted("VNeID", key)
    assert not is_accepted("VNEID", key)


def test_the_letter_with_a_stroke_is_a_plain_one():
    assert is_accepted("da nang", {"accepted": ["Đà Nẵng"]})
    assert is_accepted("Đà Nẵng", {"accepted": ["da nang"]})


def test_what_is_nothing_but_stops_is_compared_as_it_is():
    assert is_accepted("...", {"accepted": ["..."]})
    assert not is_accepted("...", {"accepted": ["?"]})


@given(st.text(max_size=60), st.booleans(), st.booleans())
def test_every_text_is_accepted_as_itself_composed_or_not(text, exact_marks, exact_case):
    key = {"accepted": [text], "exact_marks": exact_marks, "exact_case": exact_case}

    assert is_accepted(text, key)
    assert is_accepted(unicodedata.normalize("NFD", text), key)


@given(st.text(max_size=60))
def test_the_form_of_a_form_is_itself(text):
    once = comparable(text)

    assert comparable(once) == comparable(comparable(once))
