"""Somebody's weeks of learning and badges, counted from what they have shown. Theirs alone."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from backend.accounts.models import User
from courses.models import Enrolment, FinalQuiz, HiddenBadges, LessonProgress, Post, QuizAnswer
from courses.queries.enrolment import enrolments_of
from courses.queries.version import read_outline
from courses.rules.badge import (
    FIRST_COURSE,
    FIRST_LESSON,
    FIRST_TRY,
    HELPED,
    Answer,
    Badge,
    was_first_try,
    weeks_in_a_row,
)


@dataclass(frozen=True, slots=True)
class Encouragement:
    """What a learner's own page tells; nothing is counted for who hides it."""

    is_hidden: bool
    weeks: int = 0
    badges: list[Badge] = field(default_factory=list)


@dataclass(slots=True)
class _Learned:
    """What one enrolment has shown: lessons that are done, and answers in their order."""

    done: dict[str, datetime] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)


def encouragement_of(person: User, now: datetime) -> Encouragement:
    """Six queries, however much was learned."""
    if HiddenBadges.objects.filter(person=person).exists():
        return Encouragement(is_hidden=True)
    enrolments = list(enrolments_of(person).select_related("course"))
    days: set[date] = set()
    learned = _learned(enrolments, days)
    badges = [*_of_lessons(enrolments, learned), *_of_courses(enrolments), *_of_answers(person)]
    badges.sort(key=lambda one: one.earned_at, reverse=True)
    return Encouragement(False, weeks_in_a_row(days, timezone.localdate(now)), badges)


def _learned(enrolments: list[Enrolment], days: set[date]) -> dict[int, _Learned]:
    """By enrolment; adds the days on which something was learned."""
    learned = {one.pk: _Learned() for one in enrolments}
    progress = LessonProgress.objects.filter(enrolment__in=enrolments)
    rows = progress.values_list("enrolment_id", "lesson", "began_at", "done_at", "updated_at")
    for pk, lesson, began, done, updated in rows:
        if done:
            learned[pk].done[lesson] = done
        days.update(timezone.localdate(at) for at in (began, done, updated) if at)
    answers = QuizAnswer.objects.filter(enrolment__in=enrolments).order_by("at", "pk")
    told = answers.values_list("enrolment_id", "lesson", "version__item_id", "is_right", "at")
    for pk, lesson, item, is_right, at in told:
        learned[pk].answers.append(Answer(lesson, item, is_right))
        days.add(timezone.localdate(at))
    quizzes = FinalQuiz.objects.filter(enrolment__in=enrolments).values_list("began_at", flat=True)
    days.update(timezone.localdate(at) for at in quizzes)
    return learned


def _of_lessons(enrolments: list[Enrolment], learned: dict[int, _Learned]) -> Iterator[Badge]:
    """The first lesson of all, and each module whose questions were all right at once."""
    firsts = []
    for one in enrolments:
        outline, shown = read_outline(one.version_id), learned[one.pk]
        slug = one.course.slug
        firsts += [
            Badge(FIRST_LESSON, outline.lessons[key].title, slug, at)
            for key, at in shown.done.items()
            if key in outline.lessons
        ]
        for module in outline.document["modules"]:
            at = was_first_try(module["lessons"], shown.done, shown.answers)
            if at is not None:
                yield Badge(FIRST_TRY, module["title"], slug, at)
    if firsts:
        yield min(firsts, key=lambda badge: badge.earned_at)


def _of_courses(enrolments: list[Enrolment]) -> Iterator[Badge]:
    completed = [
        Badge(FIRST_COURSE, read_outline(one.version_id).document["title"], one.course.slug, at)
        for one in enrolments
        if (at := one.completed_at)
    ]
    if completed:
        yield min(completed, key=lambda badge: badge.earned_at)


def _of_answers(person: User) -> Iterator[Badge]:
    """The first answer that a trainer chose as the one that helps another."""
    chosen = (
        Post.objects.filter(author=person, is_teaching=False, pinned_at__isnull=False)
        .exclude(question__author=person)
        .filter(withdrawn_at=None, hidden_at=None)
        .order_by("pinned_at")
    )
    for title, slug, at in chosen.values_list("course__title", "course__slug", "pinned_at")[:1]:
        if at is not None:
            yield Badge(HELPED, title, slug, at)
