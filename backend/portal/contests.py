"""Contests and rounds as the public pages show them: a handful of rows, read-only."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from django.utils.translation import get_language, gettext

from backend.portal.formats import span_parts
from quizzes.formats.rulebook import Rulebook
from quizzes.models import BoardSnapshot, Contest, Round
from quizzes.queries.contest import public_state
from quizzes.queries.desk import banner_address
from quizzes.queries.news import taker_news
from quizzes.queries.rulebook import rulebook_of
from quizzes.queries.rulebook_desk import summary_of

LEADING_ORGANISATIONS = 5


@dataclass(frozen=True, slots=True)
class BoardPart:
    """The part of a round's board that the contest page shows."""

    at: datetime
    people: int | None
    attempts: int | None
    is_frozen: bool
    organisations: list[dict[str, Any]]


@dataclass(frozen=True)
class RoundPage:
    """A round at one moment."""

    round: Round
    slug: str
    now: datetime

    @property
    def uuid(self) -> str:
        return str(self.round.uuid)

    @property
    def number(self) -> int:
        return self.round.number

    @property
    def title(self) -> str:
        return self.round.title

    @property
    def opens_at(self) -> datetime:
        return self.round.opens_at

    @property
    def closes_at(self) -> datetime:
        return self.round.closes_at

    @cached_property
    def phase(self) -> str:
        """planned, open, closed or published."""
        return public_state(self.round, self.now)

    @property
    def pause(self) -> dict[str, str] | None:
        """{"at", "reason"} of a round that stands still, as its takers are told."""
        return taker_news(self.round)["paused"] if self.phase == "open" else None

    @property
    def left_ms(self) -> int:
        return max(0, (self.round.closes_at - self.now) // timedelta(milliseconds=1))

    @property
    def left_parts(self) -> list[tuple[int, str]]:
        return span_parts(self.round.closes_at - self.now)

    @cached_property
    def rulebook(self) -> Rulebook:
        return rulebook_of(self.round)

    @property
    def limit(self) -> tuple[int | str, str]:
        """How often one may start: the nearest limit there is, and its words."""
        limits = self.rulebook.attempts
        if limits.per_day:
            return limits.per_day, gettext("lượt mỗi ngày")
        if limits.per_week:
            return limits.per_week, gettext("lượt mỗi tuần")
        if limits.per_round:
            return limits.per_round, gettext("lượt mỗi vòng")
        if limits.per_contest:
            return limits.per_contest, gettext("lượt cả cuộc thi")
        return "∞", gettext("lượt thi")

    @property
    def asks_prediction(self) -> bool:
        return self.rulebook.prediction.target != "none"

    @property
    def board_address(self) -> str:
        return f"/api/v1/rounds/{self.round.uuid}/board/"


@dataclass(frozen=True)
class ContestPage:
    """A contest at one moment, with the round that matters now."""

    contest: Contest
    now: datetime

    def __getattr__(self, name: str) -> Any:
        """The contest's own texts, for templates."""
        return getattr(self.contest, name)

    @property
    def address(self) -> str:
        return f"/cuoc-thi/{self.contest.slug}/"

    @property
    def paper_address(self) -> str:
        return f"{self.address}lam-bai/"

    @property
    def banner_address(self) -> str | None:
        return banner_address(self.contest)

    @cached_property
    def rounds(self) -> list[RoundPage]:
        return [RoundPage(each, self.contest.slug, self.now) for each in self.contest.rounds.all()]

    @cached_property
    def round(self) -> RoundPage | None:
        """The open round; else the next planned one; else the one that closed last."""
        for phase in ("open", "planned"):
            found = [each for each in self.rounds if each.phase == phase]
            if found:
                return min(found, key=lambda each: each.closes_at)
        return max(self.rounds, key=lambda each: each.closes_at, default=None)

    @property
    def phase(self) -> str:
        return self.round.phase if self.round else "planned"

    @cached_property
    def rulebook_sections(self) -> list[dict[str, Any]]:
        """The rulebook of the round that matters now, in plain words."""
        if self.round is None:
            return []
        is_english = (get_language() or "").startswith("en")
        document = self.round.rulebook.model_dump(mode="json")
        return summary_of(document, "en" if is_english else "vi")

    @property
    def published_rounds(self) -> list[RoundPage]:
        return [each for each in self.rounds if each.phase == "published"]


def board_part(round_page: RoundPage) -> BoardPart | None:
    """Totals and leading organisations from the newest snapshot; None before the first one."""
    snapshot: BoardSnapshot | None = getattr(round_page.round, "snapshot", None)
    if snapshot is None:
        return None
    board = json.loads(bytes(snapshot.payload))
    totals = board["totals"] or {"people": None, "attempts": None}
    return BoardPart(
        at=datetime.fromtimestamp(board["at_ms"] / 1000, tz=UTC),
        people=totals["people"],
        attempts=totals["attempts"],
        is_frozen=board.get("frozen_at") is not None,
        organisations=board["organisations"][:LEADING_ORGANISATIONS],
    )
