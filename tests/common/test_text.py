"""Vietnamese text: forms, search, order and masks."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.common.text import (
    collapsed,
    initials,
    masked_name,
    name_sort_key,
    nfc,
    search_key,
    vietnamese_sort_key,
)

ALPHABET = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")


def test_nfc_composes_what_a_keyboard_decomposed():
    decomposed = unicodedata.normalize("NFD", "Nguyễn")

    assert decomposed != "Nguyễn"
    assert nfc(decomposed) == "Nguyễn"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Đỗ", "do"),
        ("Thượng Tân", "thuong tan"),
        (unicodedata.normalize("NFD", "Thượng Tân"), "thuong tan"),
        ("Hoà Bình", search_key("Hòa  Bình")),
        ("THPT Lê-Hồng_Phong (cơ sở 2)", "thpt le hong phong co so 2"),
        ("  ", ""),
    ],
)
def test_search_key_leaves_bare_words(typed: str, key: str):
    assert search_key(typed) == key


def test_vietnamese_sort_key_follows_the_alphabet():
    mixed = ALPHABET[::-1]

    assert sorted(mixed, key=vietnamese_sort_key) == ALPHABET


def test_vietnamese_sort_key_orders_like_a_dictionary():
    words = ["An", "Ăn", "Ân", "Bình", "Dung", "Đào", "Xuân"]

    assert sorted(sorted(words), key=vietnamese_sort_key) == words


def test_vietnamese_sort_key_breaks_ties_by_tone():
    tones = ["ma", "mà", "mả", "mã", "má", "mạ"]
    mixed = tones[::-1]

    assert sorted(mixed, key=vietnamese_sort_key) == tones


def test_name_sort_key_puts_the_given_name_first():
    names = ["Trần Thị An", "Lê Văn Ân", "Bùi Văn Bình", "Nguyễn An Đào", "Trần An Đào"]
    mixed = names[::-1]

    assert sorted(mixed, key=name_sort_key) == names


@pytest.mark.parametrize(
    ("full_name", "mask"),
    [
        ("Nguyễn Văn An", "Nguyễn V. A***"),
        ("Nguyễn Thị Minh Ánh", "Nguyễn T. M. Á***"),
        ("Nguyễn An", "Nguyễn A***"),
        ("Sùng", "S***"),
        ("", ""),
    ],
)
def test_masked_name_hides_the_given_name(full_name: str, mask: str):
    assert masked_name(full_name) == mask


def test_initials_show_no_whole_word():
    assert initials("Nguyễn Văn An") == "N. V. A."


@given(st.text(max_size=60))
def test_search_key_is_stable_and_ignores_the_form(text: str):
    key = search_key(text)

    assert search_key(key) == key
    assert search_key(unicodedata.normalize("NFD", text)) == search_key(nfc(text))


@given(st.text(max_size=60))
def test_collapsed_is_stable(text: str):
    assert collapsed(collapsed(text)) == collapsed(text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_masked_name_never_shows_a_whole_given_name(text: str):
    words = text.split()
    shown = masked_name(text)

    assert (shown == "") == (not words)
    assert not words or shown.endswith("***")
