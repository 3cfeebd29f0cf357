"""A course that was completed stays completed, and gives its certificate once."""

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from backend.certificates.actions.issue import issue_certificate
from backend.certificates.queries.template import chosen_versions, dressed
from backend.common import audit
from courses.enums import EnrolmentState
from courses.models import Enrolment, LessonProgress
from courses.queries.completion import met_demands
from courses.queries.enrolment import certificate_source
from courses.queries.version import VersionOutline, outline_of
from courses.rules.completion import are_met

KIND = "course"


def settle_completion(enrolment: Enrolment, *, now: datetime) -> None:
    """Count the lessons that are done, and complete the course where its rule is met.

    The caller holds the enrolment locked and saves it. Safe to repeat.
    """
    outline = outline_of(enrolment.version_id)
    done = set(
        LessonProgress.objects.filter(
            enrolment=enrolment, done_at__isnull=False, lesson__in=outline.keys
        ).values_list("lesson", flat=True)
    )
    enrolment.lessons_done = len(done)
    if enrolment.state != EnrolmentState.ACTIVE:
        return
    passed = outline.rule.final_quiz and enrolment.final_quizzes.filter(is_passed=True).exists()
    if are_met(met_demands(enrolment, done, has_passed=passed)):
        _complete(enrolment, outline, now)


def settle_people(enrolments: Collection[int], *, now: datetime) -> None:
    """After something that counts for many at once: complete whoever has nothing left to do."""
    held = Enrolment.objects.select_for_update(of=("self",)).filter(
        pk__in=enrolments, state=EnrolmentState.ACTIVE
    )
    for enrolment in held.select_related("course__organisation", "person", "organisation"):
        if outline_of(enrolment.version_id).rule.sessions is not None:
            settle_completion(enrolment, now=now)
            enrolment.save(update_fields=["lessons_done", "state", "completed_at"])


def _complete(enrolment: Enrolment, outline: VersionOutline, now: datetime) -> None:
    enrolment.state = EnrolmentState.COMPLETED
    enrolment.completed_at = now
    person, organisation = enrolment.person, enrolment.organisation
    issuer = enrolment.course.organisation
    issue_certificate(
        user=person,
        source=certificate_source(enrolment),
        kind=KIND,
        facts=dressed(
            {
                "name": person.full_name,
                "organisation": organisation.name if organisation else "",
                "course": outline.document["title"],
                "lessons": len(outline.lessons),
                "minutes": outline.minutes,
                "issued_on": now.astimezone(ZoneInfo(settings.TIME_ZONE)).date().isoformat(),
                **({"issuer": issuer.name} if issuer else {}),
            },
            KIND,
            chosen_versions(f"course:{enrolment.course.uuid}"),
        ),
        now=now,
    )
    audit.record(
        "course.completed",
        f"enrolment:{enrolment.uuid}",
        actor=person.uuid,
        now=now,
        course=enrolment.course.slug,
        version=outline.number,
    )
