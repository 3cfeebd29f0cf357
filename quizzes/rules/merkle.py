"""A Merkle tree over rows, as RFC 9162 builds it: one root speaks for all, a short path for one.

Pure and on the standard library alone: a recount outside the product uses this very file.
Hashes are SHA-256; a leaf is hashed behind the byte 0, a node behind the byte 1, so that
neither can be taken for the other. A level of odd length hands its last hash up unchanged.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

EMPTY_ROOT = sha256().digest()


def leaf_hash(row: bytes) -> bytes:
    return sha256(b"\0" + row).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()


def levels(leaves: Iterable[bytes]) -> list[list[bytes]]:
    """All levels of the tree over leaf hashes, the leaves first, the root last."""
    level = list(leaves)
    found = [level]
    while len(level) > 1:
        paired = [
            node_hash(level[place], level[place + 1]) for place in range(0, len(level) - 1, 2)
        ]
        level = paired + level[-1:] if len(level) % 2 else paired
        found.append(level)
    return found


def root(leaves: Iterable[bytes]) -> bytes:
    top = levels(leaves)[-1]
    return top[0] if top else EMPTY_ROOT


def neighbours(place: int, size: int) -> list[tuple[int, int]]:
    """Where the hashes of a path stand, as (level, place): what `path_root` needs, in order."""
    found = []
    level = 0
    while size > 1:
        beside = place ^ 1
        if beside < size:
            found.append((level, beside))
        place, size, level = place // 2, (size + 1) // 2, level + 1
    return found


def path(tree: Sequence[Sequence[bytes]], place: int) -> list[bytes]:
    return [tree[level][beside] for level, beside in neighbours(place, len(tree[0]))]


def path_root(leaf: bytes, place: int, size: int, hashes: Sequence[bytes]) -> bytes | None:
    """The root to which a leaf at `place` of `size` leads; None where the path cannot fit."""
    steps = neighbours(place, size)
    if not 0 <= place < size or len(steps) != len(hashes):
        return None
    reached = leaf
    for (level, beside), other in zip(steps, hashes, strict=True):
        here = place >> level
        reached = node_hash(other, reached) if beside < here else node_hash(reached, other)
    return reached
