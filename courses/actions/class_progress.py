"""What the people of a demonstration's class have shown of its lessons, in a few statements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid5

from courses.models import Enrolment, LessonProgress, QuizAnswer
from courses.queries.lesson import asked_items, wanted_parts
from courses.queries.version import VersionOutline, lesson_document
from courses.rules.evidence import RIGHT, SEEN, TRIED, WHOLE, share
from courses.rules.wants import items_of, told_of
from quizzes.models import ItemVersion
from quizzes.queries.bank import newest_keys

NAMESPACE = UUID("7a1f5d0c-2b6e-4f1a-8f39-51b7a0c4e5d2")


@dataclass(frozen=True, slots=True)
class Walk:
    """How somebody went: `done` lessons from `began_at` until `ended_at`; `wrong` is how likely a
    first answer is."""

    enrolment: Enrolment
    done: int
    wrong: float
    began_at: datetime
    ended_at: datetime


@dataclass(slots=True)
class Rows:
    """What is to be stored."""

    progress: list[LessonProgress] = field(default_factory=list)
    answers: list[QuizAnswer] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Lesson:
    key: str
    version_id: int
    minutes: int
    parts: Sequence[Mapping[str, Any]]
    items: Mapping[str, ItemVersion]


def keep_walks(outline: VersionOutline, walks: Iterable[Walk]) -> None:
    """Store the evidence and the answers of these people, and where each one stopped."""
    lessons = [
        _Lesson(
            key,
            head.version_id,
            head.minutes,
            lesson_document(head.version_id)["parts"],
            asked_items(head.version_id),
        )
        for key, head in outline.lessons.items()
    ]
    versions = [one.pk for lesson in lessons for one in lesson.items.values()]
    keys, rows, people = newest_keys(versions), Rows(), []
    for walk in walks:
        _walk(walk, lessons, keys, rows)
        people.append(walk.enrolment)
    LessonProgress.objects.bulk_create(rows.progress)
    QuizAnswer.objects.bulk_create(rows.answers)
    Enrolment.objects.bulk_update(people, ["lessons_done", "place", "seen_at"])


def _walk(walk: Walk, lessons: Sequence[_Lesson], keys: Mapping[int, Any], rows: Rows) -> None:
    """The lessons that are done, and of the next one the first half; of the last one all."""
    lots = Random(f"{walk.enrolment.person_id} {walk.done}")
    step = (walk.ended_at - walk.began_at) / max(1, walk.done)
    for number, lesson in enumerate(lessons[: walk.done + 1]):
        is_whole = number < walk.done or number == len(lessons) - 1
        shown = lesson.parts if is_whole else lesson.parts[: len(lesson.parts) // 2]
        ended = min(walk.began_at + step * (number + 1), walk.ended_at)
        began = ended - timedelta(minutes=lesson.minutes * lots.uniform(0.6, 1.6))
        evidence = _evidence(shown, lesson.items)
        part = share(evidence, wanted_parts(lesson.version_id, evidence))
        rows.progress.append(
            LessonProgress(
                enrolment=walk.enrolment,
                lesson=lesson.key,
                evidence=evidence,
                share=part,
                began_at=began,
                done_at=ended if part == WHOLE else None,
                updated_at=ended,
            )
        )
        _answer(walk, lesson, shown, (lots, ended, keys), rows)
        walk.enrolment.place = f"{lesson.key}#{shown[-1]['key']}"
    walk.enrolment.lessons_done = walk.done
    walk.enrolment.seen_at = walk.ended_at


def _evidence(
    parts: Iterable[Mapping[str, Any]], items: Mapping[str, ItemVersion]
) -> dict[str, dict[str, Any]]:
    evidence: dict[str, dict[str, Any]] = {}
    for part in parts:
        told: dict[str, Any] = {name: list(range(many)) for name, many in told_of(part).items()}
        asked = sorted(str(items[code].item.uuid) for code in items_of(part) if code in items)
        if asked:
            told |= {TRIED: asked, RIGHT: asked}
        evidence[part["key"]] = {SEEN: True, **told}
    return evidence


def _answer(
    walk: Walk,
    lesson: _Lesson,
    parts: Iterable[Mapping[str, Any]],
    chance: tuple[Random, datetime, Mapping[int, Any]],
    rows: Rows,
) -> None:
    """Every item right in the end; some only after they were not known at first."""
    lots, at, keys = chance
    for part in parts:
        for code in items_of(part):
            version = lesson.items.get(code)
            if version is None:
                continue
            tries = [False, True] if lots.random() < walk.wrong else [True]
            for number, is_right in enumerate(tries):
                name = f"{walk.enrolment.uuid} {lesson.key} {part['key']} {code} {number}"
                rows.answers.append(
                    QuizAnswer(
                        enrolment=walk.enrolment,
                        lesson=lesson.key,
                        part=part["key"],
                        version=version,
                        key=uuid5(NAMESPACE, name),
                        value=right_answer(version.kind, keys[version.pk]) if is_right else None,
                        is_right=is_right,
                        at=at - timedelta(minutes=2 - number),
                    )
                )


def right_answer(kind: str, key: Any) -> Any:
    """The stored answer that is right by the key of its kind."""
    if kind == "matching":
        return [[place, target] for place, target in enumerate(key)]
    if kind == "number":
        return key["value"]
    return key["accepted"][0] if kind == "short_text" else key
