"""The file of the reported indicators: how each is counted, what cannot be known, its target."""

from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field, TypeAdapter

from backend.common.text import nfc
from courses.formats.lesson import Strict


class Indicator(Strict):
    """`target` in percent; null where none was set."""

    key: Literal["officials", "students", "adults", "vneid", "workers"]
    title: str = Field(min_length=1)
    target: int | None = Field(default=None, ge=0, le=100)
    formula: str = Field(min_length=1)
    unknown: str = Field(min_length=1)


_INDICATORS = TypeAdapter(tuple[Indicator, ...])


def read_indicators(path: Path) -> tuple[Indicator, ...]:
    """Raises pydantic.ValidationError."""
    return _INDICATORS.validate_python(
        yaml.load(nfc(path.read_text(encoding="utf-8")), yaml.CSafeLoader)
    )
