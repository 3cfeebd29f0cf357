"""Reading what a device sends: everything odd is refused, nothing crashes."""

import math
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.response import MAX_REVISION, Answer, Refused, read_answers
from quizzes.rules.tokens import MAX_OPTIONS, AttemptGrant, option_token

KEY = b"a key of this installation"
ATTEMPT, OTHER = UUID(int=7), UUID(int=8)
# slot 0 takes a number, slot 3 takes several options, slots 1 and 2 take one
GRANT = AttemptGrant(ATTEMPT, attempt_id=1, epoch=1, items=3, several=0b1001)
LOCKED = AttemptGrant(ATTEMPT, attempt_id=1, epoch=1, items=3, several=0b1000)

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


@pytest.mark.parametrize("slot", [-1, 4, 64, 2**63, "1", 1.0, None, True, [1], math.nan])
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

    assert 0 <= answer.slot <= 3
    assert 1 <= answer.revision <= MAX_REVISION


@given(
    st.lists(st.tuples(st.integers(1, 3), st.integers(1, 9)), min_size=1, max_size=20),
    st.randoms(),
)
def test_the_order_within_a_batch_does_not_matter(pairs, random):
    batch = [sent(slot, [token(slot, revision)], revision) for slot, revision in pairs]

    assert read(*random.sample(batch, len(batch))) == read(*batch)
