"""Remind learners, each of each thing once: a message's key is what it is about."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_noop as _

from backend.certificates.models import Certificate
from backend.messaging.actions.message import EVERY_WAY, LETTERS, NewMessage, write_message
from backend.messaging.enums import MessageKind
from courses.actions.lesson_reminder import remind_of_lessons
from courses.enums import SEATED, EnrolmentState
from courses.models import Enrolment, Session
from courses.queries.cohort_message import moment_words
from courses.rules.reminder import days_to_tell, is_time_to_remind

CERTIFICATES_OF = timedelta(days=3)
SESSION_SOON = (
    _("Ngày mai có buổi học: {buoi}"),
    _("Chào {ten},\n\nLớp {lop} học buổi “{buoi}” lúc {luc}.\nĐịa điểm: {noi}."),
)
DUE_SOON = (
    _("Còn 3 ngày để hoàn thành: {khoa_hoc}"),
    _("Chào {ten},\n\nHạn hoàn thành khóa học {khoa_hoc} là hết ngày {han}."),
)
DUE_TODAY = (
    _("Hôm nay là hạn cuối: {khoa_hoc}"),
    _("Chào {ten},\n\nHôm nay là ngày cuối để hoàn thành khóa học {khoa_hoc}."),
)
CERTIFICATE_READY = (
    _("Giấy chứng nhận đã sẵn sàng: {khoa_hoc}"),
    _("Chào {ten},\n\nGiấy chứng nhận khóa học {khoa_hoc} của bạn đã có. Tải về ở trang của bạn."),
)


def remind(*, now: datetime) -> None:
    """Write all reminders of this day that were not written yet. Safe to repeat at any time.

    All at once, so that whoever gets several gets them in one letter.
    """
    here = now.astimezone(ZoneInfo(settings.TIME_ZONE))
    if not is_time_to_remind(here):
        return
    with transaction.atomic():
        for new, people in (*_sessions(here), *_due(here), *_certificates(here)):
            write_message(new, people, now=now)
        remind_of_lessons(here)


def _end_of(day: Any) -> datetime:
    return datetime.combine(day, time.max, ZoneInfo(settings.TIME_ZONE))


def _sessions(here: datetime) -> Iterator[tuple[NewMessage, list[int]]]:
    day = here.date() + timedelta(days=1)
    found = Session.objects.filter(starts_at__date=day).select_related("cohort__course")
    for session in found:
        people = Enrolment.objects.filter(cohort=session.cohort_id, state__in=SEATED)
        fields = {
            "buoi": session.title,
            "lop": session.cohort.title,
            "luc": moment_words(session.starts_at),
            "noi": session.place or session.link or "–",
        }
        new = NewMessage(
            key=f"session:{session.uuid}:{session.starts_at.isoformat()}",
            kind=MessageKind.REMINDER,
            subject=SESSION_SOON[0],
            body=SESSION_SOON[1],
            fields=fields,
            link=f"/khoa-hoc/{session.cohort.course.slug}/hoc/",
            is_ours=True,
            channels=EVERY_WAY,
            useful_until=session.starts_at,
        )
        yield new, list(people.values_list("person_id", flat=True))


def _due(here: datetime) -> Iterator[tuple[NewMessage, list[int]]]:
    """By the personal day, or else the cohort's."""
    learning = Enrolment.objects.filter(state=EnrolmentState.ACTIVE, cohort__isnull=False)
    for days, day in days_to_tell(here.date()):
        due = learning.alias(due=Coalesce("due_on", "cohort__closes_on")).filter(due=day)
        by_course: dict[tuple[int, str, str], list[int]] = {}
        rows = due.values_list("course_id", "course__slug", "course__title", "person_id")
        for pk, slug, title, person in rows:
            by_course.setdefault((pk, slug, title), []).append(person)
        subject, body = DUE_SOON if days else DUE_TODAY
        for (_pk, slug, title), people in by_course.items():
            new = NewMessage(
                key=f"due:{slug}:{day.isoformat()}:{days}",
                kind=MessageKind.REMINDER,
                subject=subject,
                body=body,
                fields={"khoa_hoc": title, "han": f"{day:%d/%m/%Y}"},
                link=f"/khoa-hoc/{slug}/hoc/",
                is_ours=True,
                channels=EVERY_WAY if days == 0 else LETTERS,
                useful_until=_end_of(day),
            )
            yield new, people


def _certificates(here: datetime) -> Iterator[tuple[NewMessage, list[int]]]:
    found = Certificate.objects.filter(
        source__startswith="course:",
        printed_at__gte=here - CERTIFICATES_OF,
        revoked_at=None,
    )
    for certificate in found.values("uuid", "source", "facts"):
        person = int(certificate["source"].rpartition(":")[2])
        new = NewMessage(
            key=f"certificate:{certificate['uuid']}",
            kind=MessageKind.CERTIFICATE,
            subject=CERTIFICATE_READY[0],
            body=CERTIFICATE_READY[1],
            fields={"khoa_hoc": str(certificate["facts"].get("course", ""))},
            link="/toi/",
            is_ours=True,
        )
        yield new, [person]
