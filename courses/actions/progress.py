"""Keep what a learner has shown of a lesson: parts seen, steps ticked, answers of a quiz."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from backend.accounts.models import User
from backend.common.errors import NotVisible
from courses.actions.completion import settle_completion
from courses.actions.enrolment import held_enrolment
from courses.errors import InvalidEvidence, InvalidQuizAnswer
from courses.models import Enrolment, LessonProgress, QuizAnswer
from courses.queries.lesson import quizzes_of, told_parts, wanted_parts
from courses.queries.version import lesson_document, outline_of
from courses.rules.evidence import (
    Evidence,
    EvidenceRefused,
    answered,
    is_done,
    merged,
    read_evidence,
    share,
)
from quizzes.models import ItemVersion
from quizzes.queries.practice import WHOLE, judged


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
    document = _document(enrolment, key)
    progress = _progress(enrolment, key, now)
    parts = told_parts(document)
    try:
        evidence = read_evidence(told.evidence, parts)
    except EvidenceRefused as refused:
        raise InvalidEvidence(part=refused.part) from refused
    if told.place and told.place not in {part.key for part in parts}:
        raise InvalidEvidence(part=told.place)
    return _grow(enrolment, progress, document, evidence, place=told.place, now=now)


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
    NotEnrolled, EnrolmentWaiting, InvalidQuizAnswer.
    """
    (lesson, part), (key, version, value) = place, given
    enrolment = held_enrolment(person, slug)
    document = _document(enrolment, lesson)
    if not any(
        quiz["key"] == part and version.item.code in quiz["items"] for quiz in quizzes_of(document)
    ):
        raise NotVisible
    answer, _ = QuizAnswer.objects.get_or_create(
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
    evidence = answered(part, str(version.item.uuid), is_right=answer.is_right)
    progress = _progress(enrolment, lesson, now)
    return answer, _grow(enrolment, progress, document, evidence, place=part, now=now)


def _document(enrolment: Enrolment, key: str) -> Mapping[str, Any]:
    head = outline_of(enrolment.version_id).lessons.get(key)
    if head is None:
        raise NotVisible
    return lesson_document(head.version_id)


def _progress(enrolment: Enrolment, key: str, now: datetime) -> LessonProgress:
    """The row of the lesson, or one that is not stored yet; the enrolment's lock guards it."""
    found = LessonProgress.objects.filter(enrolment=enrolment, lesson=key).first()
    return found or LessonProgress(enrolment=enrolment, lesson=key, began_at=now, updated_at=now)


def _grow(
    enrolment: Enrolment,
    progress: LessonProgress,
    document: Mapping[str, Any],
    evidence: Evidence,
    *,
    place: str,
    now: datetime,
) -> LessonProgress:
    progress.evidence = merged(progress.evidence, evidence)
    parts = wanted_parts(document, progress.evidence)
    progress.share = max(progress.share, share(progress.evidence, parts))
    progress.updated_at = now
    becomes_done = progress.done_at is None and is_done(progress.evidence, parts)
    if becomes_done:
        progress.done_at = now
    progress.save()
    enrolment.seen_at = now
    if place:
        enrolment.place = f"{progress.lesson}#{place}"
    if becomes_done:
        settle_completion(enrolment, now=now)
    enrolment.save(update_fields=["seen_at", "place", "lessons_done", "state", "completed_at"])
    progress.enrolment = enrolment
    return progress
