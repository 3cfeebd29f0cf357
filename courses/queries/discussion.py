"""Discussions as their readers see them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from backend.accounts.models import User
from backend.common.text import masked_name
from courses.enums import EnrolmentState
from courses.models import Course, DiscussionVisit, Enrolment, Post
from courses.rules.discussion import may_edit, shows_full_name

PAGE = 20
MOST_ANSWERS = 100
STANDING = Q(withdrawn_at=None, hidden_at=None)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a course's discussions. `teaches` them, or learns in `cohort` (0: alone)."""

    person: User
    course: Course
    teaches: bool
    cohort: int


def discussion_page(reader: Reader, lesson: str, page: int, now: datetime) -> dict[str, Any]:
    """One page of questions, the newest first, each with its first MOST_ANSWERS answers."""
    own = Post.objects.filter(course=reader.course, lesson=lesson)
    questions = own.filter(question=None)
    if not reader.teaches:
        has_answers = Exists(Post.objects.filter(STANDING, question=OuterRef("pk")))
        questions = questions.filter(STANDING | has_answers)
    rows = list(questions.select_related("author").order_by("-pk")[(page - 1) * PAGE : page * PAGE])
    answers: dict[int, list[Post]] = {one.pk: [] for one in rows}
    found = own.filter(question__in=answers).select_related("author")
    for one in found.order_by("pk")[: PAGE * MOST_ANSWERS]:
        if one.question_id and len(answers[one.question_id]) < MOST_ANSWERS:
            answers[one.question_id].append(one)
    told = _Teller(reader, [*rows, *(one for many in answers.values() for one in many)], now)
    return {
        "count": questions.count(),
        "page_size": PAGE,
        "may_teach": reader.teaches,
        "unread": unread_count(reader, lesson),
        "questions": [told.shown(one) | {"answers": told.answers(answers[one.pk])} for one in rows],
    }


def unread_count(reader: Reader, lesson: str) -> int:
    """Posts of others since the last visit."""
    visit = DiscussionVisit.objects.filter(
        course=reader.course, lesson=lesson, person=reader.person
    ).first()
    newer = Post.objects.filter(STANDING, course=reader.course, lesson=lesson)
    return newer.filter(pk__gt=visit.newest if visit else 0).exclude(author=reader.person).count()


def unanswered(courses: QuerySet[Course]) -> QuerySet[Post]:
    """Questions that nobody who teaches has answered, the oldest first; with reports."""
    answered = Post.objects.filter(STANDING, question=OuterRef("pk")).filter(
        Q(is_teaching=True) | Q(pinned_at__isnull=False)
    )
    return (
        Post.objects.filter(STANDING, course__in=courses, question=None, is_teaching=False)
        .filter(~Exists(answered))
        .select_related("author", "course")
        .order_by("pk")
    )


def reported(courses: QuerySet[Course]) -> QuerySet[Post]:
    """Standing posts that somebody reported, the most reported first."""
    found = Post.objects.filter(STANDING, course__in=courses).annotate(times=Count("reports"))
    return found.filter(times__gt=0).select_related("author", "course").order_by("-times", "pk")


class _Teller:
    """Shows posts to one reader; the cohorts of their authors are read at once."""

    def __init__(self, reader: Reader, posts: Iterable[Post], now: datetime) -> None:
        self.reader, self.now = reader, now
        self.near: set[int] = set()
        if reader.cohort and not reader.teaches:
            authors = {one.author_id for one in posts}
            near = Enrolment.objects.filter(cohort=reader.cohort, person__in=authors)
            seated = near.exclude(state=EnrolmentState.WITHDRAWN)
            self.near = set(seated.values_list("person_id", flat=True))

    def answers(self, posts: list[Post]) -> list[dict[str, Any]]:
        """The pinned one first; learners see those that stand."""
        ordered = sorted(posts, key=lambda one: (one.pinned_at is None, one.pk))
        return [self.shown(one) for one in ordered if self.reader.teaches or _stands(one)]

    def shown(self, post: Post) -> dict[str, Any]:
        is_own = post.author_id == self.reader.person.pk
        is_gone = not _stands(post)
        return {
            "uuid": post.uuid,
            "author": self._name(post, is_own=is_own),
            "is_own": is_own,
            "is_teaching": post.is_teaching,
            "text": "" if is_gone and not self.reader.teaches else post.text,
            "written_at": post.written_at,
            "is_edited": post.edited_at is not None,
            "is_pinned": post.pinned_at is not None,
            "is_withdrawn": post.withdrawn_at is not None,
            "is_hidden": post.hidden_at is not None,
            "may_edit": is_own and not is_gone and may_edit(post.written_at, self.now),
        }

    def _name(self, post: Post, *, is_own: bool) -> str:
        name = post.author.full_name
        is_full = shows_full_name(
            is_teaching=post.is_teaching,
            is_own=is_own,
            reader_teaches=self.reader.teaches,
            same_cohort=post.author_id in self.near,
        )
        return name if is_full else masked_name(name)


def _stands(post: Post) -> bool:
    return post.withdrawn_at is None and post.hidden_at is None


def question_row(post: Post, titles: Mapping[tuple[int, str], str]) -> dict[str, Any]:
    """A question as the list of unanswered ones shows it to those who teach."""
    return {
        "uuid": post.uuid,
        "course": {"slug": post.course.slug, "title": post.course.title},
        "lesson": {"key": post.lesson, "title": titles.get((post.course_id, post.lesson), "")},
        "author": post.author.full_name,
        "text": post.text,
        "written_at": post.written_at,
    }
