"""Messages to a cohort: what may stand in them, and who got them."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext

from backend.messaging.enums import Channel
from backend.messaging.models import Delivery, Message
from courses.models import Cohort, Enrolment

# What a trainer may write between braces; `ten` is each reader's own.
FIELDS = frozenset({"ten", "khoa_hoc", "lop", "buoi_toi"})
PAGE = 50


def topic_of(cohort: Cohort) -> str:
    """By which a cohort's messages are found."""
    return f"cohort:{cohort.uuid}"


def moment_words(moment: datetime) -> str:
    """As people write it: 08:00, 05/12/2026."""
    return f"{moment.astimezone(ZoneInfo(settings.TIME_ZONE)):%H:%M, %d/%m/%Y}"


def cohort_fields(cohort: Cohort, now: datetime) -> dict[str, str]:
    """The fields that are the same for everybody."""
    session = cohort.sessions.filter(starts_at__gt=now).order_by("starts_at").first()
    place = (
        f" ({session.place or session.link})" if session and session.place + session.link else ""
    )
    coming = f"{moment_words(session.starts_at)}{place}" if session else gettext("chưa có lịch")
    return {"khoa_hoc": cohort.course.title, "lop": cohort.title, "buoi_toi": coming}


def receivers(
    message: Message, people: QuerySet[Enrolment], page: int
) -> tuple[int, list[dict[str, Any]]]:
    """How many of these people got it, and one page of them, those who did not read it first."""
    rows = Delivery.objects.filter(message=message)
    app = rows.filter(channel=Channel.APP, person=OuterRef("person"))
    letter = rows.filter(channel=Channel.EMAIL, person=OuterRef("person"))
    found = (
        people.filter(person__in=rows.filter(channel=Channel.APP).values("person"))
        .annotate(
            read_at=Subquery(app.values("read_at")[:1]),
            mail=Subquery(letter.values("state")[:1]),
        )
        .select_related("person")
        .order_by("read_at", "person__name_sort_key", "pk")
    )
    shown = found.order_by(Subquery(app.values("read_at")[:1]).desc(nulls_first=True), "pk")
    some = shown[(page - 1) * PAGE : page * PAGE]
    return found.count(), [
        {
            "enrolment": one.uuid,
            "full_name": one.person.full_name,
            "read_at": one.read_at,  # type: ignore[attr-defined] # annotated
            "mail": one.mail or "",  # type: ignore[attr-defined] # annotated
        }
        for one in some
    ]
