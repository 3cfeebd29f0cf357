"""Start, take over and hand in an attempt."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction

from backend.accounts.models import User
from backend.common.errors import NotVisible
from backend.organisations.queries.membership import own_organisation
from quizzes.actions.admission import ensure_eligible, ensure_may_start
from quizzes.actions.invitation import accept_invitation
from quizzes.enums import AttemptState, RoundState
from quizzes.errors import (
    AttemptElsewhere,
    AttemptTakenOver,
    PaperUnavailable,
    RoundNotOpen,
)
from quizzes.formats.rulebook import Rulebook
from quizzes.models import Attempt, Participant, Round
from quizzes.queries.attempt import find_attempt, held_attempts, held_participant
from quizzes.queries.bank import pool_of
from quizzes.queries.contest import find_round
from quizzes.queries.rulebook import rulebook_of
from quizzes.rules.attempt import deadline, may_move
from quizzes.rules.selection import PoolTooSmall, draw


class Origin(NamedTuple):
    """Where a start came from, as keyed hashes, and whose invitation brought the person."""

    network: str = ""
    device: str = ""
    invitation: str = ""


UNKNOWN_ORIGIN = Origin()


@transaction.atomic
def start_attempt(
    user: User,
    round_uuid: UUID,
    client_key: UUID,
    *,
    origin: Origin = UNKNOWN_ORIGIN,
    now: datetime,
) -> Attempt:
    """A drawn paper and a running clock. The same client key gives the same attempt again."""
    round_ = _visible_round(round_uuid)
    rulebook = rulebook_of(round_)
    participant = _join(user, round_, rulebook, now)
    if origin.invitation and participant.joined_at == now:
        accept_invitation(participant, origin.invitation)

    earlier = held_attempts(round_, participant)
    for attempt in earlier:
        if attempt.client_key == client_key:
            return attempt
    for attempt in earlier:
        if attempt.state == AttemptState.IN_PROGRESS:
            if now <= attempt.sealed_after:
                raise AttemptElsewhere(attempt=str(attempt.uuid))
            expire(attempt)

    if not _is_open(round_, now) or not _stays_open(round_):
        raise RoundNotOpen
    ensure_may_start(round_, rulebook, participant, earlier, now)
    return _new_attempt(round_, rulebook, participant, client_key, earlier, origin, now)


@transaction.atomic
def take_over(
    user: User, attempt_uuid: UUID, client_key: UUID | None = None, *, now: datetime
) -> Attempt:
    """Move a running attempt to the caller's device; the old device's token stops working.

    From now on the device's `client_key` names the start: the old device's no longer does, and
    a repeated take-over changes nothing.
    """
    attempt = (
        Attempt.objects.select_for_update(of=("self",))
        .with_round()
        .filter(uuid=attempt_uuid, participant__user=user)
        .first()
    )
    if attempt is None:
        raise NotVisible
    runs = attempt.state == AttemptState.IN_PROGRESS and now <= attempt.sealed_after
    if runs and attempt.client_key != client_key:
        attempt.epoch += 1
        attempt.client_key = client_key or attempt.client_key
        attempt.save(update_fields=["epoch", "client_key"])
    return attempt


@transaction.atomic
def submit_attempt(attempt_id: int, *, epoch: int | None = None, now: datetime) -> Attempt:
    """Hand the attempt in. Safe to repeat: a second call changes nothing.

    `epoch` is the device's; None hands in whatever device holds the attempt. A hand-in within
    the transport grace counts as made at the deadline.
    """
    attempt = find_attempt(attempt_id, for_update=True)
    if attempt is None:
        raise NotVisible
    if not may_move(attempt.state, AttemptState.SUBMITTED):
        return attempt
    if epoch is not None and epoch != attempt.epoch:
        raise AttemptTakenOver
    if now > attempt.sealed_after:
        expire(attempt)
        return attempt
    attempt.state = AttemptState.SUBMITTED
    attempt.handed_in_at = min(now, attempt.deadline_at)
    attempt.save(update_fields=["state", "handed_in_at"])
    return attempt


def expire(attempt: Attempt) -> None:
    """Seal a locked attempt whose time is over, from what was saved."""
    attempt.state = AttemptState.EXPIRED
    attempt.handed_in_at = attempt.deadline_at
    attempt.save(update_fields=["state", "handed_in_at"])


def _visible_round(round_uuid: UUID) -> Round:
    round_ = find_round(round_uuid)
    if round_ is None or not round_.contest.is_visible:
        raise NotVisible
    return round_


def _is_open(round_: Round, now: datetime) -> bool:
    return round_.state == RoundState.RUNNING and round_.opens_at <= now < round_.closes_at


def _stays_open(round_: Round) -> bool:
    """Hold the round: it is not closed and ranked before this start is committed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT state FROM quizzes_round WHERE id = %s FOR KEY SHARE", [round_.pk])
        [state] = cursor.fetchone()
    return bool(state == RoundState.RUNNING)


def _join(user: User, round_: Round, rulebook: Rulebook, now: datetime) -> Participant:
    """The locked participant row: starts of one person are taken one after another."""
    found = held_participant(round_.contest_id, user.pk)
    if found is not None:
        return found
    if not _is_open(round_, now):
        raise RoundNotOpen
    organisation = own_organisation(user)
    ensure_eligible(user, organisation, round_.contest_id, rulebook, now)
    newcomer = Participant(
        contest_id=round_.contest_id,
        user=user,
        organisation=organisation,
        unit=organisation.contest_unit() if organisation else None,
        joined_at=now,
    )
    # A start on another device may have joined in the meantime: then that row is locked instead.
    Participant.objects.bulk_create(
        [newcomer],
        update_conflicts=True,
        unique_fields=["contest", "user"],
        update_fields=["joined_at"],
    )
    return newcomer


def _new_attempt(
    round_: Round,
    rulebook: Rulebook,
    participant: Participant,
    client_key: UUID,
    earlier: list[Attempt],
    origin: Origin,
    now: datetime,
) -> Attempt:
    number = len(earlier) + 1
    try:
        slots = draw(
            pool_of(round_.pk),
            rulebook.blueprint,
            bytes.fromhex(round_.secret),
            f"{participant.pk}/{number}",
        )
    except PoolTooSmall as error:
        raise PaperUnavailable from error
    deadline_at = deadline(now, rulebook.time_limit, round_.closes_at)
    return Attempt.objects.create(
        round=round_,
        participant=participant,
        rulebook_id=round_.rulebook_id,
        number=number,
        client_key=client_key,
        started_at=now,
        deadline_at=deadline_at,
        sealed_after=deadline_at + rulebook.grace,
        paper=[[slot.version_id, list(slot.order)] for slot in slots],
        network=origin.network,
        device=origin.device,
    )
