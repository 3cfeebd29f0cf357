"""Check, apply and undo workbooks of organisations and people."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from backend.accounts.models import User
from backend.common.audit import record
from backend.common.confined import ProcessFailed, ask
from backend.common.errors import DomainError
from backend.common.jobs import Progress
from backend.common.text import name_sort_key, search_key
from backend.organisations.actions.organisation import add_organisations
from backend.organisations.enums import Role
from backend.organisations.models import ImportState, Membership, Organisation, PeopleImport
from backend.organisations.rules.imports import (
    ABOVE,
    ORGANISATIONS,
    OWN,
    PEOPLE,
    Note,
    OrganisationLine,
    PersonLine,
    Reading,
    read_rows,
)

READER = "backend.organisations.formats.xlsx"
SECONDS = 30
MOST_NOTES = 200
TOGETHER = 500


class ImportRefused(DomainError):
    """The import is not in a state for that."""

    code: ClassVar[str] = "import_refused"
    title: ClassVar[str] = "Không nhập được tệp này"


def check_import(
    organisation: Organisation, name: str, body: bytes, *, actor: User, now: datetime
) -> PeopleImport:
    """Read a workbook and tell what it would do, row by row; nothing is changed yet.

    The same workbook again gives the same import, checked anew unless it was applied.
    """
    digest = hashlib.sha256(body).hexdigest()
    known = PeopleImport.objects.filter(organisation=organisation, digest=digest).first()
    if known is not None and known.state == ImportState.APPLIED:
        return known
    reading = checked_reading(read_workbook(body, now), organisation)
    state = ImportState.REFUSED if reading.errors else ImportState.CHECKED
    found, _ = PeopleImport.objects.update_or_create(
        organisation=organisation,
        digest=digest,
        defaults={
            "name": name[:200],
            "body": body,
            "state": state,
            "report": _report(reading),
            "brought_by": actor,
            "brought_at": now,
        },
    )
    return found


def read_workbook(body: bytes, now: datetime) -> Reading:
    """The rows as a process with little memory and time reads them."""
    try:
        told = json.loads(ask(READER, body, seconds=SECONDS))
    except (ProcessFailed, ValueError):
        told = {"refused": "Tệp quá lớn hoặc bị hỏng, không đọc được."}
    if "refused" in told:
        return Reading(errors=[Note("", 0, told["refused"])])
    return read_rows(told["sheets"], today=timezone.localdate(now))


@transaction.atomic
def apply_import(import_id: int, *, actor: User, now: datetime, progress: Progress) -> PeopleImport:
    """Store everything or nothing. Safe to repeat: what is there is not made again."""
    found = PeopleImport.objects.select_for_update(of=("self",)).get(pk=import_id)
    if found.state == ImportState.APPLIED:
        return found
    reading = checked_reading(read_workbook(bytes(found.body), now), found.organisation)
    if reading.errors:
        raise ImportRefused("Tệp còn lỗi. Hãy sửa rồi tải lên lại.")
    progress(0, len(reading.organisations) + len(reading.people), "Đang nhập")
    made = _store_organisations(reading.organisations)
    progress(len(reading.organisations))
    made["people"] = store_people(reading.people, len(reading.organisations), now, progress)
    found.made, found.state, found.applied_at = made, ImportState.APPLIED, now
    found.report = _report(reading)
    found.save(update_fields=["made", "state", "applied_at", "report"])
    _record("applied", found, actor, now)
    return found


@transaction.atomic
def undo_import(import_id: int, *, actor: User, now: datetime) -> PeopleImport:
    """Take back what an import made, while nobody has signed in and nothing hangs on it."""
    found = PeopleImport.objects.select_for_update(of=("self",)).get(pk=import_id)
    if found.state != ImportState.APPLIED:
        raise ImportRefused("Tệp này chưa được nhập.")
    people = User.objects.filter(pk__in=found.made["people"])
    if any(person.has_usable_password() or person.last_login for person in people):
        raise ImportRefused("Đã có người đăng nhập, không hoàn tác được.")
    try:
        people.delete()
        made = Organisation.objects.filter(pk__in=found.made["organisations"])
        for organisation in made.order_by("-depth"):
            organisation.refresh_from_db()
            if organisation.numchild:
                raise ImportRefused("Có đơn vị khác nằm dưới đơn vị vừa nhập.")
            organisation.delete()
    except ProtectedError as error:
        raise ImportRefused("Đã có dữ liệu gắn với đơn vị hoặc người vừa nhập.") from error
    for pk, (before, after) in found.made["headcounts"].items():
        Organisation.objects.filter(pk=pk, headcount=after).update(headcount=before)
    found.state, found.made = ImportState.UNDONE, {}
    found.save(update_fields=["state", "made"])
    _record("undone", found, actor, now)
    return found


def checked_reading(reading: Reading, organisation: Organisation) -> Reading:
    """What only the database knows: codes outside of the subtree, people of other places."""
    codes = {one.value for one in reading.mentions if one.place in {OWN, ABOVE}}
    nodes = {one.code: one for one in Organisation.objects.filter(code__in=codes)}
    own = {code for code, one in nodes.items() if one.path.startswith(organisation.path)}
    listed: set[object] = set()
    for one in reading.mentions:
        if one.place == ABOVE and one.value not in own | listed:
            which = "đơn vị trên" if one.sheet == ORGANISATIONS else "đơn vị"
            text = f"Không thấy {which} có mã {one.value} trong phạm vi của bạn."
            reading.errors.append(one.note(text))
        elif one.place == OWN:
            if one.value in nodes and one.value not in own:
                reading.errors.append(one.note(f"Mã {one.value} đã được nơi khác dùng."))
            listed.add(one.value)
    return reading


def _store_organisations(lines: list[OrganisationLine]) -> dict[str, Any]:
    """New organisations below their parents; headcounts of those that are there."""
    made: list[int] = []
    headcounts: dict[str, tuple[int | None, int]] = {}
    known = {
        one.code: one for one in Organisation.objects.filter(code__in=[one.code for one in lines])
    }
    for line in lines:
        node = known.get(line.code)
        if node is None:
            new = Organisation(
                code=line.code, name=line.name, kind=line.kind, headcount=line.headcount
            )
            [stored] = add_organisations(Organisation.objects.get(code=line.parent), [new])
            made.append(stored.pk)
        elif line.headcount is not None and node.headcount != line.headcount:
            headcounts[str(node.pk)] = (node.headcount, line.headcount)
            Organisation.objects.filter(pk=node.pk).update(headcount=line.headcount)
    return {"organisations": made, "headcounts": headcounts}


def store_people(
    lines: list[PersonLine], done: int, now: datetime, progress: Progress
) -> list[int]:
    """Accounts without a password; whoever has one already is left alone."""
    made: list[int] = []
    codes = {line.organisation for line in lines}
    nodes = Organisation.objects.in_bulk(codes, field_name="code")
    for start in range(0, len(lines), TOGETHER):
        some = lines[start : start + TOGETHER]
        known = known_identifiers(some)
        new = [line for line in some if line.identifier not in known]
        users = User.objects.bulk_create([_person(line, now) for line in new])
        Membership.objects.bulk_create(
            Membership(user=user, organisation=nodes[line.organisation], role=Role.MEMBER)
            for user, line in zip(users, new, strict=True)
        )
        made += [user.pk for user in users]
        progress(done + start + len(some))
    return made


def known_identifiers(lines: list[PersonLine]) -> set[tuple[str, str]]:
    phones = [value for kind, value in (line.identifier for line in lines) if kind == "phone"]
    emails = [value for kind, value in (line.identifier for line in lines) if kind == "email"]
    known = User.objects.filter(phone__in=phones).values_list("phone", flat=True)
    written = User.objects.filter(email__in=emails).values_list("email", flat=True)
    return {("phone", one or "") for one in known} | {("email", one or "") for one in written}


def _person(line: PersonLine, now: datetime) -> User:
    kind, value = line.identifier
    fields: Mapping[str, Any] = {kind: value}
    return User(
        full_name=line.full_name,
        name_sort_key=name_sort_key(line.full_name),
        search_key=search_key(line.full_name),
        birth_date=line.birth_date,
        password=make_password(None),
        date_joined=now,
        **fields,
    )


def _report(reading: Reading) -> dict[str, Any]:
    """How much there is, and what is wrong; the same numbers whoever is known already."""
    in_order = sorted(
        reading.errors, key=lambda note: (note.sheet == PEOPLE, note.row, note.column)
    )
    return {
        "organisations": len(reading.organisations),
        "people": len(reading.people),
        "problem_count": len(reading.errors),
        "problems": [asdict(note) for note in in_order[:MOST_NOTES]],
        "warnings": [asdict(note) for note in reading.warnings[:MOST_NOTES]],
    }


def _record(what: str, found: PeopleImport, actor: User, now: datetime) -> None:
    record(
        f"import.{what}",
        f"organisation:{found.organisation.uuid}",
        actor=actor.uuid,
        now=now,
        file=str(found.uuid),
        organisations=found.report.get("organisations", 0),
        people=found.report.get("people", 0),
    )
