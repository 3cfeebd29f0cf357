"""How items are called: the letters of their topic and a number, such as NQ57-012. Pure."""

from collections import Counter
from collections.abc import Iterable

LONGEST_PREFIX = 12


def code_prefix(topic_code: str, codes: Iterable[str]) -> str:
    """What most codes of the topic begin with; for a new topic its initials and numbers."""
    used = Counter(code.rpartition("-")[0] for code in codes if _number(code))
    if used:
        return max(used, key=lambda prefix: (used[prefix], prefix))
    parts = (part if part.isdigit() else part[:1] for part in topic_code.split("-"))
    return "".join(parts).upper()[:LONGEST_PREFIX] or "CAU"


def next_code(prefix: str, taken: Iterable[str]) -> str:
    """One more than the highest number that is taken, of three digits at least."""
    numbers = (_number(code) for code in taken if code.rpartition("-")[0] == prefix)
    return f"{prefix}-{max(numbers, default=0) + 1:03}"


def _number(code: str) -> int:
    number = code.rpartition("-")[2]
    return int(number) if number.isascii() and number.isdigit() else 0
