"""The rulebook: one validated, versioned document per contest, pinned by every attempt."""

from datetime import timedelta
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from quizzes.rules.tokens import MAX_ITEMS


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Cell(Part):
    """How many items of one topic and difficulty a paper holds."""

    topic: str
    difficulty: Literal["easy", "medium", "hard"]
    items: int = Field(ge=1)


class Paper(Part):
    minutes: int = Field(ge=1, le=240)
    blueprint: tuple[Cell, ...] = Field(min_length=1)
    points_per_item: int = Field(default=1, ge=1)

    @property
    def items(self) -> int:
        return sum(cell.items for cell in self.blueprint)


class Attempts(Part):
    per_day: int = Field(ge=1)
    counted: Literal["best"] = "best"


class Prediction(Part):
    """What the extra question asks for; one prediction holds for a person in a round."""

    target: Literal["none", "people", "attempts", "all_correct_people"]
    question: str = ""
    unit: str = ""


class Feedback(Part):
    score: Literal["after_submit", "after_close"] = "after_submit"
    key: Literal["after_close"] = "after_close"


class Certificate(Part):
    threshold_percent: int = Field(ge=1, le=100)


class Eligibility(Part):
    minimum_age: int = Field(default=0, ge=0)


TieBreak = Literal["score", "prediction_distance", "time_used", "handed_in_at"]


class Rulebook(Part):
    """Everything that decides the outcome of a round."""

    paper: Paper
    attempts: Attempts
    prediction: Prediction = Prediction(target="none")
    ranking: tuple[TieBreak, ...] = ("score", "time_used", "handed_in_at")
    feedback: Feedback = Feedback()
    certificate: Certificate | None = None
    eligibility: Eligibility = Eligibility()
    transport_grace_seconds: int = Field(default=60, ge=0, le=120)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.paper.items > MAX_ITEMS:
            raise ValueError(f"a paper holds at most {MAX_ITEMS} items")
        if self.ranking[0] != "score" or len(set(self.ranking)) != len(self.ranking):
            raise ValueError("the ranking starts with the score and names each key once")
        return self

    @property
    def max_points(self) -> int:
        return self.paper.items * self.paper.points_per_item

    @property
    def time_limit(self) -> timedelta:
        return timedelta(minutes=self.paper.minutes)

    @property
    def grace(self) -> timedelta:
        return timedelta(seconds=self.transport_grace_seconds)

    @property
    def blueprint(self) -> dict[tuple[str, str], int]:
        return {(cell.topic, cell.difficulty): cell.items for cell in self.paper.blueprint}

    @property
    def live_ranking(self) -> tuple[str, ...]:
        """The order while the round is open: what is predicted is not known yet."""
        return tuple(key for key in self.ranking if key != "prediction_distance")

    @property
    def certificate_points(self) -> int | None:
        if self.certificate is None:
            return None
        return -(-self.max_points * self.certificate.threshold_percent // 100)


def read_rulebook(document: dict[str, Any]) -> Rulebook:
    """Raises pydantic.ValidationError, naming each wrong field."""
    return Rulebook.model_validate(document)
