"""Where participants and organisations stand in a round."""

from datetime import datetime
from typing import Any, cast

from django.db.models import QuerySet

from backend.accounts.models import User
from backend.common.rows import Statement
from backend.common.text import masked_name
from backend.organisations.models import Organisation
from quizzes.enums import RoundState
from quizzes.models import FrozenStanding, Ranking, RankingRow, Round, Standing
from quizzes.queries.tally import (
    Totals,
    leading_units,
    organisation_rank,
    rank_among,
    totals,
)
from quizzes.queries.visibility import BoardView, Viewer, board_view
from quizzes.rules.ranking import Result

BOARD_ROWS = 20
# Rates of smaller organisations would say more about one person than about the organisation.
SMALLEST_RATED_HEADCOUNT = 10


def leading_standings(view: BoardView) -> list[dict[str, Any]]:
    """The first rows of the live board, names masked; equal results share a rank."""
    rows = (
        view.standings()
        .order_by("order", "id")
        .values_list(
            "participant__user__full_name", "unit__name", "points", "time_used_ms", "order"
        )[:BOARD_ROWS]
    )
    shown: list[dict[str, Any]] = []
    previous: bytes | None = None
    for place, (name, unit, points, used, order) in enumerate(rows, start=1):
        rank = shown[-1]["rank"] if bytes(order) == previous else place
        previous = bytes(order)
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
    shown: list[dict[str, Any]] = []
    for place, row in enumerate(leading_units(view, limit), start=1):
        same = bool(shown) and shown[-1]["people"] == row["people"]
        shown.append(
            {
                "rank": shown[-1]["rank"] if same else place,
                "uuid": str(row["uuid"]),
                "name": row["name"],
                "people": row["people"],
                "headcount": row["headcount"],
                "rate": rate(row["people"], row["headcount"]),
            }
        )
    return shown


def own_standing(user: User, round_: Round, now: datetime) -> dict[str, Any] | None:
    """A person's own place: final once the round is published, provisional before."""
    view = board_view(round_, Viewer.PUBLIC, now)
    standing = find_standing(user, round_) if view.shows_points else None
    return place_of(standing, view) if standing else None


_OWN = Statement(
    """
    SELECT {standing}, {unit} FROM quizzes_standing standing
    JOIN quizzes_participant participant ON participant.id = standing.participant_id
    LEFT JOIN organisations_organisation unit ON unit.id = standing.unit_id
    WHERE standing.round_id = %s AND participant.contest_id = %s AND participant.user_id = %s
    """,
    {"standing": Standing, "unit": Organisation},
)


def find_standing(user: User, round_: Round) -> Standing | None:
    found = _OWN.first(round_.pk, round_.contest_id, user.pk)
    if found is None:
        return None
    standing, unit = found
    standing.unit = unit
    return cast(Standing, standing)


def place_of(standing: Standing, view: BoardView) -> dict[str, Any]:
    """The place of one's own standing, in the words of the outside.

    Points and time are one's own, so they are always the newest. The rank is as the view shows
    it: of a frozen board the one at that moment, of a final one the published one; None for
    whoever stood nowhere yet, or does not count.
    """
    final = _final_rank(standing, view.round) if view.is_final else None
    counted = totals(view)
    return {
        "rank": final if view.is_final else _visible_rank(standing, view, counted),
        "people": counted.people if view.shows_totals else None,
        "points": standing.points,
        "time_used_ms": standing.time_used_ms,
        "organisation_name": standing.unit.name if standing.unit else "",
        "organisation_rank": organisation_rank(view, standing.unit_id),
        "is_final": final is not None,
        "frozen_at": view.frozen_at,
    }


def _final_rank(standing: Standing, round_: Round) -> int | None:
    """The place in the newest published ranking; what it corrected no longer counts."""
    newest = published_ranking(round_)
    places = RankingRow.objects.filter(ranking=newest, participant_id=standing.participant_id)
    return places.values_list("rank", flat=True).first()


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


def result_of(standing: Standing, distance: int | None = None, *, is_above: bool = False) -> Result:
    """A standing as the ranking rules compare it."""
    return Result(
        participant_id=standing.participant_id,
        points=standing.points,
        time_used_ms=standing.time_used_ms,
        handed_in_ms=round(standing.handed_in_at.timestamp() * 1000),
        distance=distance,
        is_above=is_above,
        correct_items=standing.correct_items,
        attempts=standing.attempts,
    )


def _visible_rank(standing: Standing, view: BoardView, counted: Totals) -> int | None:
    """Hidden totals hide a rank far down the list too: the last one would tell them."""
    found: Standing | FrozenStanding | None = standing
    if view.frozen_at is not None:
        found = view.standings().filter(participant=standing.participant_id).first()
    elif standing.is_barred:
        found = None
    rank = rank_among(view, found, counted) if found else None
    return rank if view.shows_totals or rank is None or rank <= BOARD_ROWS else None


def rate(people: int, headcount: int | None) -> float | None:
    """The share of those who took part, where the organisation is large enough to tell it."""
    if not headcount or headcount < SMALLEST_RATED_HEADCOUNT:
        return None
    return round(min(1.0, people / headcount), 4)
