"""Give prizes by the published ranking, pass them on, and follow them to the hand-over."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from backend.accounts.models import User
from backend.common.audit import record
from backend.common.errors import NotVisible
from backend.organisations.models import Organisation
from quizzes.actions.certificate_list import take_back_prize
from quizzes.enums import DecisionState, NoticeKind, WinnerKind, WinnerState
from quizzes.errors import NotPublished, PlaceNotFree, WinnerStepRefused
from quizzes.models import Contest, Notice, Participant, Ranking, Round, Winner
from quizzes.models.winner import HOLDING
from quizzes.queries.winner import (
    GONE,
    AnyPrize,
    entitled,
    facts_of,
    holder_of,
    newest_ranking,
    prizes_of,
    winners_of,
)
from quizzes.rules.prizes import Award, may_become


@transaction.atomic
def award_prizes(
    contest: Contest, round_: Round | None, *, actor: User, now: datetime
) -> list[Winner]:
    """Fill every place that is free by the newest published ranking; the new winners.

    Safe to repeat. After a correction those who are no longer entitled lose their prize, unless
    it is in their hands already.
    """
    ranking = _locked_ranking(contest, round_)
    _withdraw_undeserved(ranking, actor, now)
    return _fill(ranking, actor, now)


@transaction.atomic
def settle_place(
    contest: Contest,
    round_: Round | None,
    prize: str,
    place: int,
    holder: UUID,
    *,
    reason: str,
    actor: User,
    now: datetime,
) -> Winner:
    """Give a place to one of those who stand level for it, as a draw or the committee decided."""
    ranking = _locked_ranking(contest, round_)
    for kind, awards in entitled(ranking, winners_of(contest, round_)).items():
        for free in awards.undecided:
            if free.prize != prize or place not in free.places:
                continue
            chosen = _key_of(kind, contest, holder)
            if chosen not in free.keys:
                raise PlaceNotFree
            rank = _rank_of(ranking, kind, chosen)
            [winner] = _give(ranking, kind, [Award(prize, place, chosen, rank)], actor, now)
            winner.reason = reason
            winner.save(update_fields=["reason"])
            _record("prize.settled", winner, actor, now, reason=reason)
            _fill(ranking, actor, now)
            return winner
    raise PlaceNotFree


@transaction.atomic
def move_winner(
    contest: Contest, uuid: UUID, target: WinnerState, *, reason: str, actor: User, now: datetime
) -> Winner:
    """Note how far a prize has come. A declined one passes on to the next in line at once."""
    Contest.objects.select_for_update().get(pk=contest.pk)
    winner = _winner(contest, uuid)
    if winner.state == target:
        return winner
    _move(winner, target, reason, actor, now)
    if target == WinnerState.DECLINED:
        for heir in _fill(winner.ranking, actor, now):
            if (heir.kind, heir.prize, heir.place) == (winner.kind, winner.prize, winner.place):
                heir.passed_from = winner
                heir.save(update_fields=["passed_from"])
    return winner


def _locked_ranking(contest: Contest, round_: Round | None) -> Ranking:
    """Prizes of a contest are given one after another: caps reach over its rounds."""
    Contest.objects.select_for_update().get(pk=contest.pk)
    ranking = newest_ranking(contest, round_)
    if ranking is None or ranking.state != DecisionState.PUBLISHED:
        raise NotPublished
    return ranking


def _winner(contest: Contest, uuid: UUID) -> Winner:
    winner = (
        Winner.objects.select_related("ranking__contest", "ranking__round", "ranking__rulebook")
        .filter(contest=contest, uuid=uuid)
        .first()
    )
    if winner is None:
        raise NotVisible
    return winner


def _withdraw_undeserved(ranking: Ranking, actor: User, now: datetime) -> None:
    """After a correction: keep who would win the same place again or holds it in hand."""
    known = list(winners_of(ranking.contest, ranking.round))
    if all(one.ranking_id == ranking.pk for one in known if one.state in HOLDING):
        return
    fixed = [one for one in known if one.state in {WinnerState.HANDED_OVER, WinnerState.DECLINED}]
    deserved = {
        (kind, one.prize, one.place, one.key)
        for kind, awards in entitled(ranking, fixed).items()
        for one in awards.given
    }
    for winner in known:
        if winner.state not in HOLDING or winner.state == WinnerState.HANDED_OVER:
            continue
        key = WinnerKind(winner.kind), winner.prize, winner.place, holder_of(winner)
        if key in deserved:
            winner.ranking = ranking
            winner.save(update_fields=["ranking"])
        else:
            _move(winner, WinnerState.WITHDRAWN, "", actor, now)
            _tell(winner, NoticeKind.PRIZE_WITHDRAWN, now)


def _fill(ranking: Ranking, actor: User, now: datetime) -> list[Winner]:
    made: list[Winner] = []
    known = list(winners_of(ranking.contest, ranking.round))
    for kind, awards in entitled(ranking, known).items():
        made += _give(ranking, kind, awards.given, actor, now)
    return made


def _give(
    ranking: Ranking, kind: WinnerKind, awards: Iterable[Award], actor: User, now: datetime
) -> list[Winner]:
    prizes: dict[str, AnyPrize] = {one.code: one for _, one in prizes_of(ranking)}
    given = list(awards)
    facts = facts_of(ranking, kind, (one.key for one in given)) if given else {}
    made = []
    for one in given:
        is_organisation = kind == WinnerKind.ORGANISATION
        winner = Winner.objects.create(
            contest=ranking.contest,
            round=ranking.round,
            ranking=ranking,
            kind=kind,
            prize=one.prize,
            title=prizes[one.prize].title,
            value=prizes[one.prize].value,
            place=one.place,
            participant_id=None if is_organisation else one.key,
            organisation_id=one.key if is_organisation else None,
            rank=one.rank,
            facts=facts.get(one.key, {}),
            awarded_by=actor,
            awarded_at=now,
            changed_at=now,
        )
        _tell(winner, NoticeKind.PRIZE, now)
        _record("prize.awarded", winner, actor, now)
        made.append(winner)
    return made


def _move(winner: Winner, target: WinnerState, reason: str, actor: User, now: datetime) -> None:
    if not may_become(winner.state, target):
        raise WinnerStepRefused(current=winner.state, target=target)
    winner.state, winner.reason, winner.changed_at = target, reason, now
    if target == WinnerState.HANDED_OVER:
        winner.handed_over_at = now
    winner.save(update_fields=["state", "reason", "changed_at", "handed_over_at"])
    if target in GONE:
        take_back_prize(winner, actor=actor.uuid, now=now)
    _record(f"prize.{target}", winner, actor, now, reason=reason)


def _key_of(kind: WinnerKind, contest: Contest, holder: UUID) -> int | None:
    if kind == WinnerKind.ORGANISATION:
        return Organisation.objects.filter(uuid=holder).values_list("pk", flat=True).first()
    return (
        Participant.objects.filter(contest=contest, user__uuid=holder)
        .values_list("pk", flat=True)
        .first()
    )


def _rank_of(ranking: Ranking, kind: WinnerKind, key: int) -> int:
    if kind != WinnerKind.PERSON:
        return 0
    row = ranking.rows.filter(participant_id=key).values_list("rank", flat=True).first()
    return row or 0


def _tell(winner: Winner, kind: NoticeKind, now: datetime) -> None:
    if winner.participant_id is None:
        return
    Notice.objects.create(
        participant_id=winner.participant_id,
        round=winner.round,
        kind=kind,
        text=winner.title,
        winner=winner,
        sent_at=now,
    )


def _record(action: str, winner: Winner, actor: User, now: datetime, **details: str) -> None:
    record(
        action,
        f"winner:{winner.uuid}",
        actor=actor.uuid,
        now=now,
        round=str(winner.round.uuid) if winner.round else None,
        prize=winner.prize,
        place=winner.place,
        participant=winner.participant_id,
        organisation=winner.organisation_id,
        **details,
    )
