"""The file of a contest: its texts, its rulebook and when its rounds are, counted in days."""

from datetime import date, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import Any, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from quizzes.formats.rulebook import Rulebook


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Rule(Part):
    icon: str
    title: str
    text: str


class Prize(Part):
    title: str
    count: int = Field(ge=1)
    value: str
    text: str


class Moment(Part):
    """A time of day so many days after the day of loading; before it when negative."""

    days: int
    time: time

    def on(self, day: date, zone: tzinfo) -> datetime:
        return datetime.combine(day + timedelta(days=self.days), self.time, zone)


class RoundPart(Part):
    title: str
    opens: Moment
    closes: Moment


class ContestFile(Part):
    slug: str = Field(pattern=r"^[a-z0-9-]+$")
    title: str
    organiser: str
    organisation: str
    summary: str
    contact: str
    is_visible: bool
    rules: tuple[Rule, ...]
    rules_html: str
    prizes: tuple[Prize, ...]
    certificate: dict[str, str]
    rulebook: dict[str, Any]
    rounds: tuple[RoundPart, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _rulebook_is_one(self) -> Self:
        Rulebook.model_validate(self.rulebook)
        return self

    @property
    def texts(self) -> dict[str, Any]:
        """The contest's own fields, without what stands in other tables."""
        return self.model_dump(exclude={"slug", "organisation", "rulebook", "rounds"})


def read_contest(folder: Path) -> ContestFile:
    """The contest of a folder: contest.yaml and the-le.html; raises pydantic.ValidationError."""
    document = yaml.load((folder / "contest.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    rules_html = (folder / "the-le.html").read_text(encoding="utf-8")
    return ContestFile.model_validate({**document, "rules_html": rules_html})
