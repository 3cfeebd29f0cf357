"""A published ranking as everybody may read it: masked names, fifty rows a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator

from backend.accounts.models import User
from backend.common.text import masked_name
from quizzes.formats.rulebook import Rulebook
from quizzes.models import Ranking, RankingRow
from quizzes.queries.bulletin import MEASURES, RANKING_WORDS, PrizeRow, prize_rows
from quizzes.queries.publication import file_name, results_address
from quizzes.queries.rulebook import rulebook_of
from quizzes.queries.standing import ranking_rows
from quizzes.queries.visibility import publishes_points

ROWS_A_PAGE = 50
UNITS_SHOWN = 5


@dataclass(frozen=True)
class ResultPage:
    """A published ranking, of a round or of a whole contest, as its bulletin page tells it."""

    ranking: Ranking

    @property
    def title(self) -> str:
        """The round's title; empty for the whole contest."""
        return self.ranking.round.title if self.ranking.round else ""

    @property
    def address(self) -> str:
        return results_address(self.ranking).removeprefix(settings.PUBLIC_URL)

    @property
    def files(self) -> str:
        """Where its files are fetched."""
        return f"/api/v1/rankings/{self.ranking.uuid}/"

    @property
    def bundle_name(self) -> str:
        return file_name("goi-kiem-phieu", self.ranking, "zip")

    @cached_property
    def rulebook(self) -> Rulebook:
        return rulebook_of(self.ranking)

    @property
    def shows_points(self) -> bool:
        return publishes_points(self.ranking)

    @property
    def tie_breaks(self) -> list[Any]:
        return [RANKING_WORDS[key] for key in self.rulebook.ranking]

    @property
    def share_all_correct(self) -> float | None:
        people = self.ranking.people
        return self.ranking.all_correct_people / people if people else None

    @cached_property
    def prizes(self) -> list[PrizeRow]:
        return prize_rows(self.ranking)

    @property
    def units(self) -> list[dict[str, Any]]:
        """Leading organisations by each measure that somebody leads by."""
        return [
            {
                "measure": measure,
                "title": title,
                "rows": [
                    {**row, "rank": place} for place, row in enumerate(rows[:UNITS_SHOWN], start=1)
                ],
            }
            for measure, title in MEASURES.items()
            if (rows := self.ranking.leading_units.get(measure))
        ]


@dataclass(frozen=True, slots=True)
class ResultRow:
    rank: int
    name: str
    organisation: str
    points: int
    distance: int | None
    time_used_ms: int
    is_own: bool


def result_page(ranking: Ranking, number: str | None, viewer: User | None) -> Page:
    """One page of the ranking, its `object_list` ready to be shown."""
    page = CountedPaginator(ranking_rows(ranking), ROWS_A_PAGE, count=ranking.people).get_page(
        number
    )
    page.object_list = list(_shown(page.object_list, viewer))
    return page


def own_row(ranking: Ranking, viewer: User) -> tuple[RankingRow, int] | None:
    """The viewer's row and the page it stands on."""
    row = RankingRow.objects.filter(ranking=ranking, participant__user=viewer).first()
    if row is None:
        return None
    before = RankingRow.objects.filter(ranking=ranking, rank__lt=row.rank).count()
    ties = RankingRow.objects.filter(ranking=ranking, rank=row.rank, pk__lt=row.pk).count()
    return row, (before + ties) // ROWS_A_PAGE + 1


class CountedPaginator(Paginator):
    """A paginator that is told the number of rows, which the ranking already knows."""

    def __init__(self, rows: object, per_page: int, *, count: int) -> None:
        super().__init__(rows, per_page)  # type: ignore[arg-type]
        self.__dict__["count"] = count


def _shown(rows: Iterable[RankingRow], viewer: User | None) -> Iterable[ResultRow]:
    for row in rows:
        person = row.participant.user
        yield ResultRow(
            rank=row.rank,
            name=masked_name(person.full_name),
            organisation=row.participant.unit.name if row.participant.unit else "",
            points=row.points,
            distance=row.distance,
            time_used_ms=row.time_used_ms,
            is_own=viewer is not None and person.pk == viewer.pk,
        )
