"""Plan the sessions of a cohort, and note who was there."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from backend.accounts.models import User
from backend.common.audit import record
from courses.actions.completion import settle_people
from courses.cohort_errors import (
    AttendanceCodeRefused,
    NotInCohort,
    SessionInUse,
    SessionNotOn,
)
from courses.enums import SEATED, AttendanceWay
from courses.models import Attendance, Cohort, Enrolment, Session
from courses.rules.attendance_code import CodeRefused, check_code, is_on, read_code

FIELDS = ("title", "starts_at", "ends_at", "place", "link")


@dataclass(frozen=True, slots=True)
class NewSession:
    """A meeting that is planned."""

    title: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    link: str = ""


@transaction.atomic
def plan_session(cohort: Cohort, new: NewSession, *, actor: User, now: datetime) -> Session:
    """Add a meeting to the cohort's calendar."""
    session = Session.objects.create(
        cohort=cohort,
        secret=secrets.token_hex(16),
        **{name: getattr(new, name) for name in FIELDS},
    )
    _record("planned", session, actor, now)
    return session


@transaction.atomic
def change_session(
    session_id: int, changes: dict[str, Any], *, actor: User, now: datetime
) -> Session:
    """Set what is given."""
    session = Session.objects.select_for_update().get(pk=session_id)
    fields = [name for name in FIELDS if name in changes]
    for name in fields:
        setattr(session, name, changes[name])
    session.save(update_fields=fields)
    _record("changed", session, actor, now, parts=sorted(fields))
    return session


@transaction.atomic
def remove_session(session_id: int, *, actor: User, now: datetime) -> None:
    """Only while nobody was noted."""
    session = Session.objects.select_for_update().get(pk=session_id)
    if session.attendances.exists():
        raise SessionInUse
    _record("removed", session, actor, now)
    session.delete()


@transaction.atomic
def note_attendance(
    session_id: int,
    *,
    present: Sequence[int] = (),
    absent: Sequence[int] = (),
    actor: User,
    now: datetime,
) -> None:
    """Note enrolments of the session's cohort by list. Safe to repeat: the first note stays."""
    session = Session.objects.select_for_update().get(pk=session_id)
    own = Enrolment.objects.filter(cohort=session.cohort_id, state__in=SEATED)
    added = list(own.filter(pk__in=present).exclude(attendances__session=session))
    gone = Attendance.objects.filter(session=session, enrolment__in=absent)
    removed = len(gone)
    gone.delete()
    Attendance.objects.bulk_create(
        Attendance(session=session, enrolment=one, way=AttendanceWay.LIST, at=now, noted_by=actor)
        for one in added
    )
    _record("attendance_noted", session, actor, now, present=len(added), absent=removed)
    settle_people([one.pk for one in added], now=now)


@transaction.atomic
def attend_by_code(text: str, person: User, *, now: datetime) -> Session:
    """Note the person who scanned the code on the wall. Safe to repeat."""
    try:
        code = read_code(text)
        session = Session.objects.select_related("cohort").get(uuid=code.session)
        check_code(code, session.secret, now)
    except (CodeRefused, Session.DoesNotExist) as error:
        raise AttendanceCodeRefused from error
    if not is_on(session.starts_at, session.ends_at, now):
        raise SessionNotOn
    enrolment = Enrolment.objects.filter(
        cohort=session.cohort_id, person=person, state__in=SEATED
    ).first()
    if enrolment is None:
        raise NotInCohort
    Attendance.objects.get_or_create(
        session=session, enrolment=enrolment, defaults={"way": AttendanceWay.QR, "at": now}
    )
    settle_people([enrolment.pk], now=now)
    return session


def _record(what: str, session: Session, actor: User, now: datetime, **more: Any) -> None:
    record(
        f"session.{what}",
        f"cohort:{session.cohort.uuid}",
        actor=actor.uuid,
        now=now,
        session=str(session.uuid),
        **more,
    )
