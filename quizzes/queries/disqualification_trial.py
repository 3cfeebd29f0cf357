"""What it would mean to disqualify somebody, before it is done."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from backend.certificates.queries.certificate import standing_certificates
from quizzes.models import Contest, Participant, RankingRow, Round, Standing, Winner
from quizzes.models.winner import HOLDING
from quizzes.queries.certificate import certificate_source
from quizzes.queries.disqualification import disqualified_participants


def tried_disqualification(
    contest: Contest, people: Collection[UUID], round_: Round | None
) -> dict[str, Any]:
    """The places, certificates and prizes these people would lose, in the round or in all.

    Certificates and prizes follow the next ranking that is published, not the decision itself.
    """
    meant = Participant.objects.filter(contest=contest, user__uuid__in=people)
    names = dict(meant.values_list("pk", "user__full_name"))
    rounds = [round_] if round_ else list(contest.rounds.order_by("number"))
    return {
        "places": [place for one in rounds for place in _places(one, names)],
        "certificates": [lost for one in rounds for lost in _certificates(one, names)],
        "prizes": _prizes(contest, round_, names),
    }


def _places(round_: Round, names: dict[int, str]) -> list[dict[str, Any]]:
    """Where they stand, by the newest published ranking; without one the rank is not known."""
    barred = disqualified_participants(round_)
    stands = Standing.objects.filter(round=round_, participant__in=set(names) - barred)
    newest = round_.rankings.filter(published_at__isnull=False).order_by("-number").first()
    ranks = dict(
        RankingRow.objects.filter(ranking=newest, participant__in=names).values_list(
            "participant_id", "rank"
        )
        if newest
        else []
    )
    return [
        {"name": names[one], "round": round_.title, "rank": ranks.get(one)}
        for one in stands.order_by("pk").values_list("participant_id", flat=True)
    ]


def _certificates(round_: Round, names: dict[int, str]) -> list[dict[str, Any]]:
    sources = {certificate_source(round_, one): one for one in names}
    return [
        {
            "name": names[sources[one.source]],
            "round": round_.title,
            "code": one.code,
            "issued_at": one.issued_at,
        }
        for one in standing_certificates(sources).order_by("pk")
    ]


def _prizes(contest: Contest, round_: Round | None, names: dict[int, str]) -> list[dict[str, Any]]:
    held = Winner.objects.filter(contest=contest, participant__in=names, state__in=HOLDING)
    if round_ is not None:
        held = held.filter(round=round_)
    return [
        {
            "name": names[one.participant_id],
            "round": one.round.title if one.round else "",
            "title": one.title,
        }
        for one in held.select_related("round").order_by("pk")
        if one.participant_id is not None
    ]
