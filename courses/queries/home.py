"""One's own page: what to do next, from contests, courses, practice and certificates."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from backend.accounts.models import User
from backend.certificates.queries.certificate import certificates_of
from backend.certificates.rules.facts import title_of
from backend.messaging.queries.message import unread_count
from courses.enums import SEATED, EnrolmentState, WorkState
from courses.models import Enrolment, Session, Work
from courses.queries.assessment import assessments_of
from courses.queries.due import own_dates
from courses.queries.enrolment import OwnCourse, enrolments_of, final_quiz_state, own_courses
from courses.queries.version import read_outline
from courses.rules.due import most_pressing
from courses.rules.home import SOON, Step, in_order
from quizzes.models import Notice, Participant, PracticeCard
from quizzes.queries.open_round import open_rounds
from quizzes.queries.practice import practisable
from quizzes.queries.winner import CLAIMABLE, claim_of, wins_of

COURSES_SHOWN = 2
SESSIONS_AHEAD = timedelta(days=2)
CERTIFICATES_NEW = timedelta(days=7)
ASSESSED_ANEW = timedelta(days=182)


def home_of(person: User, now: datetime) -> dict[str, Any]:
    """As HomeSerializer names it; a dozen queries, however much there is."""
    enrolments = list(enrolments_of(person).select_related("course", "cohort"))
    steps = [
        *_rounds(person, now),
        *_sessions(enrolments, now),
        *_prizes(person),
        *_courses(enrolments, now),
        *_returned(enrolments),
        *_certificates(person, now),
        *_notices(person),
        *_review(person, now),
        *_assessment(person, now),
    ]
    return {
        "steps": [asdict(step) for step in in_order(steps, now)],
        "is_new": not enrolments and _is_new(person),
    }


def _is_new(person: User) -> bool:
    """Whether somebody has neither taken part nor practised."""
    return not (
        Participant.objects.filter(user=person).exists()
        or PracticeCard.objects.filter(person=person).exists()
    )


def _rounds(person: User, now: datetime) -> Iterator[Step]:
    for one in open_rounds(person, now):
        step = Step("paper", one.round.title, one.contest.title, one.contest.slug)
        if one.is_under_way:
            yield step
        elif one.left != 0:
            yield replace(step, kind="round", at=one.round.closes_at, count=one.left)


def _prizes(person: User) -> Iterator[Step]:
    """Those that wait for the winner's telephone and identity number."""
    for won in wins_of(person).filter(state__in=CLAIMABLE):
        if claim_of(won.participant) is None:
            yield Step("prize", won.title, won.contest.title)


def _sessions(enrolments: list[Enrolment], now: datetime) -> Iterator[Step]:
    seated = {one.cohort_id: one for one in enrolments if one.cohort_id and one.state in SEATED}
    if not seated:
        return
    found = Session.objects.filter(
        cohort__in=list(seated), ends_at__gt=now, starts_at__lt=now + SESSIONS_AHEAD
    )
    for one in found:
        place = one.place or one.link
        slug = seated[one.cohort_id].course.slug
        yield Step("session", title=one.title, detail=place, slug=slug, at=one.starts_at)


def _courses(enrolments: list[Enrolment], now: datetime) -> Iterator[Step]:
    """Those one was last in, and whatever is due soon."""
    active = [one for one in enrolments if one.state == EnrolmentState.ACTIVE]
    active.sort(key=lambda one: one.seen_at or one.enrolled_at, reverse=True)
    dated = [one for one in active[COURSES_SHOWN:] if one.cohort or one.due_on]
    for place, own in enumerate(own_courses(active[:COURSES_SHOWN] + dated)):
        step = _course(own, now)
        if step is None:
            continue
        if place < COURSES_SHOWN or (step.at is not None and step.at - now <= SOON):
            yield step


def _course(own: OwnCourse, now: datetime) -> Step | None:
    slug, title = own.enrolment.course.slug, own.outline.document["title"]
    due, percent = _due_at(own.enrolment), own.share // 10
    if own.next_lesson is not None:
        dates, shut = own_dates(own.enrolment), own.done | own.closed
        left = (key for key in own.outline.keys if key not in shut)
        pressing = most_pressing(dates, left, timezone.localdate(now + SOON))
        key = pressing or own.next_lesson
        days = [at for at in (_end_of(dates.get(key)), due) if at]
        lesson, first = own.outline.lessons[key].title, min(days, default=None)
        # a course that was opened is gone on with, however little of it was read
        count = percent if own.lessons or own.enrolment.place else None
        return Step("lesson", lesson, title, slug=slug, key=key, at=first, count=count)
    quiz = final_quiz_state(own, now)
    if quiz is not None and quiz["may_begin"]:
        return Step("final_quiz", title, slug=slug, at=due)
    return None


def _due_at(enrolment: Enrolment) -> datetime | None:
    """The end of the day by which the course should be done."""
    cohort = enrolment.cohort
    day: date | None = enrolment.due_on or (cohort.closes_on if cohort else None)
    return _end_of(day)


def _end_of(day: date | None) -> datetime | None:
    return datetime.combine(day, time.max, ZoneInfo(settings.TIME_ZONE)) if day else None


def _returned(enrolments: list[Enrolment]) -> Iterator[Step]:
    """Assignments that a trainer gave back, until they are handed in again."""
    active = {one.pk: one for one in enrolments if one.state == EnrolmentState.ACTIVE}
    if not active:
        return
    works = Work.objects.filter(enrolment__in=list(active)).order_by("number")
    newest = {
        (pk, lesson, part): state
        for pk, lesson, part, state in works.values_list("enrolment_id", "lesson", "part", "state")
    }
    for (pk, lesson, _part), state in newest.items():
        outline = read_outline(active[pk].version_id)
        if state == WorkState.RETURNED and lesson in outline.lessons:
            title, course = outline.lessons[lesson].title, outline.document["title"]
            yield Step("work", title, course, slug=active[pk].course.slug, key=lesson)


def _certificates(person: User, now: datetime) -> Iterator[Step]:
    ready = certificates_of(person).filter(
        file__isnull=False, revoked_at=None, issued_at__gte=now - CERTIFICATES_NEW
    )
    for one in ready[:2]:
        yield Step("certificate", title_of(one.facts), key=str(one.uuid), at=one.issued_at)


def _notices(person: User) -> Iterator[Step]:
    unread = Notice.objects.filter(participant__user=person, read_at=None).count()
    if unread:
        yield Step("notice", count=unread)
    if messages := unread_count(person):
        yield Step("message", count=messages)


def _review(person: User, now: datetime) -> Iterator[Step]:
    due = PracticeCard.objects.filter(person=person, due_at__lte=now, item__in=practisable())
    count = due.count()
    if count:
        yield Step("review", count=count)


def _assessment(person: User, now: datetime) -> Iterator[Step]:
    """Whoever has not assessed themselves for half a year is asked to, as the last thing."""
    recent = assessments_of(person).filter(finished_at__gte=now - ASSESSED_ANEW)
    if not recent.exists():
        yield Step("assessment")
