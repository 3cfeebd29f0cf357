"""Fields in the words of a template: `{họ tên}` becomes the person's name. Pure.

A word between asterisks stands out: "đã đạt *{giải}*".
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

# What may stand between braces, in either language, and the value that it stands for.
FIELDS: Final[Mapping[str, str]] = {
    "họ tên": "name",
    "name": "name",
    "đơn vị": "organisation",
    "organisation": "organisation",
    "cuộc thi": "contest",
    "contest": "contest",
    "vòng": "round",
    "round": "round",
    "giải": "award",
    "award": "award",
    "điểm": "points",
    "points": "points",
    "điểm tối đa": "max_points",
    "max points": "max_points",
    "hạng": "rank",
    "rank": "rank",
    "số người": "people",
    "people": "people",
    "khóa học": "course",
    "course": "course",
    "số bài": "lessons",
    "lessons": "lessons",
    "thời lượng": "length",
    "length": "length",
}
# The same on every paper of a contest or course.
SHARED: Final = frozenset({"contest", "course", "lessons", "length"})
BRACES: Final = re.compile(r"\{([^{}]*)\}")
Piece = tuple[str, bool]


class UnknownField(ValueError):
    """`name` is what stood between the braces."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)


def field_of(written: str, known: Mapping[str, str] = FIELDS) -> str:
    """The value that a field stands for; raises UnknownField."""
    name = " ".join(unicodedata.normalize("NFC", written).casefold().split())
    if name not in known:
        raise UnknownField(written.strip())
    return known[name]


def fields_in(text: str, known: Mapping[str, str] = FIELDS) -> list[str]:
    """The values that a text asks for; raises UnknownField, also for a brace without its other."""
    found = [field_of(match, known) for match in BRACES.findall(text)]
    rest = BRACES.sub("", text)
    if "{" in rest or "}" in rest:
        raise UnknownField("{" if "{" in rest else "}")
    return found


def is_shared(text: str) -> bool:
    return SHARED.issuperset(fields_in(text))


def filled(text: str, values: Mapping[str, str]) -> tuple[Piece, ...] | None:
    """The text in pieces, each with whether it stands out; None where a value is missing."""
    if not all(values.get(name) for name in fields_in(text)):
        return None
    pieces: list[Piece] = []
    for place, part in enumerate(text.split("*")):
        said = BRACES.sub(lambda match: values[field_of(match.group(1))], part)
        if said:
            pieces.append((said, place % 2 == 1))
    return _as_html_shows(pieces)


def _as_html_shows(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Without doubled spaces, and none at either end."""
    shown: list[Piece] = []
    for said, is_strong in pieces:
        text = re.sub(r"\s+", " ", said)
        if not shown or shown[-1][0].endswith(" "):
            text = text.removeprefix(" ")
        if text:
            shown.append((text, is_strong))
    if shown:
        shown[-1] = (shown[-1][0].rstrip(), shown[-1][1])
    return tuple(piece for piece in shown if piece[0])
