"""Who teaches whom."""

from django.db.models import Q, QuerySet

from backend.accounts.models import User
from backend.common.jobs import watch
from backend.organisations.enums import Role
from backend.organisations.models import Organisation
from backend.organisations.permissions import is_staff, is_trainer, within_reach
from courses.enums import EnrolmentState
from courses.models import Cohort, Enrolment

LOOKING_AFTER = [Role.ORGANISER, Role.ORGANISATION_ADMIN]


def taught_cohorts(user: object) -> QuerySet[Cohort]:
    """The cohorts whose trainer this person is, and those of the organisations they look after."""
    if is_staff(user):
        return Cohort.objects.all()
    reach = within_reach(user, LOOKING_AFTER, "organisation__path")
    if isinstance(user, User) and is_trainer(user):
        own = Cohort.trainers.through.objects.filter(user=user)
        reach |= Q(pk__in=own.values("cohort"))
    return Cohort.objects.filter(reach)


def teaching_organisations(user: object) -> QuerySet[Organisation]:
    """The organisations in whose name this person may hold a cohort."""
    reach = within_reach(user, [Role.TRAINER, *LOOKING_AFTER], "path")
    return Organisation.objects.filter(reach, merged_into__isnull=True)


def seen_enrolments(user: object, cohort: Cohort) -> QuerySet[Enrolment]:
    """The people of a cohort whom this person may know: all of them for its trainers and for
    organisers, those of the own subtree for an organisation's admin."""
    found = Enrolment.objects.filter(cohort=cohort).exclude(state=EnrolmentState.WITHDRAWN)
    if _knows_everybody(user, cohort):
        return found
    return found.filter(within_reach(user, [Role.ORGANISATION_ADMIN], "organisation__path"))


def may_make_accounts(user: object, cohort: Cohort) -> bool:
    """Accounts for people who have none are made by those who look after the organisation."""
    return (
        Organisation.objects.filter(pk=cohort.organisation_id)
        .filter(within_reach(user, LOOKING_AFTER, "path"))
        .exists()
    )


def measured_organisations(user: object) -> QuerySet[Organisation]:
    """The organisations whose learners this person counts, in numbers alone."""
    return Organisation.objects.filter(within_reach(user, LOOKING_AFTER, "path"))


def _knows_everybody(user: object, cohort: Cohort) -> bool:
    if is_staff(user):
        return True
    is_own = isinstance(user, User) and cohort.trainers.filter(pk=user.pk).exists()
    if is_own and is_trainer(user):
        return True
    reach = within_reach(user, [Role.ORGANISER], "organisation__path")
    return Cohort.objects.filter(reach, pk=cohort.pk).exists()


@watch("cohort")
def _may_watch_cohort(user: object, name: str) -> bool:
    """Of an enrolment of many the name goes on after the cohort's: "<uuid>/<file>"."""
    return taught_cohorts(user).filter(uuid=name.partition("/")[0]).exists()
