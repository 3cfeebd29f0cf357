"""Files of competence frameworks: domains, and the competences within them."""

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class FrameworkSource(Part):
    """The document that lays the framework down."""

    document: str = Field(min_length=1)
    publisher: str = Field(min_length=1)
    link: str = Field(default="", pattern=r"^(https://\S+)?$")


class Line(Part):
    """A competence; `name_en` where the framework was written in English."""

    code: str = Field(pattern=r"^[a-z0-9.-]{1,20}$")
    name: str = Field(min_length=1, max_length=300)
    name_en: str = Field(default="", max_length=300)


class Domain(Line):
    """A domain with its competences, as far as they are known for sure."""

    competences: tuple[Line, ...] = ()


class CompetenceFile(Part):
    """One framework."""

    framework: str = Field(pattern=r"^[a-z0-9]{1,20}$")
    source: FrameworkSource
    domains: tuple[Domain, ...] = Field(min_length=1)


def read_competence_files(folder: Path) -> list[CompetenceFile]:
    """Every framework of the folder; raises pydantic.ValidationError."""
    return [
        CompetenceFile.model_validate(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader))
        for path in sorted(folder.glob("*.yaml"))
    ]
