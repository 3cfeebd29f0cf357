"""Whom a rule means, and what it would do."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from backend.organisations.enums import Role
from backend.organisations.models import Membership
from courses.enums import EnrolmentState
from courses.models import Cohort, Enrolment, EnrolmentRule
from courses.rules.age import born_after, born_by

MOST_UNITS = 20
SAMPLE = 8


def meant_people(rule: EnrolmentRule, today: date) -> QuerySet[Membership]:
    """One membership for each person: the own organisation lies in the subtree. Where an age is
    asked, who has not told the date of birth is not meant."""
    below = rule.organisation.path
    found = Membership.objects.filter(
        role=Role.MEMBER,
        organisation__path__startswith=below,
        user__is_active=True,
        user__erased_at=None,
    )
    if rule.kinds:
        found = found.filter(organisation__kind__in=rule.kinds)
    if rule.roles:
        held = Membership.objects.filter(user=OuterRef("user"), role__in=rule.roles)
        found = found.filter(Exists(held.filter(organisation__path__startswith=below)))
    if rule.least_age is not None:
        found = found.filter(user__birth_date__lte=born_by(rule.least_age, today))
    if rule.most_age is not None:
        found = found.filter(user__birth_date__gt=born_after(rule.most_age, today))
    return found


def newcomers(rule: EnrolmentRule, today: date) -> QuerySet[Membership]:
    """Those who are to be enrolled: not in any cohort of the course, done with it or out of it.

    Who ever left the course is left alone; who learns it alone comes in with what they have.
    """
    held = Enrolment.objects.filter(course=rule.cohort.course_id, person=OuterRef("user"))
    alone = Q(cohort=None, state=EnrolmentState.ACTIVE)
    return meant_people(rule, today).filter(~Exists(held.exclude(alone)))


def rule_preview(rule: EnrolmentRule, free: int | None, today: date) -> dict[str, Any]:
    """How many, of which organisations, some of them by name; `rule` need not be stored.

    `free`: places that are left, None without a limit.
    """
    people, new = meant_people(rule, today), newcomers(rule, today)
    count, coming = people.count(), new.count()
    gone = Enrolment.objects.filter(
        course=rule.cohort.course_id,
        state=EnrolmentState.WITHDRAWN,
        person__in=people.values("user"),
    )
    left = gone.exclude(person__in=_current(rule.cohort).values("person"))
    left_count = left.values("person").distinct().count()
    units = new.order_by().values("organisation__name").annotate(people=Count("pk"))
    enrolled = coming if free is None else min(free, coming)
    return {
        "people": count,
        "enrolled": enrolled,
        "waiting": coming - enrolled,
        "left": left_count,
        "known": count - coming - left_count,
        "unit_count": units.count(),
        "units": [
            {"name": one["organisation__name"], "people": one["people"]}
            for one in units.order_by("-people", "organisation__name")[:MOST_UNITS]
        ],
        "sample": [
            {"full_name": one.user.full_name, "organisation": one.organisation.name}
            for one in new.select_related("user", "organisation").order_by(
                "user__name_sort_key", "pk"
            )[:SAMPLE]
        ],
    }


def _current(cohort: Cohort) -> QuerySet[Enrolment]:
    held = Enrolment.objects.filter(course=cohort.course_id)
    return held.exclude(state=EnrolmentState.WITHDRAWN)
