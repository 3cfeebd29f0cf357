"""Hand a course in, judge it, publish it, take it out of use."""

from datetime import datetime

from django.db import transaction

from backend.accounts.models import User
from courses.actions.authoring import locked_course, record_course
from courses.actions.content import publish_version
from courses.authoring_errors import (
    CourseIncomplete,
    CourseStepRefused,
    NothingToPublish,
    OwnCourse,
    ReviewCommentNeeded,
)
from courses.enums import CourseStatus, CourseVerdict
from courses.formats.course_draft import lesson_keys
from courses.formats.lesson import Lesson
from courses.formats.outline import Outline
from courses.models import Course, CourseDraft, CourseReview
from courses.queries.authoring import course_remarks, lessons_of, outline_of
from courses.rules.course_life import (
    APPROVE,
    RETIRE,
    RETURN,
    SUBMIT,
    WITHDRAW,
    may_judge,
    next_status,
)


@transaction.atomic
def submit_course(slug: str, note: str, *, actor: User, now: datetime) -> CourseReview:
    """Hand it in as it stands; nobody writes in it until it is judged or withdrawn.

    Raises CourseIncomplete where the checks find anything.
    """
    course = _stepped(slug, SUBMIT)
    writers = _writers(course)
    if not writers:
        raise NothingToPublish
    if course_remarks(course):
        raise CourseIncomplete
    review = CourseReview.objects.create(
        course=course,
        number=course.reviews.count() + 1,
        note=note.strip(),
        submitted_by=actor,
        submitted_at=now,
        writers=sorted({*writers, actor.pk}),
    )
    course.save(update_fields=["status"])
    record_course(course, "submitted", actor, now, review=review.number)
    return review


@transaction.atomic
def withdraw_course(slug: str, *, actor: User, now: datetime) -> CourseReview:
    """Take it back to go on writing."""
    course = _stepped(slug, WITHDRAW)
    review = _decided(course, None, CourseVerdict.WITHDRAWN, "", actor, now)
    course.save(update_fields=["status"])
    record_course(course, "withdrawn", actor, now, review=review.number)
    return review


@transaction.atomic
def judge_course(
    slug: str, number: int, verdict: CourseVerdict, comment: str, *, actor: User, now: datetime
) -> CourseReview:
    """Publish what was read as the next version, or give it back. Whoever wrote in it may not."""
    is_approval = verdict == CourseVerdict.APPROVED
    course = _stepped(slug, APPROVE if is_approval else RETURN)
    if not is_approval and not comment.strip():
        raise ReviewCommentNeeded
    review = _decided(course, number, verdict, comment.strip(), actor, now)
    if is_approval:
        _publish(course, actor, now)
    else:
        course.save(update_fields=["status"])
        record_course(course, "returned", actor, now, review=review.number)
    return review


@transaction.atomic
def retire_course(slug: str, reason: str, *, actor: User, now: datetime) -> Course:
    """It takes no new learners; whoever has begun finishes it."""
    course = _stepped(slug, RETIRE)
    course.save(update_fields=["status"])
    record_course(course, "retired", actor, now, reason=reason.strip())
    return course


@transaction.atomic
def restore_course(slug: str, *, actor: User, now: datetime) -> Course:
    """Back to where it was before it was taken out of use."""
    course = locked_course(slug)
    if course.status != CourseStatus.RETIRED:
        raise CourseStepRefused
    is_draft = course.current is None or bool(_writers(course))
    course.status = CourseStatus.DRAFT if is_draft else CourseStatus.PUBLISHED
    course.save(update_fields=["status"])
    record_course(course, "restored", actor, now)
    return course


@transaction.atomic
def drop_changes(slug: str, *, actor: User, now: datetime) -> Course:
    """Forget what was written since the last version."""
    course = locked_course(slug)
    if course.status != CourseStatus.DRAFT or course.current is None:
        raise CourseStepRefused
    _forget_drafts(course)
    course.status = CourseStatus.PUBLISHED
    course.save(update_fields=["status"])
    record_course(course, "changes_dropped", actor, now)
    return course


def _stepped(slug: str, step: str) -> Course:
    """The course, held, with the status that the step gives it; not saved yet."""
    course = locked_course(slug)
    status = next_status(course.status, step)
    if status is None:
        raise CourseStepRefused
    course.status = status
    return course


def _decided(
    course: Course,
    number: int | None,
    verdict: CourseVerdict,
    comment: str,
    actor: User,
    now: datetime,
) -> CourseReview:
    """The open review, closed; `number` is the one that the reviewer read."""
    review = course.reviews.filter(verdict="").first()
    if review is None or (number is not None and review.number != number):
        raise CourseStepRefused
    if verdict != CourseVerdict.WITHDRAWN and not may_judge(actor.pk, review.writers):
        raise OwnCourse
    review.verdict, review.comment = verdict, comment
    review.reviewer, review.decided_at = actor, now
    review.save(update_fields=["verdict", "comment", "reviewer", "decided_at"])
    return review


def _publish(course: Course, actor: User, now: datetime) -> None:
    if course_remarks(course):  # an item may have left the bank since it was handed in
        raise CourseIncomplete
    outline, lessons = outline_of(course), lessons_of(course)
    read = {key: Lesson.model_validate(lessons[key]) for key in lesson_keys(outline)}
    publish_version(course, Outline.model_validate(outline), read, actor=actor, now=now)
    _forget_drafts(course)


def _forget_drafts(course: Course) -> None:
    CourseDraft.objects.filter(course=course).delete()
    course.lesson_drafts.all().delete()


def _writers(course: Course) -> set[int]:
    """Whose words nobody has judged yet."""
    outlines = CourseDraft.objects.filter(course=course).values_list("writers", flat=True)
    lessons = course.lesson_drafts.values_list("writers", flat=True)
    return {person for writers in (*outlines, *lessons) for person in writers}
