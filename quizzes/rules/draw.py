"""Lots for tied places. Pure and on the standard library alone: a recount uses this very file.

The entries are written down and their digest is published first. The seed comes later, from a
public source or a ceremony, and decides alone: whoever has entries and seed gets the same order.
"""

import hashlib
from collections.abc import Iterable, Mapping


def entry_line(tied_rank: int, entry: str) -> str:
    """`entry` names a tied place and says nothing of the person."""
    return f"{tied_rank}:{entry}"


def entries_digest(lines: Iterable[str]) -> str:
    """The commitment: SHA-256 over the lines in byte order, each ended by a newline."""
    digest = hashlib.sha256()
    for line in sorted(line.encode() for line in lines):
        digest.update(line + b"\n")
    return digest.hexdigest()


def lots(seed: str, ties: Mapping[int, Iterable[str]]) -> dict[str, int]:
    """The lot of each entry within its tie, 1 first: in the order of SHA-256(seed ‖ 0 ‖ entry)."""
    drawn: dict[str, int] = {}
    for entries in ties.values():
        ordered = sorted(entries, key=lambda entry: (_ticket(seed, entry), entry))
        drawn.update({entry: lot for lot, entry in enumerate(ordered, start=1)})
    return drawn


def _ticket(seed: str, entry: str) -> bytes:
    return hashlib.sha256(seed.encode() + b"\0" + entry.encode()).digest()
