"""The prize table as the committee works on it, and the hand-over list."""

from typing import Any

from backend.organisations.models import Organisation
from quizzes.enums import DecisionState, WinnerKind, WinnerState
from quizzes.formats.handover_workbook import HandoverRow
from quizzes.models import Contest, Participant, Ranking, Round, Winner
from quizzes.models.winner import HOLDING
from quizzes.queries.winner import (
    claim_of,
    entitled,
    newest_ranking,
    prizes_of,
    winners_of,
)
from quizzes.rules.prizes import Awards

# Equals at a border are named up to here; more than these are told as a number.
MOST_NAMED = 100


def prize_desk(contest: Contest, round_: Round | None) -> dict[str, Any]:
    """Each prize with its places: who holds it, who would, and where equals need a draw."""
    ranking = newest_ranking(contest, round_)
    known = list(winners_of(contest, round_))
    shown: dict[str, Any] = {
        "ranking": str(ranking.uuid) if ranking else None,
        "number": ranking.number if ranking else None,
        "is_published": bool(ranking and ranking.state == DecisionState.PUBLISHED),
        "is_corrected": bool(ranking and any(_is_of_another(one, ranking) for one in known)),
        "prizes": [],
        "gone": [_winner(one) for one in known if one.state not in HOLDING],
    }
    if ranking is None:
        return shown
    awards = entitled(ranking, known)
    names = _names(awards)
    for kind, prize in prizes_of(ranking):
        held = {one.place: one for one in known if one.prize == prize.code and one.state in HOLDING}
        proposed = {one.place: one for one in awards[kind].given if one.prize == prize.code}
        undecided = [one for one in awards[kind].undecided if one.prize == prize.code]
        shown["prizes"].append(
            {
                "code": prize.code,
                "title": prize.title,
                "value": prize.value,
                "kind": kind,
                "count": prize.count,
                "places": [
                    {
                        "place": place,
                        "winner": _winner(held[place]) if place in held else None,
                        "proposed": names.get((kind, proposed[place].key))
                        if place in proposed
                        else None,
                    }
                    for place in range(1, prize.count + 1)
                ],
                "undecided": [
                    {
                        "places": list(one.places),
                        "people": len(one.keys),
                        "level": [names[kind, key] for key in one.keys[:MOST_NAMED]],
                    }
                    for one in undecided
                ],
            }
        )
    return shown


def handover_rows(contest: Contest, round_: Round | None) -> list[HandoverRow]:
    """Who is to be handed what, in the order of the table; identity numbers by their ending."""
    ranking = newest_ranking(contest, round_)
    table = prizes_of(ranking) if ranking else []
    order = {prize.code: place for place, (_, prize) in enumerate(table)}
    rows = []
    held = [one for one in winners_of(contest, round_) if one.state in HOLDING]
    for winner in sorted(held, key=lambda one: (order.get(one.prize, 99), one.place)):
        shown = _winner(winner)
        rows.append(
            HandoverRow(
                prize=winner.title,
                value=winner.value,
                name=shown["name"],
                organisation=shown["organisation"],
                number_ending=shown["claim"]["number_ending"] if shown["claim"] else "",
                is_handed_over=winner.state == WinnerState.HANDED_OVER,
            )
        )
    return rows


def _is_of_another(winner: Winner, ranking: Ranking) -> bool:
    return winner.state in HOLDING and winner.ranking_id != ranking.pk


def _winner(winner: Winner) -> dict[str, Any]:
    participant, organisation = winner.participant, winner.organisation
    claim = claim_of(participant)
    unit = participant.unit if participant else None
    return {
        "uuid": str(winner.uuid),
        "kind": winner.kind,
        "title": winner.title,
        "place": winner.place,
        "name": participant.user.full_name if participant else str(organisation),
        "organisation": unit.name if unit else "",
        "rank": winner.rank,
        "facts": winner.facts,
        "state": winner.state,
        "reason": winner.reason,
        "changed_at": winner.changed_at,
        "claim": {
            "number_ending": claim.number_ending,
            "delivery": claim.delivery,
            "submitted_at": claim.submitted_at,
        }
        if claim
        else None,
    }


def _names(awards: dict[WinnerKind, Awards]) -> dict[tuple[WinnerKind, int], dict[str, Any]]:
    """Holders that a table proposes, or that stand level, as the desk shows them."""
    names: dict[tuple[WinnerKind, int], dict[str, Any]] = {}
    for kind, found in awards.items():
        keys = {one.key for one in found.given}
        keys |= {key for one in found.undecided for key in one.keys[:MOST_NAMED]}
        if kind == WinnerKind.ORGANISATION:
            for node in Organisation.objects.filter(pk__in=keys):
                names[kind, node.pk] = {"uuid": str(node.uuid), "name": node.name}
            continue
        people = Participant.objects.filter(pk__in=keys).select_related("user", "unit")
        for one in people:
            unit = f", {one.unit.name}" if one.unit else ""
            names[kind, one.pk] = {
                "uuid": str(one.user.uuid),
                "name": f"{one.user.full_name}{unit}",
            }
    return names
