"""The file of the demonstration's people: who can sign in, and who plays."""

from datetime import date
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Person(Part):
    """An invented person; `rounds` fixes which rounds they play, None leaves it to the draw."""

    name: str = Field(min_length=1, max_length=100)
    born: date
    organisation: str
    skill: float = Field(default=0.9, ge=0, le=1)
    rounds: tuple[int, ...] | None = None
    email: str = ""
    phone: str = ""
    staff: bool = False
    role: str = ""
    within: str = ""


class PeopleFile(Part):
    password: str
    sign_ins: tuple[Person, ...]
    participants: tuple[Person, ...]

    @property
    def everyone(self) -> list[Person]:
        """All of them, each with an address; the players' are counted: nguoi-001@hocso.test."""
        players = [
            person.model_copy(update={"email": f"nguoi-{number:03}@hocso.test"})
            for number, person in enumerate(self.participants, start=1)
        ]
        return [*self.sign_ins, *players]


def read_people(path: Path) -> PeopleFile:
    """Raises pydantic.ValidationError, naming each wrong field."""
    return PeopleFile.model_validate(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader))
