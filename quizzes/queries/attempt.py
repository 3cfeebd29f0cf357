"""Attempts as their owner may see them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from backend.accounts.models import User
from backend.common.errors import NotVisible
from backend.common.rows import Statement
from quizzes.enums import AttemptState
from quizzes.models import Attempt, Contest, Participant, Round, Standing
from quizzes.queries.bank import Content, contents_of
from quizzes.queries.news import taker_news
from quizzes.queries.paper import shown_item, shown_value, token_key
from quizzes.queries.response import stored_responses
from quizzes.queries.rulebook import rulebook_of
from quizzes.rules.attempt import remaining_ms
from quizzes.rules.tokens import (
    COUNT,
    NOTHING,
    AttemptGrant,
    attempt_token,
    packed,
)

PREDICTION_SLOT = 0


_ATTEMPT = """
SELECT {attempt}, {round}, {contest}
FROM quizzes_attempt attempt
JOIN quizzes_round round ON round.id = attempt.round_id
JOIN quizzes_contest contest ON contest.id = round.contest_id
"""
_TABLES: dict[str, type[Model]] = {"attempt": Attempt, "round": Round, "contest": Contest}
_BY_ID = Statement(_ATTEMPT + "WHERE attempt.id = %s", _TABLES, left_out=Contest.LONG_TEXTS)
_HELD_BY_ID = Statement(
    _ATTEMPT + "WHERE attempt.id = %s FOR UPDATE OF attempt", _TABLES, left_out=Contest.LONG_TEXTS
)
_OWN = Statement(
    _ATTEMPT
    + """
    JOIN quizzes_participant participant ON participant.id = attempt.participant_id
    WHERE attempt.uuid = %s AND participant.user_id = %s
    """,
    _TABLES,
    left_out=Contest.LONG_TEXTS,
)


def find_attempt(attempt_id: int, *, for_update: bool = False) -> Attempt | None:
    """An attempt with its round and contest, locked on demand until the transaction ends."""
    return _whole((_HELD_BY_ID if for_update else _BY_ID).first(attempt_id))


_HELD_ATTEMPTS = Statement(
    """
    SELECT {one} FROM quizzes_attempt one WHERE round_id = %s AND participant_id = %s
    ORDER BY number FOR UPDATE
    """,
    {"one": Attempt},
)
_HELD_PARTICIPANT = Statement(
    "SELECT {one} FROM quizzes_participant one WHERE contest_id = %s AND user_id = %s FOR UPDATE",
    {"one": Participant},
)


def held_attempts(round_: Round, participant: Participant) -> list[Attempt]:
    """All attempts of a person in a round, earliest first, locked until the transaction ends."""
    found = [attempt for (attempt,) in _HELD_ATTEMPTS.all(round_.pk, participant.pk)]
    for attempt in found:
        attempt.round = round_
    return found


def held_participant(contest_id: int, user_id: int) -> Participant | None:
    """A person in a contest, locked until the transaction ends."""
    found = _HELD_PARTICIPANT.first(contest_id, user_id)
    return cast(Participant, found[0]) if found else None


def _whole(found: tuple[Any, ...] | None) -> Attempt | None:
    if found is None:
        return None
    attempt, round_, contest = found
    round_.contest = contest
    attempt.round = round_
    return cast(Attempt, attempt)


def attempts_of(user: User) -> QuerySet[Attempt]:
    return Attempt.objects.with_round().filter(participant__user=user)


def own_attempt(user: User, uuid: UUID) -> Attempt:
    """Raises NotVisible for anyone else's."""
    attempt = _whole(_OWN.first(uuid, user.pk))
    if attempt is None:
        raise NotVisible
    return attempt


def find_active_attempt(user: User, contest_slug: str, now: datetime) -> Attempt | None:
    """The attempt of this person that still runs in the contest."""
    return (
        attempts_of(user)
        .filter(
            state=AttemptState.IN_PROGRESS,
            round__contest__slug=contest_slug,
        )
        .filter(Q(sealed_after__gte=now) | Q(paused_at__isnull=False))
        .first()
    )


def locked_prediction(attempt: Attempt) -> int | None:
    """The person's prediction, once an earlier attempt of the round or contest has fixed it."""
    rule = rulebook_of(attempt).prediction
    is_first = rule.scope == "round" and attempt.number == 1
    if rule.target == "none" or rule.per == "counted_attempt" or is_first:
        return None
    own = Standing.objects.filter(participant_id=attempt.participant_id, prediction__isnull=False)
    if rule.scope == "round":
        own = own.filter(round_id=attempt.round_id)
    return own.order_by("round__number").values_list("prediction", flat=True).first()


def started_attempt(attempt: Attempt, now: datetime, *, with_token: bool = True) -> dict[str, Any]:
    """The paper as a device needs it: items, what is saved, the time left. Never the key."""
    rulebook = rulebook_of(attempt)
    contents = contents_of(version for version, _ in attempt.paper)
    locked = locked_prediction(attempt)
    asks = rulebook.prediction.target != "none"
    return {
        "uuid": str(attempt.uuid),
        "token": _token(attempt, contents, may_predict=asks and locked is None)
        if with_token
        else "",
        "epoch": attempt.epoch,
        "number": attempt.number,
        "state": attempt.state,
        "remaining_ms": remaining_ms(attempt.deadline_at, attempt.clock_at(now)),
        "news": taker_news(attempt.round),
        "limit_ms": (attempt.deadline_at - attempt.started_at - attempt.paused_for)
        // timedelta(milliseconds=1),
        "grace_ms": rulebook.grace // timedelta(milliseconds=1),
        "server_ms": round(now.timestamp() * 1000),
        "contest_slug": attempt.round.contest.slug,
        "round_title": attempt.round.title,
        "round_uuid": str(attempt.round.uuid),
        "items": [
            shown_item(attempt.uuid, slot, contents[version], order)
            for slot, (version, order) in enumerate(attempt.paper, start=1)
        ],
        "prediction": {
            "slot": PREDICTION_SLOT,
            "question": rulebook.prediction.question,
            "unit": rulebook.prediction.unit,
            "locked_value": locked,
        }
        if asks
        else None,
        # A paper that begins at this moment holds no answers yet.
        "responses": [] if attempt.started_at == now else _shown_responses(attempt, contents),
    }


def _shown_responses(attempt: Attempt, contents: Mapping[int, Content]) -> list[dict[str, Any]]:
    kinds = {
        slot: contents[version].kind for slot, (version, _) in enumerate(attempt.paper, start=1)
    }
    return [
        {
            "slot": one.slot,
            "revision": one.revision,
            "value": shown_value(attempt.uuid, one.slot, kinds.get(one.slot, ""), one.value),
        }
        for one in stored_responses(attempt.pk)
    ]


def _token(attempt: Attempt, contents: dict[int, Content], *, may_predict: bool) -> str:
    shapes = [COUNT if may_predict else NOTHING]
    shapes += [contents[version].shape for version, _ in attempt.paper]
    items = len(attempt.paper)
    grant = AttemptGrant(attempt.uuid, attempt.pk, attempt.epoch, items, packed(shapes))
    return attempt_token(grant, token_key())
