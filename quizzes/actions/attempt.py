"""Start, take over and hand in an attempt."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

import msgspec
from django.db import connection, transaction

from backend.accounts.models import User
from backend.common.errors import NotVisible
from backend.organisations.queries.membership import own_organisation
from quizzes.actions.admission import ensure_eligible, ensure_may_start
from quizzes.actions.invitation import accept_invitation
from quizzes.enums import AttemptState
from quizzes.errors import (
    AttemptElsewhere,
    AttemptTakenOver,
    PaperUnavailable,
    RoundNotOpen,
    RoundPaused,
)
from quizzes.formats.rulebook import Rulebook
from quizzes.models import Attempt, Participant, Round
from quizzes.queries.attempt import find_attempt, held_attempts, held_participant
from quizzes.queries.bank import pool_of
from quizzes.queries.contest import find_round, public_state
from quizzes.queries.extension import extra_time_of
from quizzes.queries.rulebook import rulebook_of
from quizzes.rules.attempt import deadline, may_move
from quizzes.rules.selection import PoolTooSmall, draw

# What tells when an attempt ends.
CLOCK = ("deadline_at", "sealed_after", "paused_at", "paused_for")
HOLD = """
SELECT state, closes_at, paused_at, news, gives_own_time
FROM quizzes_round WHERE id = %s FOR SHARE
"""


# A start on another device may have joined in the meantime: then that row is locked instead.
JOIN = """
INSERT INTO quizzes_participant (contest_id, user_id, organisation_id, unit_id, joined_at)
VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (contest_id, user_id) DO UPDATE SET joined_at = excluded.joined_at
RETURNING id
"""


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
    _hold(round_)
    participant = _join(user, round_, rulebook, now)
    if origin.invitation and participant.joined_at == now:
        accept_invitation(participant, origin.invitation)

    earlier = held_attempts(round_, participant)
    for attempt in earlier:
        if attempt.client_key == client_key:
            return attempt
    for attempt in earlier:
        if attempt.state == AttemptState.IN_PROGRESS:
            if not attempt.is_over(now):
                raise AttemptElsewhere(attempt=str(attempt.uuid))
            expire(attempt)

    if not _is_open(round_, now):
        raise RoundNotOpen
    if round_.paused_at is not None:
        raise RoundPaused(reason=round_.news["paused"]["reason"])
    ensure_may_start(round_, rulebook, participant, earlier, now)
    extra = extra_time_of(round_.pk, participant.pk) if round_.gives_own_time else timedelta()
    return _new_attempt(round_, rulebook, participant, client_key, earlier, origin, extra, now)


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
    runs = attempt.state == AttemptState.IN_PROGRESS and not attempt.is_over(now)
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
    if attempt.is_over(now):
        expire(attempt)
        return attempt
    if attempt.paused_at is not None:
        run_clock(attempt, now)
    attempt.state = AttemptState.SUBMITTED
    attempt.handed_in_at = min(now, attempt.deadline_at)
    attempt.save(update_fields=["state", "handed_in_at", *CLOCK])
    return attempt


def expire(attempt: Attempt) -> None:
    """Seal a locked attempt whose time is over, from what was saved."""
    attempt.state = AttemptState.EXPIRED
    attempt.handed_in_at = attempt.deadline_at
    attempt.save(update_fields=["state", "handed_in_at"])


def run_clock(attempt: Attempt, now: datetime) -> None:
    """Let a clock that stood still run on, with all the time that was left on it."""
    assert attempt.paused_at is not None
    stood = max(timedelta(), now - attempt.paused_at)
    attempt.deadline_at += stood
    attempt.sealed_after += stood
    attempt.paused_for += stood
    attempt.paused_at = None


def _visible_round(round_uuid: UUID) -> Round:
    round_ = find_round(round_uuid)
    if round_ is None or not round_.contest.is_visible:
        raise NotVisible
    return round_


def _is_open(round_: Round, now: datetime) -> bool:
    return public_state(round_, now) == "open"


def _hold(round_: Round) -> None:
    """Hold the round as it is now.

    It is not closed, paused or extended before this start is committed. Taken before any
    attempt is locked, as those who change a round's time do.
    """
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [round_.pk])
        row = cursor.fetchone()
    round_.state, round_.closes_at, round_.paused_at, news, round_.gives_own_time = row
    round_.news = msgspec.json.decode(news)


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
    who = [newcomer.contest_id, user.pk, newcomer.organisation_id, newcomer.unit_id, now]
    with connection.cursor() as cursor:
        cursor.execute(JOIN, who)
        [newcomer.pk] = cursor.fetchone()
    newcomer._state.adding = False
    return newcomer


def _new_attempt(
    round_: Round,
    rulebook: Rulebook,
    participant: Participant,
    client_key: UUID,
    earlier: list[Attempt],
    origin: Origin,
    extra: timedelta,
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
    deadline_at = deadline(now, rulebook.time_limit, round_.closes_at) + extra
    return Attempt.objects.create(
        round=round_,
        participant=participant,
        rulebook_id=round_.rulebook_id,
        number=number,
        client_key=client_key,
        started_at=now,
        deadline_at=deadline_at,
        sealed_after=deadline_at + rulebook.grace,
        extra_time=extra,
        paper=[[slot.version_id, list(slot.order)] for slot in slots],
        network=origin.network,
        device=origin.device,
    )
