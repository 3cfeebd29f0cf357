"""The parts of a rulebook: what each of them says, and what would make no sense."""

from datetime import time
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


ItemKind = Literal[
    "single",
    "multiple",
    "true_false",
    "matching",
    "ordering",
    "number",
    "short_text",
    "hotspot",
    "essay",
]


class Cell(Part):
    """How many items of one topic and difficulty a paper holds.

    With a `kind` only items of this kind, which the row without one then leaves out. `points` is
    what each of them is worth where that differs from the paper's `points_per_item`.
    """

    topic: str
    difficulty: Literal["easy", "medium", "hard"]
    items: int = Field(ge=1)
    kind: ItemKind | None = None
    points: int | None = Field(default=None, ge=1, le=1000)

    @property
    def key(self) -> tuple[str, ...]:
        """As papers are drawn and scored by it; see `rules/selection.py`."""
        return (self.topic, self.difficulty, *([self.kind] if self.kind else []))


class Paper(Part):
    minutes: int = Field(ge=1, le=240)
    blueprint: tuple[Cell, ...] = Field(min_length=1)
    points_per_item: int = Field(default=1, ge=1, le=1000)

    @property
    def items(self) -> int:
        return sum(cell.items for cell in self.blueprint)

    @property
    def max_points(self) -> int:
        """The same for every paper that is drawn."""
        return sum(cell.items * (cell.points or self.points_per_item) for cell in self.blueprint)

    @property
    def weights(self) -> dict[tuple[str, ...], int]:
        """What an item of each row is worth; empty where all are worth the same."""
        if not any(cell.points for cell in self.blueprint):
            return {}
        return {cell.key: cell.points or self.points_per_item for cell in self.blueprint}

    @model_validator(mode="after")
    def _rows_differ(self) -> Self:
        keys = [cell.key for cell in self.blueprint]
        if len(set(keys)) != len(keys):
            raise ValueError("each topic, difficulty and kind has one row")
        return self


class Scoring(Part):
    """How answers become points. Essays earn up to what the item is worth, by their rubric."""

    items: Literal["all_or_nothing", "partial"] = "all_or_nothing"
    wrong_points: int = Field(default=0, ge=-1000, le=0)
    speed_bonus_points: int = Field(default=0, ge=0, le=1000)
    requires_every_answer: bool = False


class Hours(Part):
    """When attempts may be started, on some days of the week (1 is Monday, 7 Sunday)."""

    weekdays: tuple[int, ...] = Field(min_length=1)
    opens: time
    closes: time

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if not all(1 <= day <= 7 for day in self.weekdays):
            raise ValueError("weekdays go from 1 (Monday) to 7 (Sunday)")
        if self.opens >= self.closes:
            raise ValueError("the opening hours end after they begin")
        return self


class Attempts(Part):
    """How often a person may start, and which attempt counts. No number: no such limit."""

    per_day: int | None = Field(default=None, ge=1)
    per_week: int | None = Field(default=None, ge=1)
    per_round: int | None = Field(default=None, ge=1)
    per_contest: int | None = Field(default=None, ge=1)
    counted: Literal["best", "first", "last", "average"] = "best"


class RoundRule(Part):
    """What one round does differently; `family` groups rounds whose prizes are capped together."""

    number: int = Field(ge=1)
    paper: Paper | None = None
    opening_hours: tuple[Hours, ...] | None = None
    family: str = ""


class Rounds(Part):
    """How the rounds of a contest add up to an overall ranking, if they do."""

    combine: Literal["each", "sum", "best_n"] = "each"
    best: int | None = Field(default=None, ge=1)
    rules: tuple[RoundRule, ...] = ()

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if (self.combine == "best_n") != (self.best is not None):
            raise ValueError("`best` tells how many rounds count, for best_n alone")
        numbers = [rule.number for rule in self.rules]
        if len(set(numbers)) != len(numbers):
            raise ValueError("each round is named once")
        return self


class Prediction(Part):
    """What the extra question asks for."""

    target: Literal["none", "people", "attempts", "all_correct_people"]
    scope: Literal["round", "contest"] = "round"
    per: Literal["person", "counted_attempt"] = "person"
    recomputed_after_disqualification: bool = False
    question: str = ""
    unit: str = ""


class Feedback(Part):
    """When a participant learns what."""

    score: Literal["after_submit", "after_close", "after_publication", "never"] = "after_submit"
    key: Literal["after_close", "after_publication", "never"] = "after_publication"
    explanations: Literal["after_close", "after_publication", "never"] = "after_publication"


class Certificate(Part):
    kind: Literal["threshold", "participation"] = "threshold"
    threshold_percent: int = Field(default=0, ge=0, le=100)
    issued: Literal["after_score", "after_publication"] = "after_score"


class Eligibility(Part):
    """Who may take part. Empty lists mean everybody."""

    minimum_age: int = Field(default=0, ge=0, le=120)
    maximum_age: int | None = Field(default=None, ge=0, le=120)
    organisations: tuple[str, ...] = ()
    organisation_kinds: tuple[str, ...] = ()
    bars_committee: bool = True
    guardian_below_age: int = Field(default=16, ge=0, le=18)

    @model_validator(mode="after")
    def _leaves_somebody(self) -> Self:
        if self.maximum_age is not None and self.maximum_age < self.minimum_age:
            raise ValueError("the highest age is not below the lowest")
        return self


class Audience(Part):
    """A group that is told apart by age and kind of organisation, for its own prizes."""

    code: str = Field(pattern=r"^[a-z0-9-]+$")
    title: str = Field(min_length=1, max_length=200)
    organisation_kinds: tuple[str, ...] = ()
    minimum_age: int = Field(default=0, ge=0)
    maximum_age: int | None = None


class Prize(Part):
    """A prize for people. `audience` limits it to a group, `per` tells how often it is given."""

    code: str = Field(pattern=r"^[a-z0-9-]+$")
    title: str = Field(min_length=1, max_length=200)
    count: int = Field(ge=1)
    value: str = ""
    audience: str = ""
    per: Literal["round", "contest"] = "round"


class OrganisationPrize(Part):
    code: str = Field(pattern=r"^[a-z0-9-]+$")
    title: str = Field(min_length=1, max_length=200)
    count: int = Field(ge=1)
    value: str = ""
    measure: Literal["people", "attempts", "rate", "average_score", "quantity_and_quality"]
    minimum_people: int = Field(default=1, ge=1)
    minimum_headcount: int = Field(default=0, ge=0)
    per: Literal["round", "contest"] = "round"


class SpreadPrize(Part):
    """For those who brought the most people along."""

    code: str = Field(pattern=r"^[a-z0-9-]+$")
    title: str = Field(min_length=1, max_length=200)
    count: int = Field(ge=1)
    value: str = ""
    minimum_invited: int = Field(default=1, ge=1)
    per: Literal["round", "contest"] = "round"


class PrizeCap(Part):
    """At most so many prizes for one person within a round, a family of rounds, or the contest."""

    prizes: int = Field(ge=1)
    within: Literal["round", "family", "contest"]


class Prizes(Part):
    people: tuple[Prize, ...] = ()
    organisations: tuple[OrganisationPrize, ...] = ()
    spreading: tuple[SpreadPrize, ...] = ()
    caps: tuple[PrizeCap, ...] = ()

    @model_validator(mode="after")
    def _codes_differ(self) -> Self:
        every: list[Prize | OrganisationPrize | SpreadPrize] = [
            *self.people,
            *self.organisations,
            *self.spreading,
        ]
        codes = [one.code for one in every]
        if len(set(codes)) != len(codes):
            raise ValueError("each prize has a code of its own")
        return self


class Board(Part):
    """What the public board shows while a round is open."""

    freeze_minutes: int = Field(default=0, ge=0, le=7 * 24 * 60)
    hides_totals: bool = False


class Results(Part):
    """How a closed round becomes a published ranking."""

    approval: Literal["automatic", "second_person"] = "automatic"
    appeal_days: int = Field(default=0, ge=0, le=60)


class Essays(Part):
    """Essays are marked by people who see neither the name nor each other's marks."""

    markers: int = Field(default=2, ge=1, le=2)
    largest_difference: int = Field(default=1, ge=0)
