"""What a self-assessment comes to: how far one is by domain, and what to learn next. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

WHOLE = 1000
TOP = 3
"""The highest level: one shows others."""
RECOMMENDED = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement: its domain, and the tags of what teaches it, the closest first."""

    key: str
    domain: str
    tags: Sequence[str]


@dataclass(frozen=True, slots=True)
class Taught:
    """A lesson somebody may read. `nearness`: the smaller, the better it suits the person."""

    course: str
    lesson: str
    tags: Collection[str]
    nearness: int = 0


def shares(asked: Sequence[Asked], answers: Mapping[str, int]) -> dict[str, int]:
    """By domain, in thousandths of the highest level, over what was answered of it."""
    levels: dict[str, list[int]] = {}
    for one in asked:
        if one.key in answers:
            levels.setdefault(one.domain, []).append(answers[one.key])
    return {domain: sum(own) * WHOLE // (TOP * len(own)) for domain, own in levels.items()}


def is_finished(asked: Sequence[Asked], answers: Mapping[str, int]) -> bool:
    return all(one.key in answers for one in asked)


def recommended(
    asked: Sequence[Asked], answers: Mapping[str, int], taught: Sequence[Taught]
) -> list[tuple[Asked, Taught]]:
    """Lessons for what is known least, each once; none for what one shows others already."""
    weak = [one for one in asked if answers.get(one.key, TOP) < TOP]
    weak.sort(key=lambda one: answers[one.key])
    found: list[tuple[Asked, Taught]] = []
    chosen: set[tuple[str, str]] = set()
    for one in weak:
        lesson = _closest(
            one, [each for each in taught if (each.course, each.lesson) not in chosen]
        )
        if lesson is not None:
            chosen.add((lesson.course, lesson.lesson))
            found.append((one, lesson))
        if len(found) == RECOMMENDED:
            break
    return found


def _closest(one: Asked, taught: Sequence[Taught]) -> Taught | None:
    """By the closest tag; of several the one that suits, then the one about least else."""
    for tag in one.tags:
        fitting = [each for each in taught if tag in each.tags]
        if fitting:
            return min(fitting, key=lambda each: (each.nearness, len(each.tags)))
    return None
