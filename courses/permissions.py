"""Who teaches whom, and who writes what."""

from django.db.models import Q, QuerySet
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from backend.accounts.models import User
from backend.common.jobs import watch
from backend.files.models import StoredFile
from backend.organisations.enums import Role
from backend.organisations.models import Organisation
from backend.organisations.permissions import is_organiser, is_staff, is_trainer, within_reach
from courses.enums import SEATED, CourseStatus, EnrolmentState
from courses.models import Cohort, Course, Enrolment, EnrolmentRule, Work
from courses.queries.discussion import Reader
from courses.rules.course_life import RETIRE, WRITE, may_judge, next_status

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


def discussed_courses(user: object) -> QuerySet[Course]:
    """The courses whose discussions this person leads: as a trainer of a cohort, an organiser of
    one, or an author."""
    if is_staff(user):
        return Course.objects.all()
    reach = within_reach(user, [Role.ORGANISER], "organisation__path")
    if isinstance(user, User) and is_trainer(user):
        reach |= Q(pk__in=Cohort.trainers.through.objects.filter(user=user).values("cohort"))
    held = Cohort.objects.filter(reach).order_by()
    written = written_courses(user).values("pk")
    return Course.objects.filter(Q(pk__in=held.values("course")) | Q(pk__in=written))


def discussion_reader(person: User, slug: str) -> Reader | None:
    """How this person reads the course's discussions; None: not at all."""
    course = Course.objects.select_related("current").filter(slug=slug).first()
    if course is None or course.current is None:
        return None
    if discussed_courses(person).filter(pk=course.pk).exists():
        return Reader(person, course, teaches=True, cohort=0)
    held = Enrolment.objects.filter(person=person, course=course, state__in=SEATED).first()
    return Reader(person, course, teaches=False, cohort=held.cohort_id or 0) if held else None


def judged_works(user: object) -> QuerySet[Work]:
    """What this person judges: of the own cohorts, and of those of organisations organised.

    Whoever administers an organisation knows its people, and judges nobody.
    """
    if is_staff(user):
        return Work.objects.exclude(enrolment__state=EnrolmentState.WITHDRAWN)
    reach = within_reach(user, [Role.ORGANISER], "enrolment__cohort__organisation__path")
    if isinstance(user, User) and is_trainer(user):
        own = Cohort.trainers.through.objects.filter(user=user)
        reach |= Q(enrolment__cohort__in=own.values("cohort"))
    return Work.objects.filter(reach).exclude(enrolment__state=EnrolmentState.WITHDRAWN)


def may_hand_in(user: object) -> bool:
    """Files of assignments are brought by those who learn a course."""
    return (
        isinstance(user, User) and Enrolment.objects.filter(person=user, state__in=SEATED).exists()
    )


def may_read_work_file(user: object, file: StoredFile) -> bool:
    """Besides its owner: whoever judges a work that it was handed in with."""
    return judged_works(user).filter(files=file).exists()


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


def may_enrol_by_rule(rule: EnrolmentRule) -> bool:
    """Whether the one who made it still looks after its organisation, and still has the cohort."""
    return (
        measured_organisations(rule.made_by).filter(pk=rule.organisation_id).exists()
        and taught_cohorts(rule.made_by).filter(pk=rule.cohort_id).exists()
    )


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


def written_courses(user: object) -> QuerySet[Course]:
    """The courses that this person may write in: as one of their authors, or as an organiser of
    their organisation."""
    if is_staff(user):
        return Course.objects.all()
    reach = within_reach(user, [Role.ORGANISER], "organisation__path")
    if isinstance(user, User) and is_trainer(user):
        own = Course.authors.through.objects.filter(user=user)
        reach |= Q(pk__in=own.values("course"))
    return Course.objects.filter(reach)


def read_courses(user: object) -> QuerySet[Course]:
    """Those, and what waits for a reviewer: of the own organisations, and of the house."""
    if is_staff(user):
        return Course.objects.all()
    near = within_reach(user, [Role.TRAINER, Role.ORGANISER], "organisation__path")
    if is_trainer(user):
        near |= Q(organisation__isnull=True)
    waiting = Course.objects.filter(near, status=CourseStatus.NEEDS_REVIEW)
    return Course.objects.filter(
        Q(pk__in=written_courses(user).values("pk")) | Q(pk__in=waiting.values("pk"))
    )


def writing_organisations(user: object) -> QuerySet[Organisation]:
    """The organisations in whose name this person may begin a course."""
    reach = within_reach(user, [Role.TRAINER, Role.ORGANISER], "path")
    return Organisation.objects.filter(reach, merged_into__isnull=True)


def may_design_certificates(user: object, course: Course) -> bool:
    """Templates bear an organisation's seal and signatures, and serve its contests as well: its
    organisers make them, and a course's authors choose among them."""
    if course.organisation_id is None:
        return False
    if is_staff(user):
        return True
    reach = within_reach(user, [Role.ORGANISER], "path")
    return Organisation.objects.filter(reach, pk=course.organisation_id).exists()


def course_rights(user: User, course: Course) -> dict[str, bool]:
    """What somebody who sees a course in writing may do with it now."""
    is_own = written_courses(user).filter(pk=course.pk).exists()
    review = course.reviews.filter(verdict="").first()
    is_waiting = course.status == CourseStatus.NEEDS_REVIEW
    return {
        "may_write": is_own and next_status(course.status, WRITE) is not None,
        "may_submit": is_own and course.status == CourseStatus.DRAFT,
        "may_withdraw": is_own and is_waiting,
        "may_review": is_waiting and review is not None and may_judge(user.pk, review.writers),
        "may_retire": is_own and next_status(course.status, RETIRE) is not None,
        "may_restore": is_own and course.status == CourseStatus.RETIRED,
        "may_choose_template": is_own and course.organisation_id is not None,
        "may_drop": is_own and course.status == CourseStatus.DRAFT and course.current is not None,
    }


def may_bring_media(user: object) -> bool:
    """Videos, sound and documents are brought by those who write courses."""
    return is_trainer(user) or is_organiser(user)


class AuthorsOnly(BasePermission):
    """Those who write courses: trainers, and organisers who look after them."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return is_trainer(request.user) or is_organiser(request.user)
