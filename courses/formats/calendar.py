"""The sessions of a cohort as an iCalendar feed, which phones and mail programs follow."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event, vDuration

PRODUCER = "-//Học Số//Lịch học//VI"
LOOK_AGAIN = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Meeting:
    """One entry; `uid` stays the same when its time changes."""

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    link: str


@dataclass(frozen=True, slots=True)
class DueDay:
    """Something to be done by the end of a day; it blocks nobody's time."""

    uid: str
    title: str
    day: date


def write_calendar(
    title: str, meetings: Iterable[Meeting], days: Iterable[DueDay] = (), *, now: datetime
) -> bytes:
    """RFC 5545; a feed is asked for again every few hours."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", vDuration(LOOK_AGAIN), parameters={"value": "DURATION"})
    for one in meetings:
        event = Event()
        event.add("uid", f"{one.uid}@hocso")
        event.add("dtstamp", now)
        event.add("dtstart", one.starts_at)
        event.add("dtend", one.ends_at)
        event.add("summary", f"{one.title} – {title}")
        if one.place:
            event.add("location", one.place)
        if one.link:
            event.add("url", one.link)
        calendar.add_component(event)
    for due in days:
        calendar.add_component(_due_event(due, title, now))
    written: bytes = calendar.to_ical()
    return written


def _due_event(due: DueDay, title: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{due.uid}@hocso")
    event.add("dtstamp", now)
    event.add("dtstart", due.day)
    event.add("dtend", due.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", f"Hạn: {due.title} – {title}")
    return event
