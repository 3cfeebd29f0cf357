"""The certificate's code: 128 random bits, written so that people can read and type it."""

import re

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 26
BITS = 128

_LOOKALIKES = str.maketrans("OIL", "011")
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—]+")


def encode(number: int) -> str:
    """Write a 128-bit number in Crockford's base 32, in groups of four."""
    if not 0 <= number < 1 << BITS:
        raise ValueError("a code holds 128 bits")
    symbols = [ALPHABET[(number >> shift) & 31] for shift in range(5 * (LENGTH - 1), -1, -5)]
    return grouped("".join(symbols))


def grouped(symbols: str) -> str:
    return "-".join(symbols[start : start + 4] for start in range(0, len(symbols), 4))


def canonical(typed: str) -> str | None:
    """The code as it is stored, from what somebody typed; None when it cannot be one.

    Case, dashes and spaces do not matter; O reads as 0, I and L read as 1.
    """
    symbols = _SEPARATORS.sub("", typed[: 4 * LENGTH])
    if len(symbols) != LENGTH or not symbols.isascii():
        return None
    symbols = symbols.upper().translate(_LOOKALIKES)
    if any(symbol not in ALPHABET for symbol in symbols):
        return None
    return grouped(symbols)
