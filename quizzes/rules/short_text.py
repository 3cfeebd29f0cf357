"""Short texts as they are compared: people write the same word in more than one way. Pure."""

from collections.abc import Mapping
from typing import Any
from unicodedata import category, normalize

# Grave, acute, tilde, hook and dot below: the five written tones of Vietnamese.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
# A phone's keyboard ends a line with a stop of its own.
_ENDS = " .,;:!?\"'“”‘’«»()…"


def is_accepted(text: str, key: Mapping[str, Any]) -> bool:
    """Whether the text is one of the key's `accepted` ones.

    Marks and case count only where the key says `exact_marks` or `exact_case`; spaces, stops and
    quotation marks around it never do.
    """
    exact_marks, exact_case = bool(key.get("exact_marks")), bool(key.get("exact_case"))
    written = comparable(text, exact_marks=exact_marks, exact_case=exact_case)
    return any(
        comparable(one, exact_marks=exact_marks, exact_case=exact_case) == written
        for one in key["accepted"]
    )


def comparable(text: str, *, exact_marks: bool = False, exact_case: bool = False) -> str:
    """The text in the one form in which it is compared.

    With exact marks a tone may still stand on either vowel: "hoà" is "hòa".
    """
    kept = " ".join(normalize("NFC", text).split())
    kept = kept.strip(_ENDS) or kept
    if not exact_case:
        kept = kept.casefold()
    parted = normalize("NFD", kept)
    if exact_marks:
        return " ".join(map(_tones_last, parted.split()))
    bare = "".join(letter for letter in parted if category(letter) != "Mn")
    return bare.replace("đ", "d").replace("Đ", "D")


def _tones_last(word: str) -> str:
    tones = "".join(letter for letter in word if letter in _TONES)
    return "".join(letter for letter in word if letter not in _TONES) + tones
