"""Texts that say the same, and those that nearly do."""

from hypothesis import assume, given
from hypothesis import strategies as st

from quizzes.rules.item_likeness import BANDS, alikeness, bands, likeness, trigrams

LONG = (
    "co quan nao ban hanh nghi quyet so 57 ve dot pha phat trien khoa hoc cong nghe doi moi sang "
    "tao va chuyen doi so quoc gia bo chinh tri quoc hoi chinh phu ban bi thu"
)
words = st.text("abcdehinotu 0123456789", min_size=1, max_size=200)


def test_the_order_of_options_does_not_part_items():
    assert likeness("cau hoi", ["mot", "hai"]) == likeness("cau hoi", ["hai", "mot"])
    assert likeness("cau hoi", ["mot"]) != likeness("cau hoi khac", ["mot"])
    assert likeness("", ["mot"]) == ""


def test_trigrams_are_those_of_the_database():
    # select show_trgm('so hoa')
    assert trigrams("so hoa") == {"  s", " so", "so ", "  h", " ho", "hoa", "oa "}


@given(words, words)
def test_alikeness_is_a_share_that_does_not_ask_which_comes_first(left, right):
    one, other = trigrams(left), trigrams(right)

    assert 0 <= alikeness(one, other) == alikeness(other, one) <= 1
    assert alikeness(one, one) == (1 if one else 0)


@given(st.sets(st.sampled_from(LONG.split()), max_size=4), st.integers(0, 30))
def test_texts_that_share_four_fifths_nearly_always_meet(dropped, place):
    kept = [word for at, word in enumerate(LONG.split()) if word not in dropped or at > place]
    left, right = trigrams(LONG), trigrams(" ".join(kept))
    assume(alikeness(left, right) >= 0.8)

    assert set(bands(left)) & set(bands(right))


def test_texts_that_share_little_hardly_ever_meet():
    meetings = sum(
        bool(
            set(bands(trigrams(f"{place} mat khau manh gom {place * 7} ky tu")))
            & set(bands(trigrams(LONG)))
        )
        for place in range(200)
    )

    assert meetings < 10


def test_bands_are_numbers_that_a_database_holds():
    found = bands(trigrams(LONG))

    assert len(found) == BANDS
    assert all(-(2**31) <= one < 2**31 for one in found)
    assert bands(frozenset()) == []
