"""A class of the demonstration as a file: days are counted from the day of loading."""

from datetime import time
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import Field

from courses.formats.part import KEY, Strict

Key = Annotated[str, Field(pattern=KEY, max_length=100)]
Text = Annotated[str, Field(min_length=1, max_length=5000)]


class ClassSession(Strict):
    """A meeting."""

    title: str = Field(min_length=1, max_length=200)
    day: int
    at: time
    minutes: int = Field(ge=15, le=480)
    place: str = ""
    link: str = ""


class ClassPerson(Strict):
    """How far somebody has come; `final` items of the final quiz are right, `extended` is the day
    until which they have time."""

    person: str
    done: int = Field(default=0, ge=0)
    seen: int | None = None
    wrong: float = Field(default=0, ge=0, le=1)
    final: int | None = None
    extended: int | None = None
    absent: tuple[int, ...] = ()


class ClassWork(Strict):
    """What somebody handed in; without `levels` it waits."""

    person: str
    day: int
    text: Text
    levels: tuple[int, ...] | None = None
    comment: str = ""
    returned: bool = False


class ClassPost(Strict):
    """A question, perhaps with the trainer's answer."""

    person: str
    lesson: Key
    day: int
    text: Text
    answer: str = ""
    pinned: bool = False


class ClassMessage(Strict):
    """A message to everybody; the first `read` of them have read it."""

    subject: str
    body: Text
    day: int
    read: int = 0


class ClassFile(Strict):
    """The class."""

    course: Key
    title: str = Field(min_length=1, max_length=200)
    organisation: str
    trainer: str
    opens: int
    closes: int
    place: str = ""
    capacity: int = Field(ge=1)
    due: tuple[dict[str, Any], ...] = ()
    sessions: tuple[ClassSession, ...] = ()
    people: tuple[ClassPerson, ...] = Field(min_length=1)
    works: tuple[ClassWork, ...] = ()
    posts: tuple[ClassPost, ...] = ()
    messages: tuple[ClassMessage, ...] = ()


def read_class(path: Path) -> ClassFile:
    """Raises pydantic.ValidationError, naming each wrong field."""
    return ClassFile.model_validate(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader))
