"""A published ranking as everybody may read it: masked names, fifty rows a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy as _

from backend.accounts.models import User
from backend.common.text import masked_name
from quizzes.models import Ranking, RankingRow
from quizzes.queries.standing import ranking_rows

ROWS_A_PAGE = 50

TIE_BREAKS: Final = {
    "score": _("Điểm cao hơn"),
    "prediction_distance": _("Dự đoán gần đáp số hơn"),
    "time_used": _("Làm bài nhanh hơn"),
    "handed_in_at": _("Nộp bài sớm hơn"),
}


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
