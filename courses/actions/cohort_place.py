"""Come into a cohort, wait for a place, leave; a place left goes to whoever waits longest."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from backend.accounts.models import User
from backend.common.audit import record
from backend.common.errors import NotVisible
from backend.organisations.queries.membership import own_organisation
from courses.cohort_errors import CohortFull, CohortOver, EntryClosed, InOtherCohort
from courses.enums import SEATED, EnrolmentState, Entry
from courses.errors import CourseCompleted, CoursesFirst
from courses.models import Cohort, Enrolment
from courses.queries.prerequisite import missing_courses

STATES = {"enrolled": EnrolmentState.ACTIVE, "waiting": EnrolmentState.WAITING}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is to come in, and the organisation they stand for."""

    id: int
    organisation_id: int | None


@dataclass(slots=True)
class Seating:
    """How many came in, wait, were in already, learn in another cohort, or found it full."""

    enrolled: int = 0
    waiting: int = 0
    known: int = 0
    elsewhere: int = 0
    full: int = 0


@transaction.atomic
def join_cohort(code: str, person: User, *, now: datetime) -> Enrolment:
    """Come in by a code, or wait for a place. Safe to repeat."""
    cohort = Cohort.objects.select_for_update().filter(code=code.strip().upper()).first()
    if cohort is None:
        raise NotVisible
    if cohort.entry == Entry.INVITED:
        raise EntryClosed
    if timezone.localdate(now) > cohort.closes_on:
        raise CohortOver
    is_in = _current(cohort).filter(person=person).exists()
    if not is_in and (missing := missing_courses(cohort.version_id, person)):
        raise CoursesFirst(courses=missing)
    own = own_organisation(person)
    seating = seat(cohort, [Person(person.pk, own and own.pk)], now=now)
    if seating.elsewhere:
        raise InOtherCohort
    if seating.full:
        raise CohortFull
    found = _current(cohort).get(person=person)
    if not seating.known:
        _record("joined", cohort, person, found, now)
    return found


@transaction.atomic
def leave_cohort(code: str, person: User, *, now: datetime) -> None:
    """Go, with what was learned kept; whoever waits longest gets the place."""
    cohort = Cohort.objects.select_for_update().filter(code=code.strip().upper()).first()
    if cohort is None:
        raise NotVisible
    found = _current(cohort).filter(person=person).first()
    if found is None:
        raise NotVisible
    _withdraw(cohort, found, person, now)


@transaction.atomic
def withdraw_person(enrolment_id: int, *, actor: User, now: datetime) -> None:
    """Take somebody out of their cohort. Safe to repeat."""
    cohort_id = Enrolment.objects.values_list("cohort", flat=True).get(pk=enrolment_id)
    cohort = Cohort.objects.select_for_update().get(pk=cohort_id)
    found = _current(cohort).filter(pk=enrolment_id).first()
    if found is not None:
        _withdraw(cohort, found, actor, now)


@transaction.atomic
def extend_due(
    enrolment_ids: Sequence[int],
    due_on: date | None,
    reason: str = "",
    *,
    actor: User,
    now: datetime,
) -> int:
    """Give people of one cohort a day of their own, or take it back; how many. All dates of
    lessons move along."""
    people = Enrolment.objects.filter(pk__in=enrolment_ids, cohort__isnull=False)
    changed = list(people.select_related("cohort"))
    people.update(due_on=due_on)
    for one in changed:
        record(
            "enrolment.extended",
            f"enrolment:{one.uuid}",
            actor=actor.uuid,
            now=now,
            due_on=due_on and due_on.isoformat(),
            reason=reason,
        )
    return len(changed)


def seat(cohort: Cohort, people: Sequence[Person], *, now: datetime) -> Seating:
    """Let people into a cohort that the caller has locked. Who is in already is left alone.

    Whoever began the course alone, or left and comes back, goes on with what they have.
    """
    held = _held(cohort, [one.id for one in people])
    free = free_places(cohort)
    outcomes: Counter[str] = Counter()
    new: list[Enrolment] = []
    changed: list[Enrolment] = []
    for person in people:
        found = held.get(person.id)
        left = None if free is None else free - outcomes["enrolled"]
        outcome = _outcome(cohort, found, is_full=left == 0)
        outcomes[outcome] += 1
        if outcome not in STATES:
            continue
        one = found or _enrolment(cohort, person, now)
        one.cohort = cohort
        if found is None or found.state == EnrolmentState.WITHDRAWN:
            one.state, one.enrolled_at = STATES[outcome], now
        (new if found is None else changed).append(one)
    Enrolment.objects.bulk_create(new)
    Enrolment.objects.bulk_update(changed, ["cohort", "state", "enrolled_at"])
    return Seating(**outcomes)


def _held(cohort: Cohort, people: list[int]) -> dict[int, Enrolment]:
    """By person, what they have of the course; nobody begins it elsewhere meanwhile."""
    locked = User.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk")
    list(locked.values_list("pk", flat=True))
    found = Enrolment.objects.select_for_update().filter(course=cohort.course_id, person__in=people)
    own = Q(cohort=cohort) | Q(cohort=None) | ~Q(state=EnrolmentState.WITHDRAWN)
    held: dict[int, Enrolment] = {}
    for one in found.filter(own).order_by("pk"):
        current = held.get(one.person_id)
        if current is None or current.state == EnrolmentState.WITHDRAWN:
            held[one.person_id] = one
    return held


def _outcome(cohort: Cohort, found: Enrolment | None, *, is_full: bool) -> str:
    is_gone = found is None or found.state == EnrolmentState.WITHDRAWN
    if found is not None and found.cohort_id is not None and not is_gone:
        return "known" if found.cohort_id == cohort.pk else "elsewhere"
    if is_full:
        return "waiting" if is_gone else "full"
    return "enrolled"


def fill_places(cohort: Cohort, *, now: datetime) -> int:
    """Let those who wait into places that are free, in a cohort that the caller has locked."""
    waiting = (
        Enrolment.objects.filter(cohort=cohort, state=EnrolmentState.WAITING)
        .order_by("enrolled_at", "pk")
        .values_list("pk", flat=True)
    )
    free = free_places(cohort)
    chosen = list(waiting if free is None else waiting[:free])
    return Enrolment.objects.filter(pk__in=chosen).update(
        state=EnrolmentState.ACTIVE, enrolled_at=now
    )


def held_places(cohort: Cohort) -> int:
    """How many places are taken."""
    return Enrolment.objects.filter(cohort=cohort, state__in=SEATED).count()


def free_places(cohort: Cohort) -> int | None:
    """How many may still come in; None: as many as wish."""
    return None if cohort.capacity is None else max(0, cohort.capacity - held_places(cohort))


def _current(cohort: Cohort) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(cohort=cohort).exclude(state=EnrolmentState.WITHDRAWN)


def _enrolment(cohort: Cohort, person: Person, now: datetime) -> Enrolment:
    return Enrolment(
        person_id=person.id,
        course_id=cohort.course_id,
        version_id=cohort.version_id,
        cohort=cohort,
        organisation_id=person.organisation_id,
        enrolled_at=now,
    )


def _withdraw(cohort: Cohort, found: Enrolment, actor: User, now: datetime) -> None:
    if found.state == EnrolmentState.COMPLETED:
        raise CourseCompleted
    found.state = EnrolmentState.WITHDRAWN
    found.save(update_fields=["state"])
    promoted = fill_places(cohort, now=now)
    _record("left", cohort, actor, found, now, promoted=promoted)


def _record(
    what: str, cohort: Cohort, actor: User, found: Enrolment, now: datetime, **more: int
) -> None:
    record(
        f"cohort.{what}",
        f"cohort:{cohort.uuid}",
        actor=actor.uuid,
        now=now,
        enrolment=str(found.uuid),
        **more,
    )
