"""Option tokens and attempt tokens."""

from base64 import urlsafe_b64decode
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.tokens import (
    MAX_ITEMS,
    MAX_OPTIONS,
    TARGETS,
    AttemptGrant,
    TokenRefused,
    attempt_token,
    option_position,
    option_positions,
    option_token,
    packed,
    read_attempt_token,
)

KEY = b"a key of this installation"
grants = st.builds(
    AttemptGrant,
    uuid=st.uuids(),
    attempt_id=st.integers(1, 2**63 - 1),
    epoch=st.integers(1, 2**31 - 1),
    items=st.integers(1, MAX_ITEMS),
    shapes=st.binary(min_size=1, max_size=MAX_ITEMS // 2 + 1),
)
slots = st.integers(1, MAX_ITEMS)
positions = st.integers(0, MAX_OPTIONS - 1)


@given(grants)
def test_attempt_token_brings_its_grant_back(grant):
    assert read_attempt_token(attempt_token(grant, KEY), KEY) == grant


@given(grants)
def test_attempt_token_does_not_tell_how_many_attempts_there_are(grant):
    raw = urlsafe_b64decode(attempt_token(grant, KEY) + "==")

    assert raw[: len(grant.uuid.bytes)] == grant.uuid.bytes
    assert raw[16:24] != grant.attempt_id.to_bytes(8, "big")


@given(grants)
def test_attempt_token_of_another_installation_is_refused(grant):
    with pytest.raises(TokenRefused):
        read_attempt_token(attempt_token(grant, b"another key"), KEY)


@given(grants, st.data())
def test_attempt_token_with_any_changed_letter_is_refused_or_means_the_same(grant, data):
    token = attempt_token(grant, KEY)
    place = data.draw(st.integers(0, len(token) - 1))
    letter = data.draw(st.sampled_from("ABCxyz019-_"))
    changed = token[:place] + letter + token[place + 1 :]

    try:
        read = read_attempt_token(changed, KEY)
    except TokenRefused:
        return

    assert read == grant


@given(st.lists(st.integers(0, 15), min_size=1, max_size=MAX_ITEMS + 1))
def test_a_grant_tells_the_shape_of_every_slot(shapes):
    grant = AttemptGrant(UUID(int=7), 1, 1, len(shapes) - 1, packed(shapes))

    assert [grant.shape(slot) for slot in range(len(shapes))] == shapes


def test_the_token_of_a_paper_of_twenty_items_is_short():
    grant = AttemptGrant(UUID(int=7), 2**63, 1, 20, packed([0] * 21))

    assert len(attempt_token(grant, KEY)) <= 80


@given(st.text(max_size=120))
def test_reading_any_text_as_a_token_only_ever_refuses(text):
    with pytest.raises(TokenRefused):
        read_attempt_token(text, KEY)


@given(st.uuids(), slots, positions)
def test_option_token_names_its_position_in_its_own_slot(attempt, slot, position):
    token = option_token(attempt, slot, position, KEY)

    assert option_position(token, attempt, slot, KEY) == position
    assert option_positions(attempt, slot, KEY)[token] == position


@given(st.uuids(), st.uuids(), slots, slots, positions)
def test_option_token_means_nothing_in_another_slot_or_attempt(one, other, slot, else_slot, place):
    token = option_token(one, slot, place, KEY)

    if slot != else_slot:
        assert option_position(token, one, else_slot, KEY) is None
    if one != other:
        assert option_position(token, other, slot, KEY) is None


def test_option_tokens_of_a_paper_are_all_different():
    attempt = UUID(int=7)

    tokens = {
        option_token(attempt, slot, position, KEY)
        for slot in range(1, MAX_ITEMS + 1)
        for position in (*range(MAX_OPTIONS), *range(TARGETS, TARGETS + MAX_OPTIONS))
    }

    assert len(tokens) == MAX_ITEMS * MAX_OPTIONS * 2


@pytest.mark.parametrize("text", ["", "é", "a" * 5000, "\x00" * 10])
def test_option_position_of_a_foreign_text_is_none(text):
    if text.isascii():
        assert option_position(text, UUID(int=7), 1, KEY) is None
