"""Participants of a contest, for its committee."""

from typing import Any
from uuid import UUID

from backend.common.errors import NotVisible
from backend.common.text import search_key
from quizzes.models import Contest, Participant

FOUND = 20


def find_participants(contest: Contest, text: str) -> list[dict[str, Any]]:
    """People of the contest by name, however its diacritics were typed."""
    wanted = search_key(text)
    if not wanted:
        return []
    found = (
        Participant.objects.filter(contest=contest, user__search_key__contains=wanted)
        .select_related("user", "unit")
        .order_by("user__name_sort_key")[:FOUND]
    )
    return [
        {
            "uuid": str(one.user.uuid),
            "name": one.user.full_name,
            "organisation": one.unit.name if one.unit else "",
        }
        for one in found
    ]


def find_participant(contest: Contest, uuid: UUID) -> Participant:
    """By the person's own identifier; raises NotVisible for outsiders."""
    found = Participant.objects.filter(contest=contest, user__uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found
