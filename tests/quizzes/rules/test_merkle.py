"""One root speaks for every row; a path proves one of them and nothing else."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.merkle import (
    EMPTY_ROOT,
    leaf_hash,
    levels,
    node_hash,
    path,
    path_root,
    root,
)

rows = st.lists(st.binary(max_size=8), min_size=1, max_size=70)


def test_small_trees_by_hand():
    a, b, c = (leaf_hash(row) for row in (b"a", b"b", b"c"))

    assert root([]) == EMPTY_ROOT == sha256(b"").digest()
    assert root([a]) == a == sha256(b"\0a").digest()
    assert root([a, b, c]) == node_hash(node_hash(a, b), c)
    assert node_hash(a, b) == sha256(b"\1" + a + b).digest()


@given(rows, st.data())
def test_every_row_has_a_path_to_the_root(written, data):
    leaves = [leaf_hash(row) for row in written]
    place = data.draw(st.integers(0, len(leaves) - 1))

    found = path(levels(leaves), place)

    assert path_root(leaves[place], place, len(leaves), found) == root(leaves)


@given(rows, st.data())
def test_another_row_place_or_path_leads_elsewhere(written, data):
    leaves = [leaf_hash(row) for row in written]
    place = data.draw(st.integers(0, len(leaves) - 1))
    proof, top = path(levels(leaves), place), root(leaves)

    assert path_root(leaf_hash(b"never a row"), place, len(leaves), proof) != top
    assert path_root(leaves[place], place, len(leaves), [*proof, top]) is None
    if proof:
        bent = [bytes([proof[0][0] ^ 1]) + proof[0][1:], *proof[1:]]
        assert path_root(leaves[place], place, len(leaves), bent) != top


@pytest.mark.parametrize("place", [-1, 3, 10**9])
def test_a_place_outside_of_the_tree_has_no_root(place):
    assert path_root(leaf_hash(b"a"), place, 3, []) is None
