"""The rubric of an assignment: criteria, each with levels that are worth points.

In Markdown a criterion is a line "- name: level = points; level = points"; "files: 3" lets up to
three files or photos come with the text.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

MOST_CRITERIA, MOST_LEVELS, MOST_POINTS, MOST_TRIES, MOST_FILES = 10, 6, 100, 20, 5
_LEVEL = re.compile(r"\s*(.+?)\s*=\s*(\d{1,3})\s*")
_CRITERION = re.compile(r"- ((?:\\.|[^\\])+?): (.+)")
_NUMBER = re.compile(r"(pass|tries|files): (\d{1,4})")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Level(_Strict):
    """How well a criterion may be met."""

    title: str = Field(min_length=1, max_length=200)
    points: int = Field(ge=0, le=MOST_POINTS)


class Criterion(_Strict):
    """One thing that is looked at."""

    title: str = Field(min_length=1, max_length=200)
    levels: tuple[Level, ...] = Field(min_length=2, max_length=MOST_LEVELS)


def most_points(criteria: Any) -> int:
    """What the best levels of all criteria come to; of stored documents."""
    return sum(max((one["points"] for one in each["levels"]), default=0) for each in criteria)


def clean_criteria(value: Any, line: Callable[[Any, int], str]) -> list[dict[str, Any]]:
    """Criteria of a draft, in shape."""
    found = []
    for one in value if isinstance(value, list) else []:
        if isinstance(one, Mapping):
            levels = one.get("levels")
            shaped = [
                {"title": line(each.get("title"), 200), "points": _points(each.get("points"))}
                for each in (levels if isinstance(levels, list) else [])
                if isinstance(each, Mapping)
            ]
            found.append({"title": line(one.get("title"), 200), "levels": shaped[:MOST_LEVELS]})
    return found[:MOST_CRITERIA]


def written_assignment(part: Mapping[str, Any], task: str) -> str:
    """The block of an assignment; `task` is its text as Markdown."""
    lines = [f":::assignment {part['title']}", f"pass: {part['pass']}", f"tries: {part['tries']}"]
    if part.get("files"):
        lines.append(f"files: {part['files']}")
    for one in part["criteria"]:
        levels = (f"{_marked(each['title'])} = {each['points']}" for each in one["levels"])
        lines.append(f"- {_marked(one['title'])}: {'; '.join(levels)}")
    return "\n".join([*lines, "---", task, ":::"])


def _marked(words: str) -> str:
    """A colon or a semicolon that is one of the words is marked by a backslash."""
    return re.sub(r"([\\:;])", r"\\\1", words)


def _bare(words: str) -> str:
    return re.sub(r"\\([\\:;])", r"\1", words)


def _parted(levels: str) -> list[str]:
    return re.findall(r"(?:\\.|[^\\;])+", levels)


def read_assignment(lines: list[str]) -> tuple[dict[str, Any], list[tuple[int, str]], int]:
    """What stands above the line of dashes, the faulty lines, and the place of the task."""
    told: dict[str, Any] = {"files": 0, "criteria": []}
    faults: list[tuple[int, str]] = []
    end = next((n for n, one in enumerate(lines) if one.strip() == "---"), len(lines))
    for number, written in enumerate(lines[:end]):
        if not written.strip():
            continue
        numbered = _NUMBER.fullmatch(written.strip())
        criterion = _CRITERION.fullmatch(written.strip())
        levels = [_LEVEL.fullmatch(one) for one in _parted(criterion[2])] if criterion else []
        if numbered:
            told[numbered[1]] = int(numbered[2])
        elif criterion and all(levels):
            shaped = [{"title": _bare(one[1]), "points": int(one[2])} for one in levels if one]
            told["criteria"].append({"title": _bare(criterion[1]), "levels": shaped})
        else:
            faults.append(
                (
                    number,
                    "Cần “pass: số”, “tries: số”, “files: số” hoặc “- tiêu chí: mức = điểm; …”.",
                )
            )
    return told, faults, end


def _points(value: Any) -> int:
    return value if type(value) is int and 0 <= value <= MOST_POINTS else 0
