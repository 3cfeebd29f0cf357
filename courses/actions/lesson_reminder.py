"""Remind learners of lessons and assignments that are due: all of a day in one message."""

from collections.abc import Iterator
from datetime import datetime, time
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext_noop as _

from backend.messaging.actions.message import LETTERS, NewMessage, write_message
from backend.messaging.enums import Channel, MessageKind
from backend.messaging.queries.message import told_by_letter, told_of
from courses.queries.due_lessons import DueLesson, due_lessons
from courses.rules.reminder import days_to_tell

Lessons = tuple[DueLesson, ...]
ONE = (
    _("Sắp đến hạn: {bai}"),
    _("Chào {ten},\n\nBài này nên học xong trước hết ngày:\n{danh_sach}\n\nQuá ngày, bài vẫn mở."),
)
SEVERAL = (
    _("{so} bài sắp đến hạn"),
    _(
        "Chào {ten},\n\nMấy bài này nên học xong trước hết ngày:\n{danh_sach}\n\n"
        "Quá ngày, bài vẫn mở."
    ),
)


def remind_of_lessons(here: datetime) -> None:
    """Each person once a day, in the app; by letter too unless one of reminders left that day.

    `here` is now, in local time. Safe to repeat.
    """
    today = here.date()
    prefix = f"lessons:{today.isoformat()}:"
    due = due_lessons([day for _days, day in days_to_tell(today)])
    told = told_of(prefix, due)
    groups: dict[Lessons, list[int]] = {}
    for person, lessons in due.items():
        if person not in told:
            groups.setdefault(tuple(lessons), []).append(person)
    midnight = datetime.combine(today, time.min, here.tzinfo)
    lettered = told_by_letter(MessageKind.REMINDER, due, since=midnight)
    for group, people in groups.items():
        for channels, some in _by_way(people, lettered):
            write_message(_message(prefix, group, channels), some, now=here)


def _by_way(
    people: list[int], lettered: set[int]
) -> Iterator[tuple[tuple[Channel, ...], list[int]]]:
    fresh = [one for one in people if one not in lettered]
    others = [one for one in people if one in lettered]
    for channels, some in ((LETTERS, fresh), ((Channel.APP,), others)):
        if some:
            yield channels, some


def _message(prefix: str, lessons: Lessons, channels: tuple[Channel, ...]) -> NewMessage:
    [first, *more] = lessons
    subject, body = SEVERAL if more else ONE
    lines = [f"– {one.title} ({one.course_title}): {one.on:%d/%m/%Y}" for one in lessons]
    name = sha256(repr(lessons).encode()).hexdigest()[:32]
    return NewMessage(
        key=f"{prefix}{name}",
        kind=MessageKind.REMINDER,
        subject=subject,
        body=body,
        fields={"bai": first.title, "so": str(len(lessons)), "danh_sach": "\n".join(lines)},
        link=_link(lessons),
        is_ours=True,
        channels=channels,
        useful_until=datetime.combine(lessons[-1].on, time.max, ZoneInfo(settings.TIME_ZONE)),
    )


def _link(lessons: Lessons) -> str:
    courses = {one.course for one in lessons}
    if len(lessons) == 1:
        return f"/khoa-hoc/{lessons[0].course}/bai/{lessons[0].key}/"
    return f"/khoa-hoc/{lessons[0].course}/hoc/" if len(courses) == 1 else "/toi/"
