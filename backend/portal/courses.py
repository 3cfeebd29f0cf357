"""Courses as the public pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.db.models import TextChoices
from django.urls import reverse

from courses.models import Course
from courses.queries.course import course_sources, course_summary
from courses.queries.version import LessonHead, VersionOutline, read_outline
from quizzes.enums import Audience


@dataclass(frozen=True)
class CoursePage:
    """One course in the version that a visitor, or its learner, reads."""

    course: Course
    version_id: int

    @cached_property
    def outline(self) -> VersionOutline:
        return read_outline(self.version_id)

    @cached_property
    def summary(self) -> dict[str, Any]:
        return course_summary(self.course, self.outline)

    @property
    def about(self) -> str:
        about: str = self.outline.document["about"]
        return about

    @property
    def audience(self) -> list[TextChoices]:
        """For whom it is; empty when for everybody."""
        return [Audience(one) for one in self.summary["audience"]]

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.outline.minutes)

    @property
    def modules(self) -> list[tuple[Mapping[str, Any], list[LessonHead]]]:
        """Each module with its lessons in order."""
        return [
            (module, [self.outline.lessons[key] for key in module["lessons"]])
            for module in self.outline.document["modules"]
        ]

    @property
    def sources(self) -> list[dict[str, str]]:
        return course_sources(self.outline)

    @property
    def address(self) -> str:
        return reverse("portal:course", args=[self.course.slug])
