"""The rulebook: one validated, versioned document per contest, pinned by every attempt."""

from datetime import timedelta
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from quizzes.formats.rulebook_parts import (
    Attempts,
    Audience,
    Board,
    Certificate,
    Eligibility,
    Essays,
    Feedback,
    Hours,
    Paper,
    Part,
    Prediction,
    Prizes,
    Results,
    Rounds,
    Scoring,
)
from quizzes.rules.counting import Counting
from quizzes.rules.ranking import TIE_BREAKS, without_prediction
from quizzes.rules.scoring import ScoringPolicy
from quizzes.rules.tokens import MAX_ITEMS

TieBreak = Annotated[str, Field(json_schema_extra={"enum": list(TIE_BREAKS)})]


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

    @model_validator(mode="after")
    def _prizes_fit(self) -> Self:
        audiences = [one.code for one in self.audiences]
        if len(set(audiences)) != len(audiences):
            raise ValueError("each audience has a code of its own")
        groups = {prize.audience for prize in self.prizes.people} - {""}
        if groups - set(audiences):
            raise ValueError("a prize names an audience that is not described")
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
        return self.paper.max_points

    @property
    def time_limit(self) -> timedelta:
        return timedelta(minutes=self.paper.minutes)

    @property
    def grace(self) -> timedelta:
        return timedelta(seconds=self.transport_grace_seconds)

    @property
    def blueprint(self) -> dict[tuple[str, ...], int]:
        return {cell.key: cell.items for cell in self.paper.blueprint}

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
            weights=paper.weights,
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
    def certifies_points(self) -> bool:
        """Whether certificates state points: of a threshold, where people may know their score."""
        is_threshold = self.certificate is None or self.certificate.kind == "threshold"
        return is_threshold and self.feedback.score != "never"

    @property
    def certifies_at_once(self) -> bool:
        """Whether certificates follow the score; never before the score itself may be known."""
        at_once = self.certificate is not None and self.certificate.issued == "after_score"
        return at_once and self.feedback.score == "after_submit"


def read_rulebook(document: dict[str, Any]) -> Rulebook:
    """Raises pydantic.ValidationError, naming each wrong field."""
    return Rulebook.model_validate(document)
