"""Sessions of a cohort, who was there, and the calendar that anybody with its address follows."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db.models import Count, Q, QuerySet

from courses.enums import SEATED
from courses.formats.calendar import DueDay, Meeting, write_calendar
from courses.models import Attendance, Cohort, Enrolment, Session
from courses.queries.due import due_days
from courses.rules.attendance_code import is_on

_CALENDAR = Signer(salt="cohort-calendar")


def sessions_of(cohort: Cohort, people: QuerySet[Enrolment], now: datetime) -> list[dict[str, Any]]:
    """The meetings in their order; `present` counts the people that the asker may know."""
    # a grouped query has no order of its own
    found = cohort.sessions.annotate(
        present=Count("attendances", filter=Q(attendances__enrolment__in=people))
    ).order_by("starts_at", "pk")
    return [shown_session(one, now) for one in found]


def shown_session(session: Session, now: datetime) -> dict[str, Any]:
    """A meeting of `sessions_of`, or one just planned."""
    fields = ("uuid", "title", "starts_at", "ends_at", "place", "link")
    return {
        **{name: getattr(session, name) for name in fields},
        "present": getattr(session, "present", 0),
        "is_on": is_on(session.starts_at, session.ends_at, now),
    }


def roll(session: Session, people: QuerySet[Enrolment]) -> list[dict[str, Any]]:
    """Everybody with a place, by name, and how it is known that they were there."""
    ways = dict(
        Attendance.objects.filter(session=session, enrolment__in=people).values_list(
            "enrolment", "way"
        )
    )
    seated = people.filter(state__in=SEATED).select_related("person", "organisation")
    return [
        {
            "enrolment": one.uuid,
            "full_name": one.person.full_name,
            "organisation": one.organisation.name if one.organisation else "",
            "way": ways.get(one.pk),
        }
        for one in seated.order_by("person__name_sort_key", "pk")
    ]


def calendar_key(cohort: Cohort) -> str:
    """The secret part of the calendar's address."""
    return _CALENDAR.sign(cohort.uuid.hex)


def calendar_feed(key: str, now: datetime) -> bytes | None:
    """The feed behind an address; None where it was made up."""
    try:
        uuid = UUID(hex=_CALENDAR.unsign(key))
    except (BadSignature, ValueError):
        return None
    cohort = Cohort.objects.filter(uuid=uuid).first()
    if cohort is None:
        return None
    fields = ("title", "starts_at", "ends_at", "place", "link")
    meetings = [
        Meeting(uid=one.uuid.hex, **{name: getattr(one, name) for name in fields})
        for one in cohort.sessions.all()
    ]
    days = [
        DueDay(uid=f"{cohort.uuid.hex}-{name}", title=title, day=day)
        for name, title, day in due_days(cohort)
    ]
    return write_calendar(cohort.title, meetings, days, now=now)
