"""A person's own state in a course, as the outside sees it."""

from datetime import datetime
from typing import Any

from backend.certificates.models import Certificate
from backend.certificates.printing.page import verification_url
from backend.certificates.queries.certificate import print_state
from courses.models import Enrolment
from courses.queries.enrolment import OwnCourse, final_quiz_state, own_courses


def own_state(own: OwnCourse, now: datetime) -> dict[str, Any]:
    """As OwnStateSerializer names it."""
    enrolment, key = own.enrolment, own.next_lesson
    return {
        "state": enrolment.state,
        "share": own.share,
        "lessons_done": len(own.done & set(own.outline.keys)),
        "next_lesson": {"key": key, "title": own.outline.lessons[key].title} if key else None,
        "place": enrolment.place,
        "is_complete": enrolment.completed_at is not None,
        "completed_at": enrolment.completed_at,
        "certificate": own.certificate and _certificate(own.certificate),
        "final_quiz": final_quiz_state(own, now),
        "demands": [
            {
                "kind": one.kind,
                "wanted": one.wanted,
                "reached": one.reached,
                "is_met": one.is_met,
            }
            for one in own.demands
        ],
    }


def own_enrolment(own: OwnCourse, now: datetime) -> dict[str, Any]:
    """As OwnEnrolmentSerializer names it."""
    enrolment, cohort = own.enrolment, own.enrolment.cohort
    return own_state(own, now) | {
        "uuid": enrolment.uuid,
        "enrolled_at": enrolment.enrolled_at,
        "seen_at": enrolment.seen_at,
        "due_on": enrolment.due_on or (cohort.closes_on if cohort else None),
        "cohort": cohort,
        "is_newest": enrolment.version_id == enrolment.course.current_id,
    }


def state_of(enrolment: Enrolment, now: datetime) -> dict[str, Any]:
    """The state of one enrolment, asked for alone."""
    [own] = own_courses([enrolment])
    return own_state(own, now)


def _certificate(certificate: Certificate) -> dict[str, Any]:
    return {
        "uuid": certificate.uuid,
        "code": certificate.code,
        "url": verification_url(certificate.code),
        "state": print_state(certificate),
    }
