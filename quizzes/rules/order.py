"""Places while a round is open: each standing's order as bytes, counted by their beginnings.

The bytes of a better standing are smaller, whatever the rulebook compares, so one index serves
every rulebook. Counting how many standings begin with the same bytes, at a few lengths, makes a
place the sum of some hundred numbers instead of a walk over everybody who is better.
"""

from collections.abc import Mapping, Sequence

from quizzes.rules.ranking import Result, sort_key

KEY_BYTES = 8
_SIGN = 1 << 63
# Where keys that hardly repeat are cut: after the bytes that tell 65,536 and 256 milliseconds of
# a time used, 4.7 hours and 65 seconds of a moment. What is finer is counted row by row.
CUTS: Mapping[str, tuple[int, ...]] = {
    "time_used": (6, 7),
    "handed_in_at": (5, 6),
    "handed_in_last": (5, 6),
}


def order_key(result: Result, policy: Sequence[str]) -> bytes:
    """Bytes that sort as the policy ranks: eight for each of its keys."""
    numbers = sort_key(result, policy)
    return b"".join((number + _SIGN).to_bytes(KEY_BYTES, "big") for number in numbers)


def counted_lengths(policy: Sequence[str]) -> tuple[int, ...]:
    """The lengths of the beginnings that are counted, shortest first."""
    lengths: list[int] = []
    for place, name in enumerate(policy):
        if name in CUTS:
            return (*lengths, *(place * KEY_BYTES + cut for cut in CUTS[name]))
        lengths.append((place + 1) * KEY_BYTES)
    return tuple(lengths)
