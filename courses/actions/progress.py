"""Keep what a learner has shown of a lesson: parts seen, steps ticked, answers of a quiz."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from backend.accounts.models import User
from backend.common.errors import NotVisible
from courses.actions.completion import settle_completion
from courses.actions.enrolment import held_enrolment
from courses.errors import InvalidEvidence, InvalidQuizAnswer, LessonClosed
from courses.models import Enrolment, LessonProgress, QuizAnswer
from courses.queries.enrolment import done_lessons, find_progress, whole_lessons
from courses.queries.lesson import told_parts, wanted_parts
from courses.queries.version import LessonHead, lesson_document, outline_of
from courses.rules.evidence import (
    RIGHT,
    Evidence,
    EvidenceRefused,
    answered,
    is_done,
    merged,
    read_evidence,
    share,
)
from courses.rules.lesson_order import opened_by, still_needed
from courses.rules.wants import items_of
from quizzes.actions.practice import remember_missed
from quizzes.models import ItemVersion
from quizzes.queries.practice import WHOLE, judged

# Where one stopped and the lesson's row, in one statement: a learner saves every few seconds.
_SAVE = """
WITH seen AS (UPDATE courses_enrolment SET seen_at = %s, place = %s WHERE id = %s)
INSERT INTO courses_lessonprogress AS kept
    (enrolment_id, lesson, evidence, share, began_at, done_at, updated_at)
VALUES (%s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (enrolment_id, lesson) DO UPDATE SET
    evidence = excluded.evidence, share = excluded.share,
    done_at = excluded.done_at, updated_at = excluded.updated_at
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What a device tells: where one is, and what was seen and ticked, by part."""

    evidence: Any
    place: str = ""


@transaction.atomic
def save_progress(
    person: User, slug: str, key: str, told: Told, *, now: datetime
) -> LessonProgress:
    """The lesson's progress with this merged in; what is repeated or late changes nothing.

    Raises NotVisible, NotEnrolled, EnrolmentWaiting, InvalidEvidence.
    """
    enrolment = held_enrolment(person, slug)
    head = _lesson(enrolment, key)
    progress = _progress(enrolment, key, now)
    parts = told_parts(lesson_document(head.version_id))
    try:
        evidence = read_evidence(told.evidence, parts)
    except EvidenceRefused as refused:
        raise InvalidEvidence(part=refused.part) from refused
    if told.place and told.place not in {part.key for part in parts}:
        raise InvalidEvidence(part=told.place)
    return _grow(enrolment, progress, head, evidence, place=told.place, now=now)


@transaction.atomic
def answer_quiz(
    person: User,
    slug: str,
    place: tuple[str, str],
    given: tuple[UUID, ItemVersion, Any],
    *,
    now: datetime,
) -> tuple[QuizAnswer, LessonProgress]:
    """Keep an answer, once for each key, and what it shows of the lesson.

    `place` is (lesson, part), `given` (key, version, value as it is stored). Raises NotVisible,
    NotEnrolled, EnrolmentWaiting, LessonClosed, InvalidQuizAnswer.
    """
    (lesson, part), (key, version, value) = place, given
    enrolment = held_enrolment(person, slug)
    head = _lesson(enrolment, lesson)
    parts = lesson_document(head.version_id)["parts"]
    if not any(one["key"] == part and version.item.code in items_of(one) for one in parts):
        raise NotVisible
    if needed := _needed(enrolment, lesson):
        raise LessonClosed(lessons=needed)
    answer, is_new = QuizAnswer.objects.get_or_create(
        enrolment=enrolment,
        key=key,
        defaults={
            "lesson": lesson,
            "part": part,
            "version": version,
            "value": value,
            "is_right": judged(version, value) == WHOLE,
            "at": now,
        },
    )
    if (answer.version_id, answer.lesson, answer.part) != (version.pk, lesson, part):
        raise InvalidQuizAnswer(reason="key_reused")
    if is_new and not answer.is_right:
        remember_missed(person, [version.item_id], now=now)
    evidence = answered(part, str(version.item.uuid), is_right=answer.is_right)
    progress = _progress(enrolment, lesson, now)
    return answer, _grow(enrolment, progress, head, evidence, place=part, now=now)


def keep_evidence(
    enrolment: Enrolment, lesson: str, part: str, evidence: Evidence, *, now: datetime
) -> LessonProgress:
    """Add what the server itself knows of a part; the caller holds the enrolment locked."""
    head, progress = _lesson(enrolment, lesson), _progress(enrolment, lesson, now)
    return _grow(enrolment, progress, head, {part: evidence}, place=part, now=now)


def _lesson(enrolment: Enrolment, key: str) -> LessonHead:
    head = outline_of(enrolment.version_id).lessons.get(key)
    if head is None:
        raise NotVisible
    return head


def _progress(enrolment: Enrolment, key: str, now: datetime) -> LessonProgress:
    """The row of the lesson, or one that is not stored yet; the enrolment's lock guards it."""
    found = find_progress(enrolment, key)
    return found or LessonProgress(enrolment=enrolment, lesson=key, began_at=now, updated_at=now)


def _grow(
    enrolment: Enrolment,
    progress: LessonProgress,
    head: LessonHead,
    evidence: Evidence,
    *,
    place: str,
    now: datetime,
) -> LessonProgress:
    progress.evidence = merged(progress.evidence, evidence)
    parts = wanted_parts(head.version_id, progress.evidence)
    progress.share = max(progress.share, share(progress.evidence, parts))
    progress.updated_at = now
    shows_all = progress.done_at is None and is_done(progress.evidence, parts)
    becomes_done = shows_all and not _needed(enrolment, progress.lesson)
    if becomes_done:
        progress.done_at = now
    enrolment.seen_at = now
    if place:
        enrolment.place = f"{progress.lesson}#{place}"
    _save(enrolment, progress)
    if becomes_done:
        _open_others(enrolment, now)
    outline = outline_of(enrolment.version_id)
    if becomes_done or (outline.rule.quiz_percent is not None and _has_right(evidence)):
        settle_completion(enrolment, now=now)
        enrolment.save(update_fields=["lessons_done", "state", "completed_at"])
    progress.enrolment = enrolment
    return progress


def _has_right(evidence: Evidence) -> bool:
    return any(told.get(RIGHT) for told in evidence.values())


def _needed(enrolment: Enrolment, lesson: str) -> list[str]:
    """The lessons that come first and are not done; no query where the course has no order."""
    before = outline_of(enrolment.version_id).before
    if lesson not in before:
        return []
    return still_needed(lesson, before, done_lessons(enrolment))


def _open_others(enrolment: Enrolment, now: datetime) -> None:
    """What was seen as a whole before it was open becomes done with what opens it."""
    before = outline_of(enrolment.version_id).before
    if not before:
        return
    opened = opened_by(before, done_lessons(enrolment), whole_lessons(enrolment))
    enrolment.progress.filter(lesson__in=opened).update(done_at=now, updated_at=now)


def _save(enrolment: Enrolment, progress: LessonProgress) -> None:
    with connection.cursor() as cursor:
        seen: list[Any] = [enrolment.seen_at, enrolment.place, enrolment.pk]
        shown: list[Any] = [enrolment.pk, progress.lesson, Jsonb(progress.evidence), progress.share]
        moments = [progress.began_at, progress.done_at, progress.updated_at]
        cursor.execute(_SAVE, [*seen, *shown, *moments])
