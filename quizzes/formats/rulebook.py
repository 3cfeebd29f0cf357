"""The rulebook: one validated, versioned document per contest, pinned by every attempt."""

from datetime import time, timedelta
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from quizzes.rules.counting import Counting
from quizzes.rules.ranking import TIE_BREAKS, without_prediction
from quizzes.rules.scoring import ScoringPolicy
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
    points_per_item: int = Field(default=1, ge=1, le=1000)

    @property
    def items(self) -> int:
        return sum(cell.items for cell in self.blueprint)


class Scoring(Part):
    """How answers become points. Essays earn up to `points_per_item` by their rubric."""

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


class Audience(Part):
    """A group that is told apart by age and kind of organisation, for its own prizes."""

    code: str = Field(pattern=r"^[a-z0-9-]+$")
    title: str
    organisation_kinds: tuple[str, ...] = ()
    minimum_age: int = Field(default=0, ge=0)
    maximum_age: int | None = None


class Prize(Part):
    """A prize for people. `audience` limits it to a group, `per` tells how often it is given."""

    code: str = Field(pattern=r"^[a-z0-9-]+$")
    title: str
    count: int = Field(ge=1)
    value: str = ""
    audience: str = ""
    per: Literal["round", "contest"] = "round"


class OrganisationPrize(Part):
    code: str = Field(pattern=r"^[a-z0-9-]+$")
    title: str
    count: int = Field(ge=1)
    value: str = ""
    measure: Literal["people", "attempts", "rate", "average_score", "quantity_and_quality"]
    minimum_people: int = Field(default=1, ge=1)
    minimum_headcount: int = Field(default=0, ge=0)
    per: Literal["round", "contest"] = "round"


class SpreadPrize(Part):
    """For those who brought the most people along."""

    code: str = Field(pattern=r"^[a-z0-9-]+$")
    title: str
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


TieBreak = str


class Rulebook(Part):
    """Everything that decides the outcome of a contest and of each of its rounds."""

    paper: Paper
    scoring: Scoring = Scoring()
    attempts: Attempts = Attempts(per_round=1)
    opening_hours: tuple[Hours, ...] = ()
    rounds: Rounds = Rounds()
    prediction: Prediction = Prediction(target="none")
    ranking: tuple[TieBreak, ...] = ("score", "time_used", "handed_in_at")
    ties: Literal["shared_rank", "draw"] = "shared_rank"
    feedback: Feedback = Feedback()
    certificate: Certificate | None = None
    eligibility: Eligibility = Eligibility()
    audiences: tuple[Audience, ...] = ()
    prizes: Prizes = Prizes()
    board: Board = Board()
    results: Results = Results()
    essays: Essays = Essays()
    transport_grace_seconds: int = Field(default=60, ge=0, le=120)
    fastest_item_seconds: int = Field(default=2, ge=0, le=60)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        papers = [self.paper, *(rule.paper for rule in self.rounds.rules if rule.paper)]
        if any(paper.items > MAX_ITEMS for paper in papers):
            raise ValueError(f"a paper holds at most {MAX_ITEMS} items")
        bonus = self.scoring.speed_bonus_points
        if bonus and any(bonus >= self._scoring_of(paper).smallest_step for paper in papers):
            raise ValueError("the speed bonus is less than the smallest step of points")
        unknown = [name for name in self.ranking if name not in TIE_BREAKS]
        if unknown:
            raise ValueError(f"unknown tie-break: {unknown[0]}")
        if self.ranking[:1] != ("score",) or len(set(self.ranking)) != len(self.ranking):
            raise ValueError("the ranking starts with the score and names each key once")
        return self

    def for_round(self, number: int) -> Self:
        """The rulebook as it stands for one round, its own paper and hours put in place."""
        rule = next((one for one in self.rounds.rules if one.number == number), None)
        if rule is None:
            return self
        own = {"paper": rule.paper, "opening_hours": rule.opening_hours}
        return self.model_copy(update={key: one for key, one in own.items() if one is not None})

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
        return without_prediction(self.ranking)

    @property
    def scoring_policy(self) -> ScoringPolicy:
        """How answers become points."""
        return self._scoring_of(self.paper)

    def _scoring_of(self, paper: Paper) -> ScoringPolicy:
        return ScoringPolicy(
            points_per_item=paper.points_per_item,
            partial=self.scoring.items == "partial",
            wrong_points=self.scoring.wrong_points,
            speed_bonus_points=self.scoring.speed_bonus_points,
            time_limit_ms=paper.minutes * 60_000,
        )

    @property
    def counting(self) -> Counting:
        """Which of a person's attempts counts."""
        return Counting(
            policy=self.ranking,
            which=self.attempts.counted,
            requires_every_answer=self.scoring.requires_every_answer,
            prediction_per=self.prediction.per,
        )

    @property
    def certificate_points(self) -> int | None:
        """The points that earn a certificate; None where points do not."""
        if self.certificate is None or self.certificate.kind == "participation":
            return None
        return -(-self.max_points * self.certificate.threshold_percent // 100)

    @property
    def certifies_at_once(self) -> bool:
        """Whether certificates follow the score; never before the score itself may be known."""
        at_once = self.certificate is not None and self.certificate.issued == "after_score"
        return at_once and self.feedback.score == "after_submit"


def read_rulebook(document: dict[str, Any]) -> Rulebook:
    """Raises pydantic.ValidationError, naming each wrong field."""
    return Rulebook.model_validate(document)
