"""Searches of the bank that somebody keeps under a name."""

from typing import Any
from uuid import UUID

from django.db import transaction

from backend.accounts.models import User
from backend.common.errors import NotVisible
from quizzes.item_errors import TooManyFilters
from quizzes.models import ItemFilter

MOST = 50


@transaction.atomic
def keep_filter(owner: User, name: str, query: dict[str, Any]) -> ItemFilter:
    """One name, one filter: a known name's query is replaced."""
    User.objects.select_for_update(of=("self",)).get(pk=owner.pk)
    known = ItemFilter.objects.filter(owner=owner)
    if known.exclude(name=name).count() >= MOST:
        raise TooManyFilters
    return ItemFilter.objects.update_or_create(owner=owner, name=name, defaults={"query": query})[0]


def drop_filter(owner: User, uuid: UUID) -> None:
    """Raises NotVisible for another person's."""
    if not ItemFilter.objects.filter(owner=owner, uuid=uuid).delete()[0]:
        raise NotVisible
