"""Which items say the same, or nearly so: found without comparing all with all. Pure.

Texts come as `search_key` makes them. Near-equal ones share most of their trigrams; those that do
meet in a band of their min-hashes (one permutation hashing, Li, Owen and Zhang, 2012), which a
database can index. What meets is then compared by its trigrams.
"""

import hashlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from zlib import crc32

BANDS, ROWS = 16, 3
"""Texts that share half of their trigrams meet with a chance of nine in ten."""
ALIKE = 0.6
_BINS = BANDS * ROWS
_EMPTY = 1 << 33


def likeness(stem: str, options: Iterable[str]) -> str:
    """A digest that items share whose words are the same, in whatever order their options are."""
    said = "\n".join([stem, *sorted(options)])
    return hashlib.sha256(said.encode()).hexdigest() if stem else ""


def trigrams(text: str) -> frozenset[str]:
    """Of each word, as PostgreSQL's pg_trgm has them: "so" gives "  s", " so" and "so "."""
    found: set[str] = set()
    for word in text.split():
        padded = f"  {word} "
        found.update(padded[at : at + 3] for at in range(len(padded) - 2))
    return frozenset(found)


def alikeness(left: frozenset[str], right: frozenset[str]) -> float:
    """Shared trigrams of all trigrams, 0 to 1."""
    shared = len(left & right)
    return shared / (len(left) + len(right) - shared) if shared else 0.0


def bands(shingles: Iterable[str]) -> list[int]:
    """Signed 32-bit numbers of which near-equal texts share at least one."""
    bins = [_EMPTY] * _BINS
    for shingle in shingles:
        value, place = _lot(shingle)
        bins[place] = min(bins[place], value)
    if min(bins) == _EMPTY:
        return []
    filled = _filled(bins)
    return [_band(number, filled[number * ROWS :][:ROWS]) for number in range(BANDS)]


@lru_cache(maxsize=1 << 16)
def _lot(shingle: str) -> tuple[int, int]:
    """A number as good as drawn, and the bin it falls into."""
    return divmod(crc32(shingle.encode()) * 0x9E3779B1 % (1 << 32), _BINS)


def _filled(bins: Sequence[int]) -> list[int]:
    """An empty bin takes the value of the next one that is not."""
    filled, last = list(bins), next(one for one in bins if one != _EMPTY)
    for place in range(len(bins) - 1, -1, -1):
        if filled[place] == _EMPTY:
            filled[place] = last
        last = filled[place]
    return filled


def _band(number: int, values: Sequence[int]) -> int:
    said = ",".join(map(str, (number, *values)))
    return int.from_bytes(hashlib.blake2b(said.encode(), digest_size=4).digest(), signed=True)
