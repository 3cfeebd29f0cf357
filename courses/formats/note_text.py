"""Somebody's notes as a text to keep: by course and lesson, marked lessons with a star."""

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import Protocol

MARKED = "★ "


class Noted(Protocol):
    """A note with the names of its place."""

    @property
    def course_title(self) -> str: ...
    @property
    def lesson_title(self) -> str: ...
    @property
    def is_marked(self) -> bool: ...
    @property
    def text(self) -> str: ...


def write_notes(heading: str, notes: Iterable[Noted]) -> str:
    """Plain text, paragraphs apart, courses and lessons underlined."""
    lines = [heading]
    for course, group in groupby(notes, attrgetter("course_title")):
        lines += ["", "", course, "=" * len(course)]
        for one in group:
            title = f"{MARKED if one.is_marked else ''}{one.lesson_title}"
            lines += ["", title, "-" * len(title)]
            if one.text:
                lines += [one.text.strip()]
    return "\n".join(lines) + "\n"
