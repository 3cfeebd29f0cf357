"""Items as people write them down in sheets and documents: what was found at one place."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from backend.common.text import nfc
from quizzes.formats.item_content import Note

LETTERS: Final = "ABCDEFGHIJ"
ARROW: Final = "=>"
SEVERAL: Final = "|"


@dataclass(slots=True)
class Written:
    """What was found at one place; `marked` are options that stand out (a star, bold, colour).

    `literal`: written in our own template, where nothing has to be guessed.
    """

    where: str
    literal: bool = False
    stem: str = ""
    options: list[str] = field(default_factory=list)
    marked: set[int] = field(default_factory=set)
    answer: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    dates: dict[str, date | str] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    picture_markup: dict[str, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def text(self, name: str) -> str:
        return self.texts.get(name, "")

    def warn(self, name: str, text: str) -> None:
        self.notes.append(Note("warning", name, text))

    def refuse(self, name: str, text: str) -> None:
        self.notes.append(Note("error", name, text))


def clean(text: str) -> str:
    """Composed, without odd blanks, each line trimmed; a cell's line breaks are kept."""
    lines = nfc(text).replace("\u00a0", " ").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip()
