"""Prizes: who is entitled by a ranking, who holds them, and what winners may see."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from backend.accounts.models import User
from quizzes.enums import DecisionState, WinnerKind, WinnerState
from quizzes.formats.rulebook_parts import OrganisationPrize, Prize, SpreadPrize
from quizzes.models import Claim, Contest, Participant, Ranking, RankingRow, Round, Winner
from quizzes.models.winner import HOLDING
from quizzes.queries.disqualification import disqualified_from_contest, disqualified_participants
from quizzes.queries.invitation import counted_by_inviter
from quizzes.queries.prize import audience_groups, caps_on_prizes
from quizzes.queries.rulebook import rulebook_of
from quizzes.rules.prizes import (
    Awards,
    Entry,
    Measure,
    PrizeLine,
    Tally,
    award,
    rank_organisations,
    rank_spreaders,
)

AnyPrize = Prize | OrganisationPrize | SpreadPrize
GONE = (WinnerState.DECLINED, WinnerState.WITHDRAWN)
CLAIMABLE = (WinnerState.AWARDED, WinnerState.CONTACTED)


def newest_ranking(contest: Contest, round_: Round | None) -> Ranking | None:
    """The ranking that prizes go by: the newest published one, else the newest approved."""
    found = Ranking.objects.select_related("contest", "round", "rulebook").filter(
        contest=contest, round=round_
    )
    published = found.filter(state=DecisionState.PUBLISHED).order_by("-number").first()
    return published or found.filter(state=DecisionState.APPROVED).order_by("-number").first()


def prizes_of(ranking: Ranking) -> list[tuple[WinnerKind, AnyPrize]]:
    """The prize table of a round, or of the whole contest, in its order."""
    table, per = rulebook_of(ranking).prizes, "round" if ranking.round_id else "contest"
    every: list[tuple[WinnerKind, AnyPrize]] = [
        *((WinnerKind.PERSON, one) for one in table.people),
        *((WinnerKind.ORGANISATION, one) for one in table.organisations),
        *((WinnerKind.SPREADER, one) for one in table.spreading),
    ]
    return [(kind, prize) for kind, prize in every if prize.per == per]


def winners_of(contest: Contest, round_: Round | None) -> QuerySet[Winner]:
    return (
        Winner.objects.filter(contest=contest, round=round_)
        .select_related("participant__user", "participant__unit", "participant__claim")
        .select_related("organisation", "ranking")
        .order_by("pk")
    )


def holder_of(winner: Winner) -> int:
    """The participant's or the organisation's id."""
    holder = winner.participant_id or winner.organisation_id
    assert holder is not None
    return holder


def entitled(ranking: Ranking, standing: Iterable[Winner]) -> dict[WinnerKind, Awards]:
    """Who takes the places that `standing` winners leave free, by kind of prize.

    Those among `standing` who declined, or lost a prize, are passed over.
    """
    settled: dict[WinnerKind, dict[tuple[str, int], int]] = defaultdict(dict)
    barred: dict[WinnerKind, set[int]] = defaultdict(set)
    for winner in standing:
        kind = WinnerKind(winner.kind)
        if winner.state in HOLDING:
            settled[kind][winner.prize, winner.place] = holder_of(winner)
        elif winner.state == WinnerState.DECLINED:
            barred[kind].add(holder_of(winner))
    table = prizes_of(ranking)
    people = [prize for kind, prize in table if isinstance(prize, Prize)]
    found = {
        WinnerKind.PERSON: award(
            _people(ranking) if people else [],
            [PrizeLine(one.code, one.count, one.audience) for one in people],
            caps_on_prizes(ranking.contest_id, ranking.round, rulebook_of(ranking)),
            barred=frozenset(barred[WinnerKind.PERSON]),
            settled=settled[WinnerKind.PERSON],
        )
    }
    for kind, prize in table:
        if isinstance(prize, Prize):
            continue
        one = {key: who for key, who in settled[kind].items() if key[0] == prize.code}
        more = award(
            _organisations(ranking, prize)
            if isinstance(prize, OrganisationPrize)
            else _spreaders(ranking, prize),
            [PrizeLine(prize.code, prize.count)],
            barred=frozenset(barred[kind]),
            settled=one,
        )
        so_far = found.get(kind, Awards(()))
        found[kind] = Awards(so_far.given + more.given, so_far.undecided + more.undecided)
    return found


def _people(ranking: Ranking) -> list[Entry]:
    rows = RankingRow.objects.filter(ranking=ranking)
    audiences = rulebook_of(ranking).audiences
    if not audiences:
        return [Entry(*row) for row in rows.values_list("participant_id", "rank")]
    ranks = dict(rows.values_list("participant_id", "rank"))
    moment = ranking.round.closes_at if ranking.round else ranking.begun_at
    people = Participant.objects.filter(pk__in=rows.values("participant"))
    groups = audience_groups(people, audiences, moment)
    return [Entry(person, rank, groups[person]) for person, rank in ranks.items()]


def tallies_of(ranking: Ranking) -> list[Tally]:
    """What each organisation's ranked people did."""
    rows = (
        RankingRow.objects.filter(ranking=ranking, unit__isnull=False)
        .values_list("unit_id", "unit__headcount")
        .annotate(people=Count("pk"), done=Sum("attempts"), sum=Sum("points"))
    )
    return [
        Tally(unit, people, attempts, points, headcount)
        for unit, headcount, people, attempts, points in rows
        if unit is not None
    ]


def _organisations(ranking: Ranking, prize: OrganisationPrize) -> list[Entry]:
    ranked = rank_organisations(
        tallies_of(ranking),
        Measure(prize.measure),
        minimum_people=prize.minimum_people,
        minimum_headcount=prize.minimum_headcount,
    )
    return [entry for entry, _ in ranked]


def _spreaders(ranking: Ranking, prize: SpreadPrize) -> list[Entry]:
    round_ = ranking.round
    barred = (
        disqualified_participants(round_) if round_ else disqualified_from_contest(ranking.contest)
    )
    counts = counted_by_inviter(ranking.contest, rounds=[round_.pk] if round_ else None)
    kept = {person: count for person, count in counts.items() if person not in barred}
    return rank_spreaders(kept, prize.minimum_invited)


def facts_of(ranking: Ranking, kind: WinnerKind, keys: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The counted facts that earned a prize, by participant or organisation."""
    wanted = set(keys)
    if kind == WinnerKind.ORGANISATION:
        return {
            one.key: {
                "people": one.people,
                "attempts": one.attempts,
                "headcount": one.headcount,
                "average_points": round(float(one.average), 2),
            }
            for one in tallies_of(ranking)
            if one.key in wanted
        }
    if kind == WinnerKind.SPREADER:
        rounds = [ranking.round_id] if ranking.round_id else None
        counts = counted_by_inviter(ranking.contest, rounds=rounds)
        return {key: {"invited": counts.get(key, 0)} for key in wanted}
    rows = RankingRow.objects.filter(ranking=ranking, participant__in=wanted)
    return {
        participant: {"points": points, "distance": distance, "time_used_ms": used}
        for participant, points, distance, used in rows.values_list(
            "participant_id", "points", "distance", "time_used_ms"
        )
    }


def wins_of(user: User) -> QuerySet[Winner]:
    """The prizes that this person holds, as far as their ranking is published."""
    return (
        Winner.objects.filter(
            Q(participant__user=user), ranking__published_at__isnull=False, state__in=HOLDING
        )
        .select_related("contest", "round", "participant__claim")
        .order_by("-awarded_at", "-pk")
    )


def claim_of(participant: Participant | None) -> Claim | None:
    """What a winner told, unless it was erased."""
    claim: Claim | None = getattr(participant, "claim", None) if participant else None
    return claim if claim and claim.erased_at is None else None


def last_needed_at(claim: Claim) -> datetime:
    """When the claim's prizes were last handed over, or the claim was made."""
    handed = Winner.objects.filter(
        participant_id=claim.participant_id, handed_over_at__isnull=False
    ).values_list("handed_over_at", flat=True)
    return max([claim.submitted_at, *(at for at in handed if at is not None)])
