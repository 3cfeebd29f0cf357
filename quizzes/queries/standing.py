"""Where participants and organisations stand in a round."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from backend.accounts.models import User
from backend.common.text import masked_name
from quizzes.enums import RoundState
from quizzes.formats.rulebook import Rulebook
from quizzes.models import FrozenStanding, Ranking, RankingRow, Round, Standing
from quizzes.queries.rulebook import rulebook_of
from quizzes.queries.visibility import BoardView, Viewer, board_view

BOARD_ROWS = 20
# Rates of smaller organisations would say more about one person than about the organisation.
SMALLEST_RATED_HEADCOUNT = 10


# The field of a standing behind each key of a ranking that is known while a round is open.
LIVE_FIELDS: Mapping[str, str] = {
    "score": "-points",
    "correct_items": "-correct_items",
    "time_used": "time_used_ms",
    "handed_in_at": "handed_in_at",
    "handed_in_last": "-handed_in_at",
    "fewest_attempts": "attempts",
    "most_attempts": "-attempts",
}


@dataclass(frozen=True, slots=True)
class Totals:
    people: int
    attempts: int


def totals(view: BoardView) -> Totals:
    found = view.standings().aggregate(people=Count("pk"), attempts=Sum("attempts"))
    return Totals(found["people"], found["attempts"] or 0)


def live_order(rulebook: Rulebook) -> tuple[str, ...]:
    """The order_by fields of standings while a round is open; equal in all of them is a tie."""
    return tuple(LIVE_FIELDS[key] for key in rulebook.live_ranking)


def leading_standings(view: BoardView) -> list[dict[str, Any]]:
    """The first rows of the live board, names masked; equal results share a rank."""
    order = live_order(rulebook_of(view.round))
    fields = [field.removeprefix("-") for field in order]
    rows = (
        view.standings()
        .order_by(*order, "id")
        .values_list(
            "participant__user__full_name", "unit__name", "points", "time_used_ms", *fields
        )[:BOARD_ROWS]
    )
    shown: list[dict[str, Any]] = []
    previous: list[Any] | None = None
    for place, (name, unit, points, used, *key) in enumerate(rows, start=1):
        rank = shown[-1]["rank"] if key == previous else place
        previous = key
        shown.append(
            {
                "rank": rank,
                "name": masked_name(name),
                "organisation": unit or "",
                "points": points,
                "time_used_ms": used,
            }
        )
    return shown


def leading_organisations(view: BoardView, limit: int = BOARD_ROWS) -> list[dict[str, Any]]:
    """Organisations by distinct people who took part, with their rate against headcount."""
    rows = (
        view.standings()
        .filter(unit__isnull=False)
        .values("unit__uuid", "unit__name", "unit__headcount")
        .annotate(people=Count("pk"))
        .order_by("-people", "unit__name")[:limit]
    )
    shown: list[dict[str, Any]] = []
    for place, row in enumerate(rows, start=1):
        same = bool(shown) and shown[-1]["people"] == row["people"]
        shown.append(
            {
                "rank": shown[-1]["rank"] if same else place,
                "uuid": str(row["unit__uuid"]),
                "name": row["unit__name"],
                "people": row["people"],
                "headcount": row["unit__headcount"],
                "rate": _rate(row["people"], row["unit__headcount"]),
            }
        )
    return shown


def own_standing(user: User, round_: Round, now: datetime) -> dict[str, Any] | None:
    """A person's own place: final once the round is published, provisional before."""
    view = board_view(round_, Viewer.PUBLIC, now)
    standing = find_standing(user, round_) if view.shows_points else None
    return place_of(standing, view) if standing else None


def find_standing(user: User, round_: Round) -> Standing | None:
    return (
        Standing.objects.select_related("unit").filter(round=round_, participant__user=user).first()
    )


def place_of(standing: Standing, view: BoardView) -> dict[str, Any]:
    """The place of one's own standing, in the words of the outside.

    Points and time are one's own, so they are always the newest. The rank is as the view shows
    it: of a frozen board the one at that moment, or None for whoever stood nowhere yet.
    """
    row = find_ranking_row(view.round, standing.participant_id) if view.is_final else None
    return {
        "rank": row.rank if row else _visible_rank(standing, view),
        "people": view.standings().count() if view.shows_totals else None,
        "points": standing.points,
        "time_used_ms": standing.time_used_ms,
        "organisation_name": standing.unit.name if standing.unit else "",
        "organisation_rank": _organisation_rank(view, standing.unit_id),
        "is_final": row is not None,
        "frozen_at": view.frozen_at,
    }


def published_ranking(round_: Round) -> Ranking | None:
    """The newest published ranking of a round."""
    if round_.state != RoundState.PUBLISHED:
        return None
    return (
        Ranking.objects.filter(round=round_, published_at__isnull=False).order_by("-number").first()
    )


def ranking_rows(ranking: Ranking) -> QuerySet[RankingRow]:
    return (
        RankingRow.objects.filter(ranking=ranking)
        .select_related("participant__user", "participant__unit")
        .order_by("rank", "id")
    )


def find_ranking_row(round_: Round, participant_id: int) -> RankingRow | None:
    return (
        RankingRow.objects.filter(
            ranking__round=round_,
            ranking__published_at__isnull=False,
            participant_id=participant_id,
        )
        .order_by("-ranking__number")
        .first()
    )


def _visible_rank(standing: Standing, view: BoardView) -> int | None:
    """Hidden totals hide a rank far down the list too: the last one would tell them."""
    found = view.standings().filter(participant=standing.participant_id).first()
    rank = _rank_among(view, found) if found else None
    return rank if view.shows_totals or rank is None or rank <= BOARD_ROWS else None


def _rank_among(view: BoardView, standing: Standing | FrozenStanding) -> int:
    """One more than those who are strictly better in the first field that differs."""
    better, same = Q(pk__in=()), Q()
    for field in live_order(rulebook_of(view.round)):
        name = field.removeprefix("-")
        value = getattr(standing, name)
        comparison = "gt" if field.startswith("-") else "lt"
        better |= same & Q(**{f"{name}__{comparison}": value})
        same &= Q(**{name: value})
    return view.standings().filter(better).count() + 1


def _organisation_rank(view: BoardView, unit_id: int | None) -> int | None:
    if unit_id is None:
        return None
    counts = dict(
        view.standings()
        .filter(unit__isnull=False)
        .values_list("unit_id")
        .annotate(people=Count("pk"))
    )
    own = counts.get(unit_id, 0)
    return 1 + sum(1 for people in counts.values() if people > own)


def _rate(people: int, headcount: int | None) -> float | None:
    if not headcount or headcount < SMALLEST_RATED_HEADCOUNT:
        return None
    return round(min(1.0, people / headcount), 4)
