"""Cohorts as those see them who teach them, and as those who may come in."""

from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from backend.accounts.models import User
from backend.common.text import name_sort_key
from backend.organisations.enums import Role
from backend.organisations.models import Membership, Organisation
from courses.enums import SEATED, CourseStatus, EnrolmentState, Entry
from courses.models import Cohort, Course, CourseVersion, Enrolment, Session

CAME_IN = Q(enrolments__state__in=SEATED)


def cohorts_with_counts(cohorts: QuerySet[Cohort]) -> QuerySet[Cohort]:
    """The cohorts with what the list shows of them."""
    return (
        cohorts.select_related("course", "organisation", "version")
        .prefetch_related(Prefetch("trainers", User.objects.order_by("name_sort_key")))
        .annotate(
            people=Count("enrolments", filter=CAME_IN),
            waiting=Count("enrolments", filter=Q(enrolments__state=EnrolmentState.WAITING)),
            completed=Count("enrolments", filter=Q(enrolments__state=EnrolmentState.COMPLETED)),
            meetings=Coalesce(Subquery(_meetings()), 0),
        )
    )


def _meetings() -> QuerySet[Any, Any]:
    of_cohort = Session.objects.filter(cohort=OuterRef("pk")).order_by().values("cohort")
    return of_cohort.annotate(many=Count("pk")).values("many")


def meetings_wanted(version: CourseVersion) -> int | None:
    """How many meetings the course asks to be at; None: it asks for none."""
    wanted: int | None = version.outline["completion"].get("sessions")
    return wanted


def phase_of(cohort: Cohort, today: date) -> str:
    """planned | running | over."""
    if today < cohort.opens_on:
        return "planned"
    return "over" if today > cohort.closes_on else "running"


def cohort_row(cohort: Cohort, today: date) -> dict[str, Any]:
    """A cohort of `cohorts_with_counts`."""
    fields = ("uuid", "title", "opens_on", "closes_on", "place", "capacity", "entry", "code")
    counts = ("people", "waiting", "completed", "meetings")
    return {
        **{name: getattr(cohort, name) for name in (*fields, *counts)},
        "phase": phase_of(cohort, today),
        "meetings_wanted": meetings_wanted(cohort.version),
        "course": {"slug": cohort.course.slug, "title": cohort.course.title},
        "organisation": {"uuid": cohort.organisation.uuid, "name": cohort.organisation.name},
        "trainers": [
            {"uuid": one.uuid, "full_name": one.full_name} for one in cohort.trainers.all()
        ],
    }


def teachable_courses() -> QuerySet[Course]:
    """The courses that a cohort may take; `learners` says how many learn or have learned each."""
    found = Course.objects.filter(current__isnull=False).exclude(status=CourseStatus.RETIRED)
    taken = ~Q(enrolments__state=EnrolmentState.WITHDRAWN)
    return found.select_related("current").annotate(learners=Count("enrolments", filter=taken))


def possible_trainers(organisation: Organisation) -> list[User]:
    """Who holds a trainer's role in the organisation, above or below it."""
    related = Q(organisation__path__in=organisation.paths_upwards) | Q(
        organisation__path__startswith=organisation.path
    )
    found = Membership.objects.filter(related, role=Role.TRAINER, user__is_active=True)
    people = {one.user.pk: one.user for one in found.select_related("user")}
    return sorted(people.values(), key=lambda one: name_sort_key(one.full_name))


def cohort_invitation(code: str, person: object, today: date) -> dict[str, Any] | None:
    """What somebody with a code sees before they come in; of a cohort by list only its people."""
    cohort = cohorts_with_counts(Cohort.objects.filter(code=code.strip().upper())).first()
    if cohort is None:
        return None
    own = None
    if isinstance(person, User):
        found = Enrolment.objects.filter(cohort=cohort, person=person)
        own = found.exclude(state=EnrolmentState.WITHDRAWN).first()
    if cohort.entry == Entry.INVITED and own is None:
        return None
    free = None if cohort.capacity is None else max(0, cohort.capacity - cohort.people)  # type: ignore[attr-defined] # annotated
    row = cohort_row(cohort, today)
    names = ("title", "course", "organisation", "opens_on", "closes_on", "place", "phase", "code")
    return {
        **{name: row[name] for name in names},
        "free": free,
        "state": own.state if own else None,
    }
