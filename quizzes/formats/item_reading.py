"""What every reader of foreign item files gives, and what every writer of them takes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from quizzes.formats.item_content import ItemContent, Note


@dataclass(frozen=True, slots=True)
class ReadItem:
    """One item of a file.

    `content` has the shape of ItemContent but need not be valid. Its markup, and the picture of a
    hotspot, name pictures of the file as "picture:NAME"; `pictures` holds their bytes by NAME.
    `notes` name what the file says and we cannot keep, and what looks doubtful.
    """

    where: str
    content: Mapping[str, Any]
    code: str = ""
    topic: str = ""
    difficulty: str = ""
    tags: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    competences: tuple[str, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole file: its format's name and its items, or in words why it cannot be read."""

    format: str
    items: tuple[ReadItem, ...] = ()
    problem: str = ""
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportItem:
    """One item of the bank on its way into a foreign file.

    `topic`: the name that people know. `pictures`: the bytes of each picture of the markup and of
    a hotspot, by digest.
    """

    code: str
    topic: str
    difficulty: str
    content: ItemContent
    tags: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    competences: tuple[str, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
