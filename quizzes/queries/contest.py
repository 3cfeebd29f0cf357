"""Contests and rounds as a visitor may see them."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet

from backend.accounts.models import User
from backend.common.rows import Statement
from quizzes.enums import AttemptState, RoundState
from quizzes.models import Attempt, BoardSnapshot, Contest, Round
from quizzes.queries.rulebook import rulebook_of
from quizzes.queries.visibility import Viewer, board_view
from quizzes.rules.eligibility import Starts, allowances

Visitor = User | AnonymousUser


def visible_contests() -> QuerySet[Contest]:
    """The public contests with their rounds and boards."""
    rounds = Round.objects.select_related("rulebook", "snapshot").order_by("number")
    return Contest.objects.filter(is_visible=True).prefetch_related(
        Prefetch("rounds", queryset=rounds)
    )


def find_contest(slug: str) -> Contest | None:
    return visible_contests().filter(slug=slug).first()


def find_visible_round(uuid: UUID, user: Visitor) -> Round | None:
    """A round whose contest is public; drafts are seen by staff alone."""
    rounds = Round.objects.with_contest().filter(uuid=uuid)
    if not getattr(user, "is_staff", False):
        rounds = rounds.filter(contest__is_visible=True)
    return rounds.first()


_ROUND = Statement(
    """
    SELECT {round}, {contest} FROM quizzes_round round
    JOIN quizzes_contest contest ON contest.id = round.contest_id WHERE round.uuid = %s
    """,
    {"round": Round, "contest": Contest},
    left_out=Contest.LONG_TEXTS,
)


def find_round(uuid: UUID) -> Round | None:
    """A round with its contest, whoever asks."""
    found = _ROUND.first(uuid)
    if found is None:
        return None
    round_, contest = found
    round_.contest = contest
    return cast(Round, round_)


def public_state(round_: Round, now: datetime) -> str:
    """planned | open | closed | published, as a visitor understands it."""
    if round_.state == RoundState.PUBLISHED:
        return "published"
    if now < round_.opens_at:
        return "planned"
    # While a round is paused it is not known yet when it closes.
    is_before_close = round_.paused_at is not None or now < round_.closes_at
    is_open = round_.state == RoundState.RUNNING and is_before_close
    return "open" if is_open else "closed"


def totals_of(round_: Round, now: datetime) -> dict[str, int] | None:
    """People and attempts, as the newest board says; None where the rulebook hides them."""
    if not board_view(round_, Viewer.PUBLIC, now).shows_totals:
        return None
    snapshot: BoardSnapshot | None = getattr(round_, "snapshot", None)
    if snapshot is None:
        return {"people": 0, "attempts": 0}
    return {"people": snapshot.people, "attempts": snapshot.attempts}


def contest_summary(contest: Contest, now: datetime) -> dict[str, Any]:
    return {
        "slug": contest.slug,
        "title": contest.title,
        "organiser": contest.organiser,
        "rounds": [round_summary(round_, now) for round_ in contest.rounds.all()],
    }


def contest_detail(contest: Contest, user: Visitor, now: datetime) -> dict[str, Any]:
    """Everything the contest's page and its paper's ready screen say."""
    return {
        **contest_summary(contest, now),
        "summary": contest.summary,
        "contact": contest.contact,
        "rules": contest.rules,
        "rules_html": contest.rules_html,
        "prizes": contest.prizes,
        "now_ms": round(now.timestamp() * 1000),
        "me": _own_part(contest, user, now) if isinstance(user, User) else None,
    }


def round_summary(round_: Round, now: datetime) -> dict[str, Any]:
    rulebook = rulebook_of(round_)
    prediction = rulebook.prediction
    return {
        "uuid": str(round_.uuid),
        "number": round_.number,
        "title": round_.title,
        "opens_at": round_.opens_at,
        "closes_at": round_.closes_at,
        "state": public_state(round_, now),
        "items": rulebook.paper.items,
        "minutes": rulebook.paper.minutes,
        "attempts_per_day": rulebook.attempts.per_day,
        "counted": rulebook.attempts.counted,
        "paused": round_.paused_at is not None,
        "totals": totals_of(round_, now),
        "prediction": {"question": prediction.question, "unit": prediction.unit}
        if prediction.target != "none"
        else None,
    }


def open_round(contest: Contest, now: datetime) -> Round | None:
    """The round that takes attempts now."""
    rounds = (one for one in contest.rounds.all() if public_state(one, now) == "open")
    return next(rounds, None)


def _own_part(contest: Contest, user: User, now: datetime) -> dict[str, Any]:
    round_ = open_round(contest, now)
    if round_ is None:
        return {"attempts_left_today": 0, "limits": [], "active_attempt": None}
    return own_part(round_, list(started_in([contest.pk], user)), now)


def started_in(contests: Iterable[int], user: User) -> QuerySet[Attempt]:
    """What the person began in the contests and nobody voided, as far as `own_part` asks."""
    return (
        Attempt.objects.filter(participant__contest__in=list(contests), participant__user=user)
        .exclude(state=AttemptState.VOIDED)
        .only("uuid", "state", "started_at", "sealed_after", "paused_at", "round_id")
    )


def own_part(round_: Round, own: Sequence[Attempt], now: datetime) -> dict[str, Any]:
    """What is left to somebody in an open round; `own` are their attempts in its contest."""
    here = [one for one in own if one.round_id == round_.pk]
    active = next(
        (one for one in here if one.state == AttemptState.IN_PROGRESS and not one.is_over(now)),
        None,
    )
    starts = Starts(
        [one.started_at for one in here],
        [one.started_at for one in own if one.round_id != round_.pk],
    )
    zone = ZoneInfo(settings.TIME_ZONE)
    limits = allowances(starts, rulebook_of(round_).attempts, now, zone)
    return {
        "attempts_left_today": min((one.left for one in limits), default=None),
        "limits": [asdict(one) for one in limits],
        "active_attempt": str(active.uuid) if active else None,
    }
