"""Rename, move and merge organisations without losing what was: names, places, people."""

from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from backend.accounts.models import User
from backend.common.audit import record
from backend.common.errors import DomainError
from backend.common.text import collapsed
from backend.organisations.actions.organisation import last_step
from backend.organisations.enums import Role
from backend.organisations.models import FormerName, FormerPlace, Membership, Organisation

STEP = Organisation.steplen


class ReorganisationRefused(DomainError):
    """The tree would not be a tree any more, or there is nothing to do."""

    code: ClassVar[str] = "reorganisation_refused"
    title: ClassVar[str] = "Không sắp xếp lại được như vậy"


@transaction.atomic
def rename_organisation(
    organisation_id: int, name: str, *, valid_from: date, reason: str, actor: User, now: datetime
) -> Organisation:
    """Give a new name from a day on; the old one stays findable."""
    organisation = _locked(organisation_id)
    new_name = collapsed(name)
    if not new_name or new_name == organisation.name:
        raise ReorganisationRefused("Tên mới chưa khác tên cũ.")
    _keep_name(organisation, organisation.name, until=valid_from - timedelta(days=1))
    old_name, organisation.name = organisation.name, new_name
    organisation.save(update_fields=["name", "aliases", "search_key"])
    _record("renamed", organisation, actor, now, reason, old_name=old_name, new_name=new_name)
    return organisation


@transaction.atomic
def undo_rename(organisation_id: int, *, reason: str, actor: User, now: datetime) -> Organisation:
    """Take the newest name back, as if it had never been given."""
    organisation = _locked(organisation_id)
    before = organisation.former_names.order_by("-id").first()
    if before is None or organisation.merged_into_id:
        raise ReorganisationRefused("Đơn vị này chưa đổi tên lần nào.")
    taken_back, organisation.name = organisation.name, before.name
    before.delete()
    kept = set(organisation.former_names.values_list("name", flat=True))
    if organisation.name not in kept:
        organisation.aliases = [one for one in organisation.aliases if one != organisation.name]
    organisation.save(update_fields=["name", "aliases", "search_key"])
    _record("rename_undone", organisation, actor, now, reason, taken_back=taken_back)
    return organisation


@transaction.atomic
def move_organisation(
    organisation_id: int, parent_id: int, *, reason: str, actor: User, now: datetime
) -> Organisation:
    """Put a subtree below another organisation. Who joined before keeps counting where it stood."""
    organisation, parent = _both_locked(organisation_id, parent_id)
    if parent.path.startswith(organisation.path):
        raise ReorganisationRefused("Không chuyển đơn vị vào chính nó hoặc đơn vị bên dưới nó.")
    if parent.merged_into_id or parent.path == organisation.path[:-STEP]:
        raise ReorganisationRefused("Đơn vị đang ở đó, hoặc nơi đến không còn hoạt động.")
    old_path = organisation.path
    new_path = Organisation._get_path(parent.path, parent.depth + 1, last_step(parent) + 1)
    _move_subtree(old_path, new_path, now)
    _record("moved", organisation, actor, now, reason, to=str(parent.uuid))
    organisation.refresh_from_db()
    return organisation


@transaction.atomic
def merge_organisation(
    organisation_id: int,
    into_id: int,
    *,
    valid_from: date,
    reason: str,
    actor: User,
    now: datetime,
) -> Organisation:
    """Let one organisation go up in another: its people, what lies below it, and its names."""
    organisation, target = _both_locked(organisation_id, into_id)
    is_inside = target.path.startswith(organisation.path)
    if is_inside or organisation.merged_into_id or target.merged_into_id:
        raise ReorganisationRefused("Hai đơn vị này không nhập vào nhau được.")
    below = Organisation.objects.filter(
        path__startswith=organisation.path, depth=organisation.depth + 1
    )
    for child in below.order_by("path"):
        target.refresh_from_db()
        step = last_step(target) + 1
        new_path = Organisation._get_path(target.path, target.depth + 1, step)
        _move_subtree(child.path, new_path, now)
    target.refresh_from_db()
    _hand_over_people(organisation, target)
    for name in dict.fromkeys([organisation.name, *organisation.aliases]):
        _keep_name(target, name, until=valid_from - timedelta(days=1))
    if organisation.headcount:
        target.headcount = (target.headcount or 0) + organisation.headcount
    target.save(update_fields=["aliases", "search_key", "headcount"])
    organisation.refresh_from_db()
    organisation.merged_into = target
    organisation.valid_to = max(valid_from - timedelta(days=1), organisation.valid_from or date.min)
    organisation.save(update_fields=["merged_into", "valid_to"])
    _record("merged", organisation, actor, now, reason, into=str(target.uuid))
    return target


def _locked(organisation_id: int) -> Organisation:
    return Organisation.objects.select_for_update(of=("self",)).get(pk=organisation_id)


def _both_locked(one_id: int, other_id: int) -> tuple[Organisation, Organisation]:
    """Both, locked in one order; moves of the tree wait for each other."""
    if one_id == other_id:
        raise ReorganisationRefused
    rows = Organisation.objects.select_for_update(of=("self",)).filter(pk__in=[one_id, other_id])
    found = {row.pk: row for row in rows.order_by("pk")}
    return found[one_id], found[other_id]


def _keep_name(organisation: Organisation, name: str, *, until: date) -> None:
    FormerName.objects.create(organisation=organisation, name=name, valid_to=until)
    if name not in organisation.aliases:
        organisation.aliases = [*organisation.aliases, name]


def _move_subtree(old_path: str, new_path: str, now: datetime) -> None:
    """Rewrite the paths of a subtree; the places it leaves are kept and never given again."""
    subtree = Organisation.objects.select_for_update().filter(path__startswith=old_path)
    left = list(subtree.order_by("path").values_list("pk", "path"))
    FormerPlace.objects.bulk_create(
        [FormerPlace(organisation_id=pk, path=path, until=now) for pk, path in left],
        batch_size=1000,
    )
    deeper = (len(new_path) - len(old_path)) // STEP
    Organisation.objects.filter(pk__in=[pk for pk, _ in left]).update(
        path=Concat(Value(new_path), Substr("path", len(old_path) + 1)), depth=F("depth") + deeper
    )
    Organisation.objects.filter(path=old_path[:-STEP]).update(numchild=F("numchild") - 1)
    Organisation.objects.filter(path=new_path[:-STEP]).update(numchild=F("numchild") + 1)


def _hand_over_people(organisation: Organisation, target: Organisation) -> None:
    """Members and roles go along; a role that the person has there already is dropped."""
    there = Membership.objects.filter(organisation=target).values_list("user_id", "role")
    known = set(there)
    for membership in Membership.objects.select_for_update().filter(organisation=organisation):
        is_double = (membership.user_id, membership.role) in known
        if is_double and membership.role != Role.MEMBER:
            membership.delete()
        else:
            membership.organisation = target
            membership.save(update_fields=["organisation"])


def _record(
    what: str, organisation: Organisation, actor: User, now: datetime, reason: str, **more: Any
) -> None:
    record(
        f"organisation.{what}",
        f"organisation:{organisation.uuid}",
        actor=actor.uuid,
        now=now,
        reason=reason,
        **more,
    )
