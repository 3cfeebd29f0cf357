"""What organisers see of a round while it is open. For the desk alone: the jury's view."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import TruncMinute

from backend.common.sharing import renewed, shared
from backend.common.text import search_key
from quizzes.enums import AttemptState
from quizzes.models import Announcement, Attempt, Extension, LateResponse, Participant, Pause, Round
from quizzes.queries.contest import public_state
from quizzes.queries.result import receipt_code
from quizzes.queries.standing import leading_organisations
from quizzes.queries.tally import totals
from quizzes.queries.visibility import Viewer, board_view
from quizzes.rules.attempt import remaining_ms
from quizzes.rules.forecast import forecast

# The desk asks again so often.
INTERVAL_SECONDS = 5
MINUTES = 30
AHEAD = 60
MINUTE = timedelta(minutes=1)
ROWS = 50
MOST_ORGANISATIONS = 1000


def live_numbers(round_: Round, now: datetime, *, anew: bool = False) -> dict[str, Any]:
    """Counts, the curve of the last half hour and the forecast of the next hour.

    What is counted over all attempts is counted once for everybody who looks within the desk's
    interval, or `anew` after a change; what organisers do is always as it is now.
    """
    public = board_view(round_, Viewer.PUBLIC, now)
    give = renewed if anew else shared
    counts = give(
        f"live-numbers:{round_.pk}", INTERVAL_SECONDS, lambda: _counts(round_, now), now=now
    )
    return {
        "now": now,
        "state": public_state(round_, now),
        "opens_at": round_.opens_at,
        "closes_at": round_.closes_at,
        "closes_in_ms": remaining_ms(round_.closes_at, now),
        "frozen_at": public.frozen_at,
        "frozen_by_rule": public.frozen_at is not None and not _may_thaw(round_, now),
        "pause": _pause(round_),
        **counts,
        "announcements": [_announcement(one) for one in round_.announcements.all()[:ROWS]],
        "extensions": [_extension(one) for one in _extensions(round_)],
    }


def _counts(round_: Round, now: datetime) -> dict[str, Any]:
    jury = board_view(round_, Viewer.JURY, now)
    counted = totals(jury)
    states = dict(
        Attempt.objects.filter(round=round_).values_list("state").annotate(attempts=Count("pk"))
    )
    hand_ins = _by_minute(round_, "handed_in_at", now)
    return {
        "people": counted.people,
        "starts": sum(states.values()),
        "in_progress": states.get(AttemptState.IN_PROGRESS, 0),
        "handed_in": counted.attempts,
        "waiting": states.get(AttemptState.SUBMITTED, 0) + states.get(AttemptState.EXPIRED, 0),
        "starts_per_minute": _by_minute(round_, "started_at", now),
        "hand_ins_per_minute": hand_ins,
        "forecast": _forecast(round_, hand_ins, now),
        "late": _late(round_),
        "organisations": leading_organisations(jury, limit=MOST_ORGANISATIONS),
    }


def late_evidence(round_: Round) -> list[dict[str, Any]]:
    """Attempts whose answers came too late: how many, how late. Never what was answered."""
    rows = (
        LateResponse.objects.filter(attempt__round=round_)
        .values("attempt")
        .annotate(answers=Count("pk"), last_at=Max("received_at"))
        .order_by("-last_at")[:ROWS]
    )
    attempts = Attempt.objects.select_related(
        "participant__user", "participant__organisation"
    ).in_bulk([row["attempt"] for row in rows])
    return [_late_row(attempts[row["attempt"]], row) for row in rows]


def find_takers(round_: Round, text: str, now: datetime) -> list[dict[str, Any]]:
    """People of the contest by name, telephone number, e-mail or receipt code, and their paper."""
    people = Participant.objects.filter(contest_id=round_.contest_id).select_related(
        "user", "organisation"
    )
    words = search_key(text).split()
    letters = text.replace("-", "").strip().lower()
    wanted = Q(user__phone=text.strip()) | Q(user__email__iexact=text.strip())
    named = Q()
    for word in words:
        named &= Q(user__search_key__contains=word)
    if len(letters) == 12 and all(letter in "0123456789abcdef" for letter in letters):
        first, last = (UUID(letters.ljust(32, filler)) for filler in "0f")
        wanted |= Q(attempts__uuid__gte=first, attempts__uuid__lte=last)
    if words:
        wanted |= named
    found = list(people.filter(wanted).distinct().order_by("user__full_name", "pk")[:10])
    return list(_takers(round_, found, now))


def find_taker(round_: Round, person: UUID) -> Participant | None:
    """A participant of the round's contest by the person's uuid."""
    return (
        Participant.objects.select_related("user")
        .filter(contest_id=round_.contest_id, user__uuid=person)
        .first()
    )


def _takers(
    round_: Round, people: Iterable[Participant], now: datetime
) -> Iterable[dict[str, Any]]:
    people = list(people)
    running = {
        attempt.participant_id: attempt
        for attempt in Attempt.objects.filter(
            round=round_, participant__in=people, state=AttemptState.IN_PROGRESS
        )
    }
    for person in people:
        attempt = running.get(person.pk)
        yield {
            "person": person.user.uuid,
            "name": person.user.full_name,
            "organisation": person.organisation.name if person.organisation else "",
            "code": receipt_code(attempt) if attempt else "",
            "remaining_ms": remaining_ms(attempt.deadline_at, attempt.clock_at(now))
            if attempt
            else None,
        }


def _by_minute(round_: Round, field: str, now: datetime) -> list[int]:
    """Attempts of the last half hour by the minute of `field`, oldest first."""
    since = now.replace(second=0, microsecond=0) - (MINUTES - 1) * MINUTE
    rows = (
        Attempt.objects.filter(round=round_, **{f"{field}__gte": since, f"{field}__lte": now})
        .annotate(minute=TruncMinute(field))
        .values_list("minute")
        .annotate(attempts=Count("pk"))
    )
    counts = dict(rows)
    return [counts.get(since + step * MINUTE, 0) for step in range(MINUTES)]


def _forecast(round_: Round, hand_ins: list[int], now: datetime) -> dict[str, Any]:
    """While the round is paused its clocks do not bring anybody nearer to their end."""
    due = [0] * AHEAD
    running = Attempt.objects.filter(
        round=round_,
        state=AttemptState.IN_PROGRESS,
        deadline_at__gte=now,
        deadline_at__lt=now + AHEAD * MINUTE,
    )
    ends = running.annotate(minute=TruncMinute("deadline_at")).values_list("minute")
    for minute, attempts in ends.annotate(attempts=Count("pk")):
        place = max(0, (minute - now.replace(second=0, microsecond=0)) // MINUTE)
        due[min(place, AHEAD - 1)] += attempts
    to_close = max(0, (round_.closes_at - now) // MINUTE)
    expected = forecast(hand_ins[:-1], due, minutes_to_close=to_close, ahead=AHEAD)
    return {
        "expected": list(expected.expected),
        "peak": expected.peak,
        "peak_in_minutes": expected.peak_in_minutes,
    }


def _may_thaw(round_: Round, now: datetime) -> bool:
    """Whether only a hand holds the board."""
    by_hand, round_.frozen_at = round_.frozen_at, None
    by_rule = board_view(round_, Viewer.PUBLIC, now).frozen_at
    round_.frozen_at = by_hand
    return by_rule is None


def _pause(round_: Round) -> dict[str, Any] | None:
    pause = Pause.objects.filter(round=round_, resumed_at=None).first()
    return {"at": pause.paused_at, "reason": pause.reason} if pause else None


def _late(round_: Round) -> dict[str, int]:
    return LateResponse.objects.filter(attempt__round=round_).aggregate(
        answers=Count("pk"), attempts=Count("attempt", distinct=True)
    )


def _late_row(attempt: Attempt, row: Mapping[str, Any]) -> dict[str, Any]:
    person = attempt.participant
    after = (row["last_at"] - attempt.deadline_at).total_seconds()
    return {
        "code": receipt_code(attempt),
        "name": person.user.full_name,
        "organisation": person.organisation.name if person.organisation else "",
        "answers": row["answers"],
        "last_at": row["last_at"],
        "seconds_after_end": max(0, round(after)),
    }


def _announcement(one: Announcement) -> dict[str, Any]:
    return {
        "uuid": one.uuid,
        "text": one.text,
        "made_at": one.made_at,
        "withdrawn_at": one.withdrawn_at,
    }


def _extensions(round_: Round) -> QuerySet[Extension]:
    return round_.extensions.select_related("participant__user", "granted_by")[:ROWS]


def _extension(one: Extension) -> dict[str, Any]:
    return {
        "uuid": one.uuid,
        "minutes": one.added // MINUTE,
        "reason": one.reason,
        "person": one.participant.user.full_name if one.participant else None,
        "granted_by": one.granted_by.full_name if one.granted_by else "",
        "granted_at": one.granted_at,
    }
