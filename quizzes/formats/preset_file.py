"""Presets: rulebooks of real contests to begin with. Their paper names no topics yet."""

from collections.abc import Mapping
from datetime import time
from functools import cache
from pathlib import Path
from typing import Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from quizzes.formats.rulebook import Rulebook, read_rulebook
from quizzes.rules.blueprint import spread

FOLDER = Path(__file__).resolve().parent.parent / "content" / "presets"
Difficulty = Literal["easy", "medium", "hard"]


class StockTooSmall(ValueError):
    """There are fewer items than the paper asks for; `missing` says how many."""

    def __init__(self, missing: int) -> None:
        self.missing = missing
        super().__init__(f"{missing} items are missing")


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Source(Part):
    """Where the rules were read, and what the source does not say."""

    document: str
    link: str = Field(default="", pattern=r"^(https?://\S+)?$")
    notes: str = ""


class PresetPaper(Part):
    minutes: int = Field(ge=1, le=240)
    items: dict[Difficulty, int]
    points_per_item: int = Field(default=1, ge=1)


class Schedule(Part):
    """How the rounds follow each other: each `days` long, begun every `every_days` days.

    The last day closes at `closes`; `begins_on` is the weekday (1 is Monday) of the first day.
    """

    count: int = Field(ge=1, le=60)
    every_days: int = Field(ge=1)
    days: int = Field(ge=1)
    opens: time
    closes: time
    begins_on: int | None = Field(default=None, ge=1, le=7)


class Preset(Part):
    code: str = Field(pattern=r"^[a-z0-9-]+$")
    title: str
    description: str
    source: Source
    paper: PresetPaper
    rounds: Schedule
    rulebook: dict[str, Any]

    @model_validator(mode="after")
    def _is_a_rulebook(self) -> Self:
        if "paper" in self.rulebook:
            raise ValueError("a preset's paper stands beside its rulebook, without topics")
        self.for_stock({("any", difficulty): 240 for difficulty in ("easy", "medium", "hard")})
        return self

    def for_stock(self, stock: Mapping[tuple[str, str], int]) -> Rulebook:
        """The rulebook with its paper spread over items by (topic, difficulty).

        Raises StockTooSmall.
        """
        wanted = {str(difficulty): items for difficulty, items in self.paper.items.items()}
        cells = spread(wanted, stock, sorted({topic for topic, _ in stock}))
        missing = sum(wanted.values()) - sum(cells.values())
        if missing:
            raise StockTooSmall(missing)
        paper = {
            "minutes": self.paper.minutes,
            "points_per_item": self.paper.points_per_item,
            "blueprint": [
                {"topic": topic, "difficulty": difficulty, "items": items}
                for (topic, difficulty), items in cells.items()
            ],
        }
        return read_rulebook({**self.rulebook, "paper": paper})


@cache
def presets() -> Mapping[str, Preset]:
    """Every preset by its code, the general one first."""
    paths = sorted(FOLDER.glob("*.yaml"), key=lambda path: (path.stem != "chung", path.stem))
    return {path.stem: _read(path) for path in paths}


def _read(path: Path) -> Preset:
    document = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return Preset.model_validate({**document, "code": path.stem})
