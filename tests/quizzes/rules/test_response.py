"""Reading what a device sends: everything odd is refused, nothing crashes."""

import math
import unicodedata
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.response import MAX_REVISION, Answer, Refused, read_answers
from quizzes.rules.tokens import (
    COUNT,
    MAX_OPTIONS,
    NOTHING,
    NUMBER,
    ONE,
    ORDER,
    PAIRS,
    SEVERAL,
    TARGETS,
    AttemptGrant,
    option_token,
    packed,
    text_shape,
)

KEY = b"a key of this installation"
ATTEMPT, OTHER = UUID(int=7), UUID(int=8)
SHAPES = [COUNT, ONE, ONE, SEVERAL, PAIRS, ORDER, NUMBER, text_shape(5_000), text_shape(500)]
GRANT = AttemptGrant(ATTEMPT, 1, 1, len(SHAPES) - 1, packed(SHAPES))
LOCKED = AttemptGrant(ATTEMPT, 1, 1, len(SHAPES) - 1, packed([NOTHING, *SHAPES[1:]]))

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


def token(slot, position, attempt=ATTEMPT):
    return option_token(attempt, slot, position, KEY)


def sent(slot, value, revision=1):
    return {"slot": slot, "revision": revision, "value": value}


def read(*batch, grant=GRANT):
    return read_answers(batch, grant, KEY)


def refusal(*batch, grant=GRANT):
    with pytest.raises(Refused) as caught:
        read(*batch, grant=grant)
    return caught.value.slot, caught.value.reason


def test_choices_become_positions_and_the_prediction_a_number():
    answers = read(sent(1, [token(1, 2)]), sent(3, [token(3, 3), token(3, 0)]), sent(0, 250))

    assert answers == [Answer(0, 1, 250), Answer(1, 1, [2]), Answer(3, 1, [0, 3])]


@pytest.mark.parametrize(("value", "stored"), [(None, None), ([], [])])
def test_an_answer_can_be_taken_back(value, stored):
    assert read(sent(1, value)) == [Answer(1, 1, stored)]


def test_the_highest_revision_of_a_slot_wins_within_a_batch():
    batch = [sent(1, [token(1, place)], revision) for place, revision in ((0, 2), (1, 5), (2, 3))]

    assert read(*batch) == [Answer(1, 5, [1])]


def test_the_same_revision_with_another_value_is_refused():
    assert refusal(sent(1, [token(1, 0)]), sent(1, [token(1, 1)])) == (1, "revision_reused")


def test_the_same_revision_with_the_same_value_is_one_answer():
    assert read(sent(1, [token(1, 0)]), sent(1, [token(1, 0)])) == [Answer(1, 1, [0])]


@pytest.mark.parametrize(
    "foreign",
    [token(2, 0), token(1, 0, OTHER), "AAAAAAAAAA", "", "é", "\x00", "1", " " + token(1, 0)],
)
def test_an_option_of_another_item_or_attempt_is_refused(foreign):
    assert refusal(sent(1, [foreign])) == (1, "unknown_option")


def test_ten_thousand_options_are_refused():
    assert refusal(sent(3, [token(3, 0)] * 10_000)) == (3, "invalid_choice")


def test_every_option_of_an_item_may_be_chosen_at_once():
    everything = [token(3, position) for position in range(MAX_OPTIONS)]

    assert read(sent(3, everything)) == [Answer(3, 1, list(range(MAX_OPTIONS)))]


def test_two_options_where_one_is_asked_are_refused():
    assert refusal(sent(1, [token(1, 0), token(1, 1)])) == (1, "one_option_only")


@pytest.mark.parametrize(
    "number", [math.nan, math.inf, 1e999, -0.0, 1.0, "1 ", "1", -1, 2**63, 10**9 + 1, True, [1], {}]
)
def test_a_prediction_is_a_whole_number_within_bounds(number):
    assert refusal(sent(0, number)) == (0, "invalid_number")


def test_a_prediction_that_is_locked_or_not_asked_is_refused():
    assert refusal(sent(0, 5), grant=LOCKED) == (0, "prediction_not_asked")


@pytest.mark.parametrize("value", ["A", 1, 1.5, True, {}, {"token": "x"}, (), b"x"])
def test_a_choice_is_a_list(value):
    assert refusal(sent(1, value)) == (1, "invalid_choice")


@pytest.mark.parametrize("option", [1, None, True, 1.5, [], {}, ["x"]])
def test_an_option_is_a_text(option):
    assert refusal(sent(1, [option])) == (1, "unknown_option")


@pytest.mark.parametrize("slot", [-1, 9, 64, 2**63, "1", 1.0, None, True, [1], math.nan])
def test_a_slot_is_one_of_the_paper(slot):
    assert refusal(sent(slot, None)) == (None, "unknown_slot")


@pytest.mark.parametrize(
    "revision", [0, -1, MAX_REVISION + 1, 2**63, 2**64, "1", 1.0, -0.0, None, True, math.nan]
)
def test_a_revision_is_a_whole_number_from_one_to_its_bound(revision):
    assert refusal(sent(1, None, revision)) == (1, "invalid_revision")


@pytest.mark.parametrize("entry", [None, 1, "x", [], ["slot", 1], 1.5, True])
def test_an_entry_is_an_object(entry):
    assert refusal(entry) == (None, "not_an_object")


@given(json_values)
def test_any_json_is_read_or_refused(entry):
    try:
        answers = read(entry)
    except Refused:
        return

    assert len(answers) == 1


@given(json_values, json_values, json_values)
def test_any_field_values_are_read_within_bounds_or_refused(slot, revision, value):
    try:
        [answer] = read({"slot": slot, "revision": revision, "value": value})
    except Refused:
        return

    assert 0 <= answer.slot <= 8
    assert 1 <= answer.revision <= MAX_REVISION


@given(
    st.lists(st.tuples(st.integers(1, 3), st.integers(1, 9)), min_size=1, max_size=20),
    st.randoms(),
)
def test_the_order_within_a_batch_does_not_matter(pairs, random):
    batch = [sent(slot, [token(slot, revision)], revision) for slot, revision in pairs]

    assert read(*random.sample(batch, len(batch))) == read(*batch)


def target(slot, position):
    return option_token(ATTEMPT, slot, TARGETS + position, KEY)


def test_pairs_become_positions_in_rising_order():
    pairs = [[token(4, 2), target(4, 0)], [token(4, 0), target(4, 2)]]

    assert read(sent(4, pairs)) == [Answer(4, 1, [[0, 2], [2, 0]])]


def test_two_options_may_share_a_right_hand_side():
    pairs = [[token(4, 0), target(4, 1)], [token(4, 1), target(4, 1)]]

    assert read(sent(4, pairs)) == [Answer(4, 1, [[0, 1], [1, 1]])]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("A", "invalid_pairs"),
        ([["x"]], "invalid_pairs"),
        ([[1, 2, 3]], "invalid_pairs"),
        ([token(4, 0), target(4, 0)], "invalid_pairs"),
        ([[token(4, 0), target(4, 0)]] * 11, "invalid_pairs"),
        ([[token(4, 0), token(4, 1)]], "unknown_option"),
        ([[target(4, 0), target(4, 1)]], "unknown_option"),
        ([[token(3, 0), target(4, 1)]], "unknown_option"),
        ([[token(4, 0), target(3, 1)]], "unknown_option"),
        ([[None, target(4, 1)]], "unknown_option"),
        ([[token(4, 0), {}]], "unknown_option"),
        ([[token(4, 0), target(4, 0)], [token(4, 0), target(4, 1)]], "option_repeated"),
    ],
)
def test_odd_pairs_are_refused(value, reason):
    assert refusal(sent(4, value)) == (4, reason)


def test_an_order_is_kept_as_it_was_put():
    assert read(sent(5, [token(5, place) for place in (2, 0, 3, 1)])) == [
        Answer(5, 1, [2, 0, 3, 1])
    ]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (7, "invalid_order"),
        ({}, "invalid_order"),
        ([token(5, 0)] * 11, "invalid_order"),
        ([token(5, 0), token(5, 0)], "option_repeated"),
        ([token(4, 0)], "unknown_option"),
        ([target(5, 0)], "unknown_option"),
        ([["x"]], "unknown_option"),
    ],
)
def test_an_odd_order_is_refused(value, reason):
    assert refusal(sent(5, value)) == (5, reason)


def test_a_part_of_an_order_is_taken_whatever_its_options_are():
    """Else a device could ask which token is the first option of the author."""
    for position in range(4):
        assert read(sent(5, [token(5, position)])) == [Answer(5, 1, [position])]


@pytest.mark.parametrize(
    ("written", "stored"), [("3,5", "3.5"), ("1.234,5", "1234.5"), ("-2", "-2"), ("007", "7")]
)
def test_a_number_is_stored_in_its_one_form(written, stored):
    assert read(sent(6, written)) == [Answer(6, 1, stored)]


@pytest.mark.parametrize(
    "number",
    [
        *("NaN", "1e999", "-0", "1 ", " 1", "", "1" * 21, "\u0661", "1\n", "1..2", "--1", "1,2,3"),
        *(math.nan, 1, 3.5, True, [], {}, ["1"], "\ud800", "1\0", "0x1", "+1", "1_000", "Infinity"),
    ],
)
def test_what_is_no_number_is_refused(number):
    assert refusal(sent(6, number)) == (6, "invalid_number")


def test_the_limit_of_a_text_counts_what_is_composed():
    decomposed = unicodedata.normalize("NFD", "ộ") * 5_000

    assert read(sent(7, decomposed)) == [Answer(7, 1, "ộ" * 5_000)]
    assert refusal(sent(7, decomposed + "a")) == (7, "text_too_long")
    assert refusal(sent(8, "a" * 501)) == (8, "text_too_long")
    assert refusal(sent(7, "a" * 1_000_000)) == (7, "text_too_long")


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b", 1, True, ["a"], {}, b"a"])
def test_what_is_no_text_is_refused(text):
    assert refusal(sent(7, text)) == (7, "invalid_text")


@pytest.mark.parametrize(
    ("sent_text", "stored"),
    [("a\r\nb\rc", "a\nb\nc"), ("a\x07b\tc", "ab\tc"), ("  \n ", None), ("", None)],
)
def test_a_text_is_stored_with_plain_line_ends_and_no_control_letters(sent_text, stored):
    assert read(sent(7, sent_text)) == [Answer(7, 1, stored)]


@given(st.text(max_size=600))
def test_any_text_is_stored_within_its_limit_or_refused(text):
    try:
        [answer] = read(sent(8, text))
    except Refused:
        return

    assert answer.value is None or len(answer.value) <= 500
    assert read(sent(8, answer.value)) == [answer]
