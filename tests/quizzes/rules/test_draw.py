"""Lots and their commitment."""

from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.draw import entries_digest, lots

entries = st.lists(st.text(alphabet="0123456789abcdef", min_size=1), min_size=1, unique=True)


@given(entries=entries, seed=st.text(), random=st.randoms(use_true_random=False))
def test_the_order_of_writing_down_changes_neither_digest_nor_lots(entries, seed, random):
    shuffled = random.sample(entries, len(entries))

    assert entries_digest(entries) == entries_digest(shuffled)
    assert lots(seed, {3: entries}) == lots(seed, {3: shuffled})


@given(entries=entries, seed=st.text())
def test_every_entry_draws_one_lot(entries, seed):
    assert sorted(lots(seed, {1: entries}).values()) == list(range(1, len(entries) + 1))


def test_the_lots_of_a_known_seed():
    drawn = lots("48213", {1: ["a", "b", "c"], 7: ["d", "e"]})

    assert drawn == {"c": 1, "a": 2, "b": 3, "e": 1, "d": 2}
    assert entries_digest(["1:a", "1:b"]) != entries_digest(["1:a", "1:c"])


def test_another_seed_gives_another_order():
    entries = [f"{number:04x}" for number in range(40)]

    assert lots("1", {1: entries}) != lots("2", {1: entries})
