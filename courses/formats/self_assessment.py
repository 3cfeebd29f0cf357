"""Files of self-assessments: domains, statements about everyday things, four levels of each."""

from pathlib import Path
from typing import Annotated, Self

import yaml
from pydantic import Field, model_validator

from backend.common.text import nfc
from courses.formats.lesson import COMPETENCE, KEY, Source, Strict

LEVELS = 4

Level = Annotated[str, Field(min_length=1, max_length=200)]


class Statement(Strict):
    """`levels` from what one cannot do yet to what one shows others; `tags` closest first."""

    key: str = Field(pattern=KEY, max_length=40)
    title: str = Field(min_length=1, max_length=120)
    tags: tuple[Annotated[str, Field(pattern=COMPETENCE)], ...] = Field(min_length=1)
    levels: tuple[Level, ...] = Field(min_length=LEVELS, max_length=LEVELS)


class AssessedDomain(Strict):
    """A domain of a framework; `short` stands on the radar."""

    code: str = Field(pattern=COMPETENCE)
    short: str = Field(min_length=1, max_length=12)
    statements: tuple[Statement, ...] = Field(min_length=1)


class SelfAssessment(Strict):
    """One self-assessment."""

    slug: str = Field(pattern=KEY)
    title: str
    sources: tuple[Source, ...] = ()
    domains: tuple[AssessedDomain, ...] = Field(min_length=3)

    @model_validator(mode="after")
    def _keys_differ(self) -> Self:
        keys = [one.key for one in self.statements]
        if len(set(keys)) != len(keys):
            raise ValueError("Hai câu có cùng khóa.")
        return self

    @property
    def statements(self) -> list[Statement]:
        return [one for domain in self.domains for one in domain.statements]


def read_self_assessment(path: Path) -> SelfAssessment:
    """Raises pydantic.ValidationError."""
    said = yaml.load(nfc(path.read_text(encoding="utf-8")), yaml.CSafeLoader)
    return SelfAssessment.model_validate(said)
