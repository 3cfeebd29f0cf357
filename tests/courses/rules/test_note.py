"""Notes lose nothing that was typed, however devices tell of it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rules.note import LONGEST, Note, NoteTooLong, noted

TOLD = st.builds(
    Note,
    st.text(alphabet="ab \n", max_size=6),
    st.integers(0, 4),
    st.integers(0, 5),
)


def test_typing_on_replaces_and_deleting_deletes():
    note = noted(Note(), Note("Một", 0))
    note = noted(note, Note("Một, hai", note.revision))
    assert note == Note("Một, hai", 2)

    assert noted(note, Note("", note.revision)) == Note("", 3)


def test_two_devices_without_network_keep_both_texts():
    kept = Note("Họp thứ Hai", 1)

    one = noted(kept, Note("Họp thứ Ba", 1))
    both = noted(one, Note("Mang sổ", 1))

    assert both == Note("Họp thứ Ba\n\nMang sổ", 3)


@given(st.lists(TOLD, max_size=6), TOLD)
def test_what_is_told_again_changes_nothing(told, last):
    note = Note()
    for one in told:
        note = noted(note, one)
    # nobody has read a revision before there is one
    last = replace(last, revision=min(last.revision, note.revision))

    once = noted(note, last)

    assert noted(once, last) == once
    assert once.revision - note.revision in (0, 1)


@given(st.lists(TOLD, max_size=6), TOLD)
def test_what_was_typed_upon_an_older_text_deletes_nothing(told, late):
    note = Note()
    for one in told:
        note = noted(note, one)
    stale = Note(late.text, note.revision + 1, late.marks)

    after = noted(note, stale)

    assert note.text in after.text
    assert stale.text in after.text


@given(st.permutations([0, 1, 2, 3, 3, 1]))
def test_the_highest_mark_counts_in_any_order(turns):
    note = Note()
    for marks in turns:
        note = noted(note, Note("", 0, marks))

    assert (note.marks, note.is_marked) == (3, True)


def test_both_texts_must_fit():
    with pytest.raises(NoteTooLong):
        noted(Note("a" * LONGEST, 2), Note("b", 1))
