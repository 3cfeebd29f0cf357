"""Repeat erasures that a restored backup undid."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from backend.accounts.actions.erasure import ErasureHeld, erase_person
from backend.accounts.erasure_list import is_written_down, written_down
from backend.accounts.models import User


@dataclass(slots=True)
class Repeated:
    """How many are erased again, and why others have to wait: {reason: people}."""

    erased: int = 0
    held: Counter[str] = field(default_factory=Counter)


def people_who_came_back() -> list[User]:
    """Everybody who was erased once and is known by name again."""
    listed = written_down()
    if not listed:
        return []
    known = User.objects.filter(erased_at=None).values_list("pk", "uuid").iterator()
    back = [pk for pk, uuid in known if is_written_down(uuid, listed)]
    return list(User.objects.filter(pk__in=back).order_by("pk"))


def erase_again(*, now: datetime) -> Repeated:
    """Each in a transaction of their own: safe to break off and to repeat."""
    repeated = Repeated()
    for person in people_who_came_back():
        try:
            erase_person(person, actor=None, is_repeated=True, now=now)
        except ErasureHeld as held:
            repeated.held[str(held.facts["reason"])] += 1
        else:
            repeated.erased += 1
    return repeated
