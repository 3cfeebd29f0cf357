"""Begin, answer and hand in a course's final quiz."""

from collections.abc import Mapping
from datetime import datetime
from random import SystemRandom
from typing import Any

from django.db import transaction

from backend.accounts.models import User
from courses.actions.completion import settle_completion
from courses.actions.enrolment import held_enrolment
from courses.errors import (
    FinalQuizRests,
    InvalidQuizAnswer,
    LessonsNotDone,
    NoFinalQuiz,
    NoFinalQuizLeft,
)
from courses.models import Enrolment, FinalQuiz
from courses.queries.enrolment import begun_today, own_courses, resting_until
from courses.queries.final_quiz import asked_versions, missed_items, pools
from courses.queries.version import outline_of
from courses.rules.final_quiz import drawn, is_passed, tries_left
from quizzes.actions.practice import remember_missed
from quizzes.queries.practice import read_value
from quizzes.rules.response import Refused

_lots = SystemRandom()


@transaction.atomic
def begin_final_quiz(person: User, slug: str, *, now: datetime) -> FinalQuiz:
    """The open quiz, or a new one. Safe to repeat.

    Raises NotEnrolled, EnrolmentWaiting, NoFinalQuiz, LessonsNotDone, NoFinalQuizLeft,
    FinalQuizRests.
    """
    enrolment = held_enrolment(person, slug)
    [own] = own_courses([enrolment])
    rule = own.outline.final_quiz
    if rule is None:
        raise NoFinalQuiz
    opened = next((quiz for quiz in own.quizzes if quiz.handed_in_at is None), None)
    if opened is not None:
        return opened
    if not own.are_lessons_done:
        raise LessonsNotDone(lessons=own.outline.lessons_wanted - len(own.done))
    if not tries_left(begun_today(own.quizzes, now), rule["attempts_per_day"]):
        raise NoFinalQuizLeft(attempts_per_day=rule["attempts_per_day"])
    if rests := resting_until(own, now):
        raise FinalQuizRests(until=rests.isoformat())
    versions = drawn(pools(own.outline), rule["items"], _lots)
    if not versions:
        raise NoFinalQuiz
    return FinalQuiz.objects.create(
        enrolment=enrolment, number=len(own.quizzes) + 1, versions=versions, began_at=now
    )


@transaction.atomic
def answer_final_quiz(
    person: User, slug: str, answers: Mapping[str, Any], *, now: datetime
) -> FinalQuiz:
    """Keep answers by place, tokens as a device gives them; a later one replaces an earlier.

    Raises NotEnrolled, EnrolmentWaiting, NoFinalQuiz, InvalidQuizAnswer.
    """
    enrolment = held_enrolment(person, slug)
    quiz = _open_quiz(enrolment)
    versions = asked_versions(quiz)
    read: dict[str, Any] = {}
    for place, value in answers.items():
        if not place.isascii() or not place.isdigit() or int(place) >= len(versions):
            raise InvalidQuizAnswer(place=place, reason="unknown_place")
        try:
            read[str(int(place))] = read_value(versions[int(place)], value)
        except Refused as refused:
            raise InvalidQuizAnswer(place=place, reason=refused.reason) from refused
    quiz.answers = quiz.answers | read
    quiz.save(update_fields=["answers"])
    _seen(enrolment, now)
    return quiz


@transaction.atomic
def submit_final_quiz(person: User, slug: str, number: int, *, now: datetime) -> FinalQuiz:
    """Hand in and judge; what passes completes the course. Safe to repeat.

    Raises NotEnrolled, EnrolmentWaiting, NoFinalQuiz.
    """
    enrolment = held_enrolment(person, slug)
    quiz = FinalQuiz.objects.filter(enrolment=enrolment, number=number).first()
    if quiz is None:
        raise NoFinalQuiz
    rule = outline_of(enrolment.version_id).final_quiz
    if quiz.handed_in_at is not None or rule is None:
        return quiz
    versions = asked_versions(quiz)
    missed = missed_items(quiz, versions)
    quiz.right = len(versions) - len(missed)
    remember_missed(person, missed, now=now)
    quiz.is_passed = is_passed(quiz.right, len(quiz.versions), rule["pass_percent"])
    quiz.handed_in_at = now
    quiz.save()
    settle_completion(enrolment, now=now)
    _seen(enrolment, now)
    return quiz


def _open_quiz(enrolment: Enrolment) -> FinalQuiz:
    quiz = FinalQuiz.objects.filter(enrolment=enrolment, handed_in_at=None).first()
    if quiz is None:
        raise NoFinalQuiz
    return quiz


def _seen(enrolment: Enrolment, now: datetime) -> None:
    enrolment.seen_at = now
    enrolment.save(update_fields=["seen_at", "lessons_done", "state", "completed_at"])
