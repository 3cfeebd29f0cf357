"""Files of the bank: one topic a file, its items readable and editable by anyone."""

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

OPTIONS_PER_ITEM = 4


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class TopicPart(Part):
    code: str = Field(pattern=r"^[a-z0-9-]+$")
    title: str = Field(min_length=1, max_length=200)
    position: int = Field(ge=0)


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


class ItemEntry(Part):
    code: str = Field(pattern=r"^[A-Z0-9]+-[0-9]{3}$")
    difficulty: Literal["easy", "medium", "hard"]
    kind: Literal["single", "multiple"]
    stem: str = Field(min_length=1)
    options: tuple[Option, ...] = Field(min_length=OPTIONS_PER_ITEM, max_length=OPTIONS_PER_ITEM)
    explanation: str = Field(min_length=1)
    source: Source
    grade: Literal["A", "B"]
    status: Literal["approved", "needs_review"]
    effective_from: date | None = None
    checked_on: date

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        right = len(self.correct)
        if self.kind == "single" and right != 1:
            raise ValueError(f"{self.code}: a single-choice item has exactly one right option")
        if self.kind == "multiple" and not 2 <= right < OPTIONS_PER_ITEM:
            raise ValueError(f"{self.code}: a multiple-choice item has two or three right options")
        if len({option.text for option in self.options}) != len(self.options):
            raise ValueError(f"{self.code}: two options are the same")
        if self.status == "approved" and self.grade != "A":
            raise ValueError(f"{self.code}: only items of grade A may be approved")
        return self

    @property
    def correct(self) -> list[int]:
        """The positions of the right options."""
        return [place for place, option in enumerate(self.options) if option.correct]


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
            **({"effective_from": item.effective_from.isoformat()} if item.effective_from else {}),
        }

    def digest(self, item: ItemEntry) -> str:
        """SHA-256 of what participants read; a change of it makes a new version."""
        content = [
            item.kind,
            item.stem,
            [option.text for option in item.options],
            item.explanation,
            self.written_source(item),
        ]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def read_item_files(folder: Path) -> list[ItemFile]:
    """Every topic of the folder in its order; raises pydantic.ValidationError."""
    files = [
        ItemFile.model_validate(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader))
        for path in sorted(folder.glob("*.yaml"))
    ]
    return sorted(files, key=lambda each: each.topic.position)
