"""Numbers as people write them in Vietnamese: "3,5", "1.234,5", "−2"."""

import re

MAX_LETTERS = 20

_GROUPED = r"[1-9][0-9]{0,2}"
# The Vietnamese reading comes first; a point that cannot part thousands is taken for a comma.
_READINGS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<whole>[0-9]+)(?:,(?P<part>[0-9]+))?",
        rf"(?P<whole>{_GROUPED}(?:[. \u00a0\u202f][0-9]{{3}})+)(?:,(?P<part>[0-9]+))?",
        r"(?P<whole>[0-9]+)\.(?P<part>[0-9]+)",
        rf"(?P<whole>{_GROUPED}(?:,[0-9]{{3}})+)\.(?P<part>[0-9]+)",
        rf"(?P<whole>{_GROUPED}(?:,[0-9]{{3}}){{2,}})(?P<part>)",
    )
)
_PARTING = re.compile(r"[., \u00a0\u202f]")


def read_number(text: str) -> str | None:
    """The number in its one form, "1234.5", or None where it is none (or a negative zero)."""
    if len(text) > MAX_LETTERS:
        return None
    bare = text[1:] if text[:1] in {"-", "\u2212"} else text
    found = next((match for one in _READINGS if (match := one.fullmatch(bare))), None)
    if found is None:
        return None
    whole = _PARTING.sub("", found["whole"]).lstrip("0") or "0"
    part = (found["part"] or "").rstrip("0")
    number = f"{whole}.{part}" if part else whole
    if bare is text:
        return number
    return None if number == "0" else f"-{number}"


def written_number(number: str) -> str:
    """The one form as it is written in Vietnamese, without parted thousands: "1234,5"."""
    return number.replace(".", ",")
