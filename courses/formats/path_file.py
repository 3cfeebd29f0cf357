"""Files of learning paths: courses, lessons and practice in an order, and why in this one."""

from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import Field

from backend.common.text import nfc
from courses.formats.lesson import KEY, Strict
from courses.formats.outline import Audience

Slug = Annotated[str, Field(pattern=KEY, max_length=100)]
Why = Annotated[str, Field(min_length=1, max_length=300)]


class AssessmentStep(Strict):
    """Assess oneself; done once it was finished."""

    kind: Literal["assessment"]
    why: Why


class CourseStep(Strict):
    """A whole course; done once it is completed."""

    kind: Literal["course"]
    course: Slug
    why: Why


class LessonStep(Strict):
    """One lesson; done once its evidence is."""

    kind: Literal["lesson"]
    course: Slug
    lesson: Slug
    why: Why


class PracticeStep(Strict):
    """A topic of the bank; done once so many of its items are known."""

    kind: Literal["practice"]
    topic: Slug
    mastered: int = Field(ge=1, le=100)
    why: Why


Step = Annotated[
    AssessmentStep | CourseStep | LessonStep | PracticeStep, Field(discriminator="kind")
]


class LearningPath(Strict):
    """One path."""

    slug: Slug
    position: int = 0
    title: str = Field(min_length=1, max_length=100)
    summary: str = Field(min_length=1, max_length=300)
    about: str = Field(default="", max_length=1000)
    audience: tuple[Audience, ...] = ()
    steps: tuple[Step, ...] = Field(min_length=1, max_length=30)


def read_paths(folder: Path) -> list[LearningPath]:
    """Every path of the folder, in their order; raises pydantic.ValidationError."""
    found = [
        LearningPath.model_validate(
            yaml.load(nfc(path.read_text(encoding="utf-8")), yaml.CSafeLoader)
        )
        for path in folder.glob("*.yaml")
    ]
    return sorted(found, key=lambda one: (one.position, one.slug))
