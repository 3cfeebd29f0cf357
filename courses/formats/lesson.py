"""What a lesson says, in the one shape that files, editors and learners' screens share.

A lesson is a row of parts. Each has a `key` that stays its own within the version: what a learner
has shown of the part is kept under it.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import (
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from courses.formats.assignment import MOST_CRITERIA, MOST_FILES, MOST_TRIES, Criterion
from courses.formats.media import MediaPart, VideoPart
from courses.formats.part import ITEM_CODE, KEY, Part, Strict
from courses.formats.translation import Language, TranslatedPlace

__all__ = ["COMPETENCE", "ITEM_CODE", "KEY", "MOST_PARTS", "Lesson", "Source", "Strict"]

MOST_PARTS = 80
COMPETENCE = r"^[a-z0-9]+:[a-z0-9.-]+$"
HTTPS = r"^(https://\S+)?$"

Competences = tuple[Annotated[str, Field(pattern=COMPETENCE)], ...]


class Source(Strict):
    """Where something can be looked up; `article` is the place in it."""

    title: str = Field(min_length=1, max_length=400)
    publisher: str = Field(default="", max_length=300)
    link: str = Field(default="", max_length=500, pattern=HTTPS)
    article: str = Field(default="", max_length=300)


class TextPart(Part):
    """Prose as harmless HTML, from one heading to the next."""

    kind: Literal["text"]
    markup: str = Field(min_length=1, max_length=40_000)


class BoxPart(Part):
    """A few lines that stand out."""

    kind: Literal["note", "warning"]
    title: str = Field(min_length=1, max_length=200)
    markup: str = Field(min_length=1, max_length=10_000)


class PicturePart(Part):
    """A picture of our own; `alt` says what it shows to who cannot see it."""

    kind: Literal["picture"]
    src: str = Field(pattern=r"^/(so-do/[0-9a-f]{64}\.svg|hinh/[0-9a-f]{64}\.webp)$")
    alt: str = Field(min_length=1, max_length=500)
    caption: str = Field(default="", max_length=300)
    width: int = Field(ge=1, le=10_000)
    height: int = Field(ge=1, le=10_000)


class ChecklistPart(Part):
    """Things to do oneself, ticked off one by one."""

    kind: Literal["checklist"]
    title: str = Field(min_length=1, max_length=200)
    steps: tuple[Annotated[str, Field(min_length=1, max_length=500)], ...] = Field(
        min_length=1, max_length=20
    )


class QuizPart(Part):
    """Items of the bank by code; `items` without an order, `passing` of them pass the part."""

    kind: Literal["quiz"]
    title: str = Field(min_length=1, max_length=200)
    items: tuple[Annotated[str, Field(pattern=ITEM_CODE)], ...] = Field(min_length=1, max_length=20)
    passing: int = Field(ge=1, alias="pass", serialization_alias="pass")

    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True)

    @model_validator(mode="after")
    def _can_be_passed(self) -> Self:
        if len(set(self.items)) != len(self.items):
            raise ValueError("Một câu hỏi được nêu hai lần.")
        if self.passing > len(self.items):
            raise ValueError("Số câu cần đúng lớn hơn số câu hỏi.")
        return self


class AssignmentPart(Part):
    """Something to be done and handed in; a trainer accepts it by the rubric or returns it.

    Up to `files` files or photos may come with the text.
    """

    kind: Literal["assignment"]
    title: str = Field(min_length=1, max_length=200)
    markup: str = Field(min_length=1, max_length=10_000)
    criteria: tuple[Criterion, ...] = Field(min_length=1, max_length=MOST_CRITERIA)
    passing: int = Field(ge=0, alias="pass", serialization_alias="pass")
    tries: int = Field(ge=1, le=MOST_TRIES)
    files: int = Field(default=0, ge=0, le=MOST_FILES)

    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True)

    @model_validator(mode="after")
    def _can_be_accepted(self) -> Self:
        best = sum(max(one.points for one in each.levels) for each in self.criteria)
        if self.passing > best:
            raise ValueError("Số điểm cần đạt lớn hơn số điểm cao nhất.")
        return self


class LinkPart(Part):
    """A place elsewhere that the lesson sends to."""

    kind: Literal["link"]
    title: str = Field(min_length=1, max_length=200)
    href: str = Field(max_length=500, pattern=r"^https://\S+$")


class PackagePart(Part):
    """Content of others (SCORM, cmi5), played apart from our pages; `package` is the digest of the
    file. `units` of it tell when they are completed; where none does, being seen is enough."""

    kind: Literal["package"]
    title: str = Field(min_length=1, max_length=200)
    origin: str = Field(default="", max_length=300, description="Who made it, where it is from.")
    package: str = Field(pattern=r"^[0-9a-f]{64}$")
    units: int = Field(ge=0, le=100)


AnyPart = Annotated[
    TextPart
    | BoxPart
    | PicturePart
    | ChecklistPart
    | QuizPart
    | AssignmentPart
    | LinkPart
    | PackagePart
    | MediaPart,
    Field(discriminator="kind"),
]


class Lesson(Strict):
    """A complete lesson. `translations`, by language and place, as formats/translation.py has them:
    they may lag behind, and lessons without any do not name them."""

    title: str = Field(min_length=1, max_length=200)
    summary: str = Field(min_length=1, max_length=500)
    minutes: int = Field(ge=1, le=180)
    competences: Competences = ()
    sources: tuple[Source, ...] = ()
    parts: tuple[AnyPart, ...] = Field(min_length=1, max_length=MOST_PARTS)
    translations: Mapping[Language, Mapping[str, TranslatedPlace]] = {}

    @model_serializer(mode="wrap")
    def _without_unused(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        written: dict[str, Any] = write(self)
        if not self.translations:
            written.pop("translations", None)
        return written

    @model_validator(mode="after")
    def _keys_differ(self) -> Self:
        keys = [part.key for part in self.parts]
        if len(set(keys)) != len(keys):
            raise ValueError("Hai phần của bài có cùng khóa.")
        return self

    @property
    def items(self) -> list[str]:
        """Codes of all items that its quizzes and videos ask."""
        return [code for part in self.parts for code in _asked(part)]


def _asked(part: Part) -> list[str]:
    if isinstance(part, VideoPart):
        return [one.item for one in part.questions]
    return list(part.items) if isinstance(part, QuizPart) else []
