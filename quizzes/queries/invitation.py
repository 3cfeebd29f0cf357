"""Invitations: the contest of a code, and how many people somebody brought along."""

from collections.abc import Iterable
from typing import Any

import segno
from django.conf import settings

from backend.accounts.models import User
from quizzes.models import Attempt, Contest, Participant, Standing
from quizzes.queries.disqualification import in_force
from quizzes.rules.invitation import Invited, counted_invitations

INVITATION_COOKIE = "hocso_invitation"


def invited_to(code: str) -> Contest | None:
    """The public contest that an invitation leads to."""
    participant = (
        Participant.objects.select_related("contest")
        .filter(invite_code=code, contest__is_visible=True)
        .first()
    )
    return participant.contest if participant else None


def invitation_link(code: str) -> str:
    return f"{settings.PUBLIC_URL}/m/{code}/"


def own_invitation(user: User, contest: Contest) -> dict[str, Any] | None:
    """The person's code and what came of it; None for those who do not take part."""
    participant = Participant.objects.filter(contest=contest, user=user).first()
    if participant is None:
        return None
    invited = Participant.objects.filter(invited_by=participant)
    counts = counted_by_inviter(contest, invited.values_list("pk", flat=True))
    code = participant.invite_code or ""
    link = invitation_link(code) if code else ""
    return {
        "code": code,
        "link": link,
        "qr": segno.make(link, error="m").svg_data_uri(scale=4, border=2) if link else "",
        "joined": invited.count(),
        "counted": counts.get(participant.pk, 0),
    }


def counted_by_inviter(
    contest: Contest,
    among: Iterable[int] | None = None,
    rounds: Iterable[int] | None = None,
) -> dict[int, int]:
    """People whom each participant brought along and who handed in a counted attempt.

    `among` narrows the invited people, `rounds` the rounds in which they have to have taken part.
    """
    barred = in_force().filter(contest=contest).values("participant_id")
    came = Participant.objects.filter(contest=contest, invited_by__isnull=False).exclude(
        pk__in=barred
    )
    if among is not None:
        came = came.filter(pk__in=list(among))
    took_part = Standing.objects.filter(participant__in=came)
    if rounds is not None:
        took_part = took_part.filter(round_id__in=list(rounds))
    pairs = list(
        came.filter(pk__in=took_part.values("participant_id")).values_list("pk", "invited_by_id")
    )
    devices = _devices_of({person for pair in pairs for person in pair if person is not None})
    invited = [
        Invited(person, inviter, devices.get(person, frozenset()))
        for person, inviter in pairs
        if inviter is not None
    ]
    return counted_invitations(invited, devices)


def _devices_of(participants: set[int]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    rows = Attempt.objects.filter(participant_id__in=participants).exclude(device="")
    for participant_id, device in rows.values_list("participant_id", "device").distinct():
        found.setdefault(participant_id, set()).add(device)
    return {participant_id: frozenset(devices) for participant_id, devices in found.items()}
