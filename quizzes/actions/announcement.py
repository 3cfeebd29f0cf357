"""Say something to everybody who sits a paper of a round, and take it back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from backend.accounts.models import User
from backend.common.audit import record
from backend.common.errors import NotVisible
from quizzes.actions.news import tell_takers
from quizzes.enums import RoundState
from quizzes.errors import AnnouncementRefused
from quizzes.models import Announcement, Round
from quizzes.queries.round import held_round

# More than three at once nobody reads in the middle of a paper.
SHOWN = 3


@transaction.atomic
def announce(round_id: int, text: str, *, actor: User, now: datetime) -> Announcement:
    """Plain text to the takers of a round that is not over. Raises AnnouncementRefused."""
    round_ = held_round(round_id)
    if round_.state != RoundState.RUNNING:
        raise AnnouncementRefused
    announcement = Announcement.objects.create(round=round_, text=text, made_by=actor, made_at=now)
    _tell(round_)
    record(
        "announcement.made",
        f"round:{round_.uuid}",
        actor=actor.uuid,
        now=now,
        announcement=str(announcement.uuid),
    )
    return announcement


@transaction.atomic
def withdraw_announcement(round_id: int, uuid: UUID, *, actor: User, now: datetime) -> Announcement:
    """From now on nobody is shown it. Safe to repeat. Raises NotVisible."""
    round_ = held_round(round_id)
    announcement = Announcement.objects.filter(round=round_, uuid=uuid).first()
    if announcement is None:
        raise NotVisible
    if announcement.withdrawn_at is None:
        announcement.withdrawn_by, announcement.withdrawn_at = actor, now
        announcement.save(update_fields=["withdrawn_by", "withdrawn_at"])
        _tell(round_)
        record(
            "announcement.withdrawn",
            f"round:{round_.uuid}",
            actor=actor.uuid,
            now=now,
            announcement=str(uuid),
        )
    return announcement


def _tell(round_: Round) -> None:
    shown = Announcement.objects.filter(round=round_, withdrawn_at=None).order_by("-made_at")
    tell_takers(
        round_,
        announcements=[
            {"uuid": str(one.uuid), "text": one.text, "at": one.made_at.isoformat()}
            for one in shown[:SHOWN]
        ],
    )
