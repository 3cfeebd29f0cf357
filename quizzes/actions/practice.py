"""An answer given while practising: kept once, and what it does to a person's memory."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from fsrs import Card, Rating, Scheduler, State

from backend.accounts.models import User
from quizzes.errors import InvalidResponse
from quizzes.models import ItemVersion, PracticeAnswer, PracticeCard, PracticeDay
from quizzes.queries.practice import WHOLE, judged
from quizzes.rules.practice import is_mastered

KEPT = timedelta(days=365)
AT_ONCE = 5000
# What was wrong comes back after ten minutes, what was right at once after days; both by the
# maintained weights of the library. Without its fuzz, so that an answer always does the same.
_SCHEDULER = Scheduler(
    learning_steps=(timedelta(minutes=10),),
    relearning_steps=(timedelta(minutes=10),),
    maximum_interval=365,
    enable_fuzzing=False,
)


@transaction.atomic
def keep_answer(
    person: User, version: ItemVersion, key: UUID, value: Any, *, now: datetime
) -> tuple[PracticeAnswer, PracticeCard]:
    """The stored answer and its card. Safe to repeat: a key counts once.

    Raises InvalidResponse where the key was another item's.
    """
    answer, is_new = PracticeAnswer.objects.get_or_create(
        person=person,
        key=key,
        defaults={
            "version": version,
            "value": value,
            "is_right": judged(version, value) == WHOLE,
            "at": now,
        },
    )
    if answer.version_id != version.pk:
        raise InvalidResponse(reason="key_reused")
    card = _held_card(person, version.item_id, now)
    if is_new:
        _remember(card, is_right=answer.is_right, now=now)
        _count_day(person, is_right=answer.is_right, now=now)
    return answer, card


def remember_missed(person: User, item_ids: Iterable[int], *, now: datetime) -> None:
    """What was got wrong elsewhere, in a course, comes back in practice; it counts for no day.

    What was right there says little: one has just read about it. In the caller's transaction.
    """
    for item_id in sorted(item_ids):
        _remember(_held_card(person, item_id, now), is_right=False, now=now)


def forget_practice_answers(*, now: datetime) -> int:
    """Delete answers older than a year; how many. What is remembered of them stays in the cards."""
    old = PracticeAnswer.objects.filter(at__lt=now - KEPT).order_by("pk")
    forgotten = 0
    while some := list(old.values_list("pk", flat=True)[:AT_ONCE]):
        forgotten += PracticeAnswer.objects.filter(pk__in=some).delete()[0]
    return forgotten


def _held_card(person: User, item_id: int, now: datetime) -> PracticeCard:
    PracticeCard.objects.bulk_create(
        [
            PracticeCard(
                person=person,
                item_id=item_id,
                due_at=now,
                memory=dict(Card(card_id=item_id, due=now).to_dict()),
            )
        ],
        ignore_conflicts=True,
    )
    return PracticeCard.objects.select_for_update().get(person=person, item=item_id)


def _remember(card: PracticeCard, *, is_right: bool, now: datetime) -> None:
    rating = Rating.Good if is_right else Rating.Again
    memory, _ = _SCHEDULER.review_card(
        Card.from_dict(card.memory), rating, review_datetime=now.astimezone(UTC)
    )
    card.memory = dict(memory.to_dict())
    card.due_at, card.was_right = memory.due, is_right
    card.answers, card.right = card.answers + 1, card.right + is_right
    card.is_mastered = is_mastered(memory.stability, is_learnt=memory.state == State.Review)
    card.save()


def _count_day(person: User, *, is_right: bool, now: datetime) -> None:
    day = timezone.localdate(now)
    PracticeDay.objects.bulk_create([PracticeDay(person=person, day=day)], ignore_conflicts=True)
    PracticeDay.objects.filter(person=person, day=day).update(
        answers=F("answers") + 1, right=F("right") + int(is_right)
    )
