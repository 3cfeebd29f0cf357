"""Enrol many people from a workbook: told first what it would do, then done as a whole."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from backend.accounts.models import User
from backend.common.audit import record
from backend.common.jobs import Progress
from backend.organisations.actions.people_import import (
    MOST_NOTES,
    ImportRefused,
    checked_reading,
    read_workbook,
    store_people,
)
from backend.organisations.enums import Role
from backend.organisations.models import ImportState, Membership
from backend.organisations.rules.imports import PEOPLE, REACHED, Note, PersonLine, Reading, column
from courses.actions.cohort_place import Person, free_places, seat
from courses.enums import EnrolmentState
from courses.models import Cohort, Enrolment, EnrolmentImport

APPLY = "enrolment_import"
TOGETHER = 500
NOBODY = "Không thấy tài khoản của người này trong đơn vị tổ chức lớp."
OTHER_COHORT = "Người này đang học khóa này ở lớp khác nên được bỏ qua."
REACHES = column(PEOPLE, REACHED)
NO_PEOPLE = "Trang “Người” chưa có ai."


@dataclass(slots=True)
class _Plan:
    """What a workbook would do."""

    reading: Reading
    known: list[Person] = field(default_factory=list)
    new: list[PersonLine] = field(default_factory=list)


def check_enrolments(
    cohort: Cohort, name: str, body: bytes, *, makes_accounts: bool, actor: User, now: datetime
) -> EnrolmentImport:
    """Read a workbook and tell what it would do, row by row; nothing is changed yet.

    The same workbook again gives the same import, checked anew.
    """
    plan = _plan(cohort, body, makes_accounts=makes_accounts, now=now)
    found, _ = EnrolmentImport.objects.update_or_create(
        cohort=cohort,
        digest=hashlib.sha256(body).hexdigest(),
        defaults={
            "name": name[:200],
            "body": body,
            "makes_accounts": makes_accounts,
            "state": ImportState.REFUSED if plan.reading.errors else ImportState.CHECKED,
            "report": _report(plan, cohort),
            "brought_by": actor,
            "brought_at": now,
            "applied_at": None,
        },
    )
    return found


@transaction.atomic
def apply_enrolments(
    import_id: int, *, actor: User, now: datetime, progress: Progress
) -> EnrolmentImport:
    """Enrol everybody or nobody. Safe to repeat: whoever is in already is left alone."""
    found = EnrolmentImport.objects.select_for_update().get(pk=import_id)
    if found.state == ImportState.APPLIED:
        return found
    cohort = Cohort.objects.select_for_update().get(pk=found.cohort_id)
    plan = _plan(cohort, bytes(found.body), makes_accounts=found.makes_accounts, now=now)
    if plan.reading.errors:
        raise ImportRefused("Tệp còn lỗi. Hãy sửa rồi tải lên lại.")
    progress(0, len(plan.reading.people), "Đang ghi danh")
    made = store_people(plan.new, 0, now, progress) if plan.new else []
    people = [*plan.known, *_people(Q(user__in=made))]
    report: dict[str, int] = {}
    for start in range(0, len(people), TOGETHER):
        seating = asdict(seat(cohort, people[start : start + TOGETHER], now=now))
        report = {name: report.get(name, 0) + number for name, number in seating.items()}
        progress(min(start + TOGETHER, len(people)))
    found.report |= report | {"accounts": len(made)}
    found.state, found.applied_at, found.body = ImportState.APPLIED, now, b""
    found.save(update_fields=["report", "state", "applied_at", "body"])
    record(
        "cohort.enrolled_many",
        f"cohort:{cohort.uuid}",
        actor=actor.uuid,
        now=now,
        file=str(found.uuid),
        **report,
        accounts=len(made),
    )
    return found


def _plan(cohort: Cohort, body: bytes, *, makes_accounts: bool, now: datetime) -> _Plan:
    """Nobody outside of the cohort's organisation is found, whether they have an account or not."""
    reading = checked_reading(read_workbook(body, now), cohort.organisation)
    plan = _Plan(reading)
    if not reading.people and not reading.errors:
        reading.errors.append(Note(PEOPLE, 1, NO_PEOPLE))
    accounts = _accounts(reading.people)
    inside = {
        one.id: one
        for one in _people(
            Q(user__in=accounts.values(), user__is_active=True)
            & Q(organisation__path__startswith=cohort.organisation.path)
        )
    }
    elsewhere = _elsewhere(cohort, inside)
    for line in reading.people:
        account = accounts.get(line.identifier)
        if account is None and makes_accounts:
            plan.new.append(line)
        elif account is None or account not in inside:
            reading.errors.append(Note(PEOPLE, line.row, NOBODY, REACHES))
        else:
            plan.known.append(inside[account])
            if account in elsewhere:
                reading.warnings.append(Note(PEOPLE, line.row, OTHER_COHORT, REACHES))
    return plan


def _accounts(lines: list[PersonLine]) -> dict[tuple[str, str], int]:
    """Who signs in with what stands in the lines."""
    found: dict[tuple[str, str], int] = {}
    for kind in ("phone", "email"):
        values = [one.identifier[1] for one in lines if one.identifier[0] == kind]
        users = User.objects.filter(**{f"{kind}__in": values})
        found |= {(kind, value): pk for pk, value in users.values_list("pk", kind)}
    return found


def _people(which: Q) -> list[Person]:
    own = Membership.objects.filter(which, role=Role.MEMBER)
    pairs = own.order_by("pk").values_list("user", "organisation")
    return [Person(user, organisation) for user, organisation in pairs]


def _elsewhere(cohort: Cohort, people: Iterable[int]) -> set[int]:
    other = Enrolment.objects.filter(course=cohort.course_id, person__in=people)
    other = other.exclude(state=EnrolmentState.WITHDRAWN).exclude(cohort=cohort)
    return set(other.filter(cohort__isnull=False).values_list("person", flat=True))


def _report(plan: _Plan, cohort: Cohort) -> dict[str, Any]:
    """How many come in, wait, are in already; what is wrong."""
    reading = plan.reading
    ids = [one.id for one in plan.known]
    held = Enrolment.objects.filter(course=cohort.course_id, person__in=ids)
    held = held.exclude(state=EnrolmentState.WITHDRAWN)
    here = held.filter(cohort=cohort).count()
    elsewhere = held.filter(cohort__isnull=False).exclude(cohort=cohort).count()
    coming = len(plan.known) + len(plan.new) - here - elsewhere
    free = free_places(cohort)
    enrolled = coming if free is None else min(free, coming)
    in_order = sorted(reading.errors, key=lambda note: (note.row, note.column))
    return {
        "people": len(reading.people),
        "enrolled": enrolled,
        "waiting": coming - enrolled,
        "known": here,
        "elsewhere": elsewhere,
        "full": 0,
        "accounts": len(plan.new),
        "problem_count": len(reading.errors),
        "problems": [asdict(note) for note in in_order[:MOST_NOTES]],
        "warnings": [asdict(note) for note in reading.warnings[:MOST_NOTES]],
    }
