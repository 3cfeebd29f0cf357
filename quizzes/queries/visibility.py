"""The one rule of what may be seen of a round's standings now.

Everything that tells how people or organisations stand – boards, sockets, one's own place,
boards of organisations, the hall – asks here and reads `BoardView.standings()`, never the
standings themselves. While the public board is frozen these are the rows kept at that moment.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import QuerySet

from quizzes.enums import RoundState
from quizzes.models import FrozenStanding, Ranking, Round, Standing
from quizzes.queries.rulebook import rulebook_of, shows_points
from quizzes.rules.freezing import frozen_since


class Viewer(StrEnum):
    """Who looks. Only the desk's addresses, which let organisers in alone, may say JURY."""

    PUBLIC = "public"
    JURY = "jury"


@dataclass(frozen=True, slots=True)
class BoardView:
    """What one kind of viewer may know of a round's standings at one moment."""

    round: Round
    now: datetime
    frozen_at: datetime | None
    shows_points: bool
    shows_totals: bool
    is_final: bool

    @property
    def as_of(self) -> datetime:
        """The moment that is shown."""
        return self.frozen_at or self.now

    def standings(self) -> "QuerySet[Standing] | QuerySet[FrozenStanding]":
        """The rows that may be read, without the disqualified; both kinds have the same fields.

        What was frozen stays as it was.
        """
        if self.frozen_at is None:
            return Standing.objects.filter(round=self.round, is_barred=False)
        return FrozenStanding.objects.filter(round=self.round, is_barred=False)


def board_view(round_: Round, viewer: Viewer, now: datetime) -> BoardView:
    """What `viewer` may know of the round now: everything for the jury and once published."""
    rulebook, is_final = rulebook_of(round_), round_.state == RoundState.PUBLISHED
    knows_all = viewer == Viewer.JURY or is_final
    frozen_at = frozen_since(
        by_hand=round_.frozen_at,
        closes_at=round_.closes_at,
        before_close=timedelta(minutes=rulebook.board.freeze_minutes),
        now=now,
    )
    return BoardView(
        round=round_,
        now=now,
        frozen_at=None if knows_all else frozen_at,
        shows_points=viewer == Viewer.JURY or shows_points(round_),
        shows_totals=knows_all or not rulebook.board.hides_totals,
        is_final=is_final,
    )


def publishes_points(ranking: Ranking) -> bool:
    """Whether a published ranking tells people's points, wherever it is read or printed.

    Where participants never learn their score, nobody else reads it beside their names either;
    the recount bundle, which names nobody, tells what was counted all the same.
    """
    return rulebook_of(ranking).feedback.score != "never"
