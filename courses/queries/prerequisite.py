"""Courses that come before a course, and whether somebody has completed them."""

from typing import Any

from backend.accounts.models import User
from courses.enums import EnrolmentState
from courses.models import Course, Enrolment
from courses.queries.version import read_outline


def prerequisites_of(version_id: int, person: User | None) -> list[dict[str, Any]]:
    """The courses in their order; of those that are gone nobody is asked any more."""
    slugs = read_outline(version_id).prerequisites
    if not slugs:
        return []
    known = Course.objects.filter(slug__in=slugs, current__isnull=False)
    titles = {
        slug: read_outline(current).document["title"]
        for slug, current in known.values_list("slug", "current_id")
        if current is not None
    }
    done: set[str] = set()
    if person is not None:
        own = Enrolment.objects.filter(person=person, state=EnrolmentState.COMPLETED)
        done = set(own.filter(course__slug__in=slugs).values_list("course__slug", flat=True))
    return [
        {"slug": slug, "title": titles[slug], "is_completed": slug in done}
        for slug in slugs
        if slug in titles
    ]


def missing_courses(version_id: int, person: User) -> list[str]:
    """The titles of those that the person has not completed."""
    found = prerequisites_of(version_id, person)
    return [one["title"] for one in found if not one["is_completed"]]
