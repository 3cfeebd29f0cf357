"""Erase a person: nobody is to be recognised by what stays. There is no way back.

What people did stays as rows without a name, so that published results can still be recounted.
Each app names its own part with `eraser`, and with `hold` what stands against it for now.
"""

import uuid as uuids
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.admin.models import LogEntry
from django.core import signing
from django.db import transaction
from django.utils import timezone

from backend.accounts.erasure_list import write_down
from backend.accounts.models import User
from backend.common import audit
from backend.common.errors import DomainError
from backend.common.text import ANONYMOUS


@dataclass(frozen=True, slots=True)
class Known:
    """What a person was known by until now."""

    name: str
    texts: tuple[str, ...]


Eraser = Callable[[User, Known, datetime], None]
Hold = Callable[[User, datetime], dict[str, Any] | None]
Count = Callable[[User], dict[str, int]]
_ERASERS: list[Eraser] = []
_HOLDS: list[Hold] = []
_COUNTS: list[Count] = []
_SALT = "accounts.erasure"
CONFIRM_WITHIN_SECONDS = 600


class ErasureHeld(DomainError):
    """Something has to come to its end first; `reason` names it, `until` says when, if known."""

    code: ClassVar[str] = "erasure_held"
    title: ClassVar[str] = "Chưa xóa được lúc này"


class ErasureNotConfirmed(DomainError):
    """The second step does not belong to a first one of this person, or came too late."""

    code: ClassVar[str] = "erasure_not_confirmed"
    status: ClassVar[int] = 400
    title: ClassVar[str] = "Hãy xem lại những gì sẽ bị xóa rồi xác nhận một lần nữa"


def eraser(function: Eraser) -> Eraser:
    """Have a function called for each person who is erased, once their row names nobody."""
    _ERASERS.append(function)
    return function


def hold(function: Hold) -> Hold:
    """Have a function asked what stands against it: {"reason": code, "until": moment or None}."""
    _HOLDS.append(function)
    return function


def counted(function: Count) -> Count:
    """Have a function tell what there is of a person, by name."""
    _COUNTS.append(function)
    return function


def held(person: User, *, now: datetime) -> dict[str, Any] | None:
    """The first thing that stands against erasing this person now, or None."""
    if person.is_staff or person.is_superuser:
        return {"reason": "role", "until": None}
    found = (one(person, now) for one in _HOLDS)
    return next((one for one in found if one is not None), None)


def planned_erasure(person: User, *, actor: User, now: datetime) -> dict[str, Any]:
    """The first step: what there is, what stands against it, and the token of the second."""
    counts: dict[str, int] = {}
    for one in _COUNTS:
        counts |= one(person)
    token = signing.dumps([str(person.uuid), str(actor.uuid)], salt=_SALT)
    return {"counts": counts, "held": held(person, now=now), "token": token}


def ensure_confirmed(token: str, person: User, actor: User) -> None:
    """Raises ErasureNotConfirmed unless this actor looked at this person's plan just before."""
    try:
        seen = signing.loads(token, salt=_SALT, max_age=CONFIRM_WITHIN_SECONDS)
    except signing.BadSignature as error:
        raise ErasureNotConfirmed from error
    if seen != [str(person.uuid), str(actor.uuid)]:
        raise ErasureNotConfirmed


@transaction.atomic
def erase_person(
    person: User,
    *,
    actor: User | None,
    reason: str = "",
    is_repeated: bool = False,
    now: datetime,
) -> User:
    """Erase; `actor` is None when it is the person's own wish. A second time changes nothing.

    `is_repeated`: a restored backup had undone it. Raises ErasureHeld while something stands
    against it, ErasureListMissing where it could not be repeated after a restore.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.erased_at is not None:
        return person
    standing_against = held(person, now=now)
    if standing_against is not None:
        raise ErasureHeld(**standing_against)
    known, before = _known(person), person.uuid
    person.consents.exclude(guardian_name="", guardian_phone="").update(
        guardian_name="", guardian_phone=""
    )
    LogEntry.objects.filter(object_repr__contains=known.name).update(object_repr=ANONYMOUS)
    _empty(person, now)
    for one in _ERASERS:
        one(person, known, now)
    audit.record(
        "person.erased",
        f"user:{person.uuid}",
        actor=actor.uuid if actor else None,
        now=now,
        own_wish=actor is None and not is_repeated,
        reason=reason.replace(known.name, ANONYMOUS),
        **({"after_restore": True} if is_repeated else {}),
    )
    if not is_repeated:
        write_down(before, timezone.localdate(now))
    return person


def _known(person: User) -> Known:
    texts = [one for one in (person.full_name, person.phone, person.email) if one]
    if person.phone:
        texts.append(f"0{person.phone.removeprefix('+84')}")
    return Known(person.full_name, tuple(texts))


def _empty(person: User, now: datetime) -> None:
    """A new uuid: what the audit log says of the old one is nobody's any more."""
    person.uuid = uuids.uuid4()
    person.phone = person.email = person.birth_date = person.last_login = None
    person.full_name, person.name_sort_key = ANONYMOUS, ""
    person.is_active, person.erased_at = False, now
    person.set_unusable_password()
    person.save()
    person.groups.clear()
    person.user_permissions.clear()
