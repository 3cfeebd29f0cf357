"""A private note, however late and in which order devices tell of it. Pure.

What was typed upon the text that is kept replaces it. What was typed upon an older one, as by a
phone that had no network, never replaces what came meanwhile: it is put below, unless one of both
holds the other already. So nothing that was typed is lost, and what is told twice changes nothing.
"""

from dataclasses import dataclass

LONGEST = 50_000
MOST_MARKS = 10_000


@dataclass(frozen=True, slots=True)
class Note:
    """`marks`: how often the lesson was marked or the mark taken back; odd is marked."""

    text: str = ""
    revision: int = 0
    marks: int = 0

    @property
    def is_marked(self) -> bool:
        return self.marks % 2 == 1


class NoteTooLong(ValueError):
    """Both texts together have more than LONGEST letters."""


def noted(kept: Note, told: Note) -> Note:
    """What is kept after a device told of `told`; its revision is the one it was typed upon.

    Raises NoteTooLong.
    """
    text = told.text if told.revision == kept.revision else _both(kept.text, told.text)
    if len(text) > LONGEST:
        raise NoteTooLong
    revision = kept.revision + (text != kept.text)
    return Note(text, revision, max(kept.marks, told.marks))


def _both(kept: str, told: str) -> str:
    if told in kept:
        return kept
    return told if kept in told else f"{kept}\n\n{told}"
