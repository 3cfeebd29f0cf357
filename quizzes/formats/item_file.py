"""Files of the bank: one topic a file, its items readable and editable by anyone."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from quizzes.rules.grading import is_key
from quizzes.rules.number import read_number
from quizzes.rules.tokens import MAX_OPTIONS, SHORT_LIMIT, TEXT_LIMITS

OPTIONS_PER_ITEM = 4
TRUE_FALSE = ("Đúng", "Sai")


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class TopicPart(Part):
    """A topic, and what holds for all of its items."""

    code: str = Field(pattern=r"^[a-z0-9-]+$")
    title: str = Field(min_length=1, max_length=200)
    position: int = Field(ge=0)
    parent: str = Field(default="", pattern=r"^[a-z0-9-]*$")
    use: Literal["contest", "practice"] = "contest"
    audience: tuple[Literal["citizen", "official", "student", "business"], ...] = ()


class Document(Part):
    """What a source is called, who publishes it and, where there is one, its address."""

    document: str = Field(min_length=1)
    publisher: str = Field(min_length=1)
    link: str = Field(default="", pattern=r"^(https://\S+)?$")


class Source(Part):
    """A place in one of the file's documents."""

    document: str
    article: str = Field(min_length=1)


class Option(Part):
    text: str = Field(min_length=1)
    correct: bool = False


class Pair(Part):
    """An option of a matching item and what it is matched with."""

    text: str = Field(min_length=1)
    target: str = Field(min_length=1)


class Criterion(Part):
    """One line of an essay's rubric, and the most it gives."""

    criterion: str = Field(min_length=1)
    points: int = Field(ge=1, le=100)


class ItemEntry(Part):
    """One item. What else it has to say depends on its kind: PARTS."""

    code: str = Field(pattern=r"^[A-Z0-9]+-[0-9]{3}$")
    difficulty: Literal["easy", "medium", "hard"]
    kind: Literal[
        "single",
        "multiple",
        "true_false",
        "matching",
        "ordering",
        "number",
        "short_text",
        "essay",
    ]
    stem: str = Field(min_length=1)
    options: tuple[Option, ...] = ()
    is_true: bool | None = None
    pairs: tuple[Pair, ...] = ()
    more_targets: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    number: str | None = None
    tolerance: str = "0"
    unit: str = ""
    accepted: tuple[str, ...] = ()
    exact_marks: bool = False
    exact_case: bool = False
    rubric: tuple[Criterion, ...] = ()
    limit: int | None = None
    explanation: str = Field(min_length=1)
    source: Source
    grade: Literal["A", "B"]
    status: Literal["approved", "needs_review"]
    tags: tuple[Annotated[str, Field(min_length=1, max_length=50)], ...] = ()
    competences: tuple[Annotated[str, Field(pattern=r"^[a-z0-9]+:[a-z0-9.-]+$")], ...] = ()
    effective_from: date | None = None
    effective_to: date | None = None
    checked_on: date

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        allowed = PARTS[self.kind]
        for part in {part for parts in PARTS.values() for part in parts} - allowed:
            if getattr(self, part) != type(self).model_fields[part].default:
                raise ValueError(f"{self.code}: {part} is not for items of kind {self.kind}")
        CHECKS[self.kind](self)
        if self.status == "approved" and self.grade != "A":
            raise ValueError(f"{self.code}: only items of grade A may be approved")
        if self.effective_from and self.effective_to and self.effective_to < self.effective_from:
            raise ValueError(f"{self.code}: effective_to is before effective_from")
        return self

    @property
    def shown_options(self) -> list[str]:
        """The options as a version keeps them; an order is kept in the alphabet's."""
        if self.kind == "true_false":
            return list(TRUE_FALSE)
        if self.kind == "matching":
            return [pair.text for pair in self.pairs]
        return sorted(self.order) or [option.text for option in self.options]

    @property
    def targets(self) -> list[str]:
        """What options are matched with, each once, in the alphabet's order."""
        return sorted({*(pair.target for pair in self.pairs), *self.more_targets})

    @property
    def correct(self) -> Any:
        """The key, in the shape that scoring has for the kind."""
        if self.kind == "true_false":
            return [0 if self.is_true else 1]
        if self.kind == "matching":
            return [self.targets.index(pair.target) for pair in self.pairs]
        if self.kind == "ordering":
            return [self.shown_options.index(text) for text in self.order]
        if self.kind == "number":
            return {
                "value": read_number(self.number or ""),
                "tolerance": read_number(self.tolerance),
            }
        if self.kind == "short_text":
            exact = {"exact_marks": self.exact_marks, "exact_case": self.exact_case}
            return {"accepted": list(self.accepted), **exact}
        if self.kind == "essay":
            return {"rubric": [criterion.model_dump() for criterion in self.rubric]}
        return [place for place, option in enumerate(self.options) if option.correct]

    @property
    def shown(self) -> list[Any]:
        """What participants read, as far as the kind has it."""
        shown: list[Any] = [self.kind, self.stem, self.shown_options, self.explanation]
        more = {"targets": self.targets, "unit": self.unit, "limit": self.limit}
        return [*shown, more] if any(more.values()) else shown


def _choice(item: ItemEntry) -> None:
    right = len(item.correct)
    if len(item.options) != OPTIONS_PER_ITEM:
        raise ValueError(f"{item.code}: a choice has {OPTIONS_PER_ITEM} options")
    if item.kind == "single" and right != 1:
        raise ValueError(f"{item.code}: a single-choice item has exactly one right option")
    if item.kind == "multiple" and not 2 <= right < OPTIONS_PER_ITEM:
        raise ValueError(f"{item.code}: a multiple-choice item has two or three right options")
    _differ(item, [option.text for option in item.options])


def _true_false(item: ItemEntry) -> None:
    if item.is_true is None:
        raise ValueError(f"{item.code}: is_true is missing")


def _matching(item: ItemEntry) -> None:
    if not 2 <= len(item.pairs) <= MAX_OPTIONS or len(item.targets) > MAX_OPTIONS:
        raise ValueError(f"{item.code}: two to {MAX_OPTIONS} pairs are matched")
    if len(item.targets) < 2:
        raise ValueError(f"{item.code}: there are at least two things to match with")
    _differ(item, [pair.text for pair in item.pairs])


def _ordering(item: ItemEntry) -> None:
    if not 3 <= len(item.order) <= MAX_OPTIONS:
        raise ValueError(f"{item.code}: three to {MAX_OPTIONS} options are put in order")
    _differ(item, list(item.order))


def _number(item: ItemEntry) -> None:
    tolerance = read_number(item.tolerance)
    if read_number(item.number or "") is None or tolerance is None or tolerance.startswith("-"):
        raise ValueError(f"{item.code}: number or tolerance cannot be read")


def _short_text(item: ItemEntry) -> None:
    if not is_key("short_text", item.correct, options=0):
        raise ValueError(f"{item.code}: accepted needs wordings of 1 to {SHORT_LIMIT} letters")


def _essay(item: ItemEntry) -> None:
    if not item.rubric:
        raise ValueError(f"{item.code}: an essay needs a rubric")
    if item.limit is not None and item.limit not in TEXT_LIMITS:
        raise ValueError(f"{item.code}: the limit is one of {TEXT_LIMITS}")


def _differ(item: ItemEntry, texts: list[str]) -> None:
    if len(set(texts)) != len(texts):
        raise ValueError(f"{item.code}: two options are the same")


# What each kind has to say besides what all have.
PARTS: Mapping[str, frozenset[str]] = {
    "single": frozenset({"options"}),
    "multiple": frozenset({"options"}),
    "true_false": frozenset({"is_true"}),
    "matching": frozenset({"pairs", "more_targets"}),
    "ordering": frozenset({"order"}),
    "number": frozenset({"number", "tolerance", "unit"}),
    "short_text": frozenset({"accepted", "exact_marks", "exact_case"}),
    "essay": frozenset({"rubric", "limit"}),
}
CHECKS: Mapping[str, Callable[[ItemEntry], None]] = {
    "single": _choice,
    "multiple": _choice,
    "true_false": _true_false,
    "matching": _matching,
    "ordering": _ordering,
    "number": _number,
    "short_text": _short_text,
    "essay": _essay,
}


class ItemFile(Part):
    """One topic of the bank."""

    topic: TopicPart
    documents: dict[str, Document]
    items: tuple[ItemEntry, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _sources_exist(self) -> Self:
        for item in self.items:
            if item.source.document not in self.documents:
                raise ValueError(f"{item.code}: no document {item.source.document!r} above")
        return self

    def written_source(self, item: ItemEntry) -> dict[str, Any]:
        """The source in full, as a version keeps it."""
        return {
            **self.documents[item.source.document].model_dump(exclude_defaults=True),
            "article": item.source.article,
            "checked_on": item.checked_on.isoformat(),
            **{
                name: day.isoformat()
                for name in ("effective_from", "effective_to")
                if (day := getattr(item, name)) is not None
            },
        }

    def digest(self, item: ItemEntry) -> str:
        """SHA-256 of what participants read; a change of it makes a new version."""
        kind, stem, options, explanation, *more = item.shown
        content = [kind, stem, options, explanation, self.written_source(item), *more]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def read_item_files(folder: Path) -> list[ItemFile]:
    """Every topic of the folder in its order; raises pydantic.ValidationError."""
    files = [
        ItemFile.model_validate(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader))
        for path in sorted(folder.glob("*.yaml"))
    ]
    return sorted(files, key=lambda each: each.topic.position)
