"""Note who has read items with their keys: once a person, item, day and way."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from backend.accounts.models import User
from backend.common.audit import record
from quizzes.models import Item, ItemSighting
from quizzes.queries.item_sighting import unopened_contests

WAYS = frozenset({"editor", "list", "export", "print", "preview"})


@transaction.atomic
def note_sightings(items: Iterable[Item], way: str, *, person: User, now: datetime) -> int:
    """How many sightings are new. Those of contests that have not opened go to the audit log."""
    assert way in WAYS, way
    day = timezone.localdate(now)
    ids = sorted({item.pk for item in items})
    known = set(
        ItemSighting.objects.filter(item__in=ids, person=person, day=day, way=way).values_list(
            "item", flat=True
        )
    )
    new = [pk for pk in ids if pk not in known]
    if not new:
        return 0
    ItemSighting.objects.bulk_create(
        [ItemSighting(item_id=pk, person=person, day=day, way=way, first_at=now) for pk in new],
        ignore_conflicts=True,
    )
    for contest, seen in unopened_contests(new, now):
        record(
            "items.seen",
            f"contest:{contest}",
            actor=person.uuid,
            now=now,
            way=way,
            items=seen,
        )
    return len(new)
