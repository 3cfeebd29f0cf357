"""Ask and answer below a lesson; mend, withdraw, report, hide and pin."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from backend.common import audit
from backend.common.errors import NotVisible
from backend.messaging.actions.message import NewMessage, write_message
from backend.messaging.enums import Channel, MessageKind
from courses.discussion_errors import PostGone, PostTooOld
from courses.models import DiscussionVisit, Post, PostReport
from courses.queries.discussion import Reader
from courses.queries.version import outline_of
from courses.rules.discussion import may_edit
from courses.talk_texts import ANSWERED


@transaction.atomic
def write_post(
    reader: Reader, lesson: str, text: str, *, question: UUID | None, now: datetime
) -> Post:
    """Ask, or answer the question. Who asked is told of an answer by another. Raises NotVisible."""
    version = reader.course.current
    if version is None or lesson not in outline_of(version.pk).lessons:
        raise NotVisible
    asked = find_post(reader, question) if question else None
    if asked is not None and (asked.question_id or asked.lesson != lesson):
        raise NotVisible
    post = Post.objects.create(
        course=reader.course,
        lesson=lesson,
        question=asked,
        author=reader.person,
        is_teaching=reader.teaches,
        text=text,
        written_at=now,
    )
    if asked is not None and asked.author_id != reader.person.pk:
        subject, body = ANSWERED
        new = NewMessage(
            key=f"post:{post.uuid}",
            kind=MessageKind.DISCUSSION,
            subject=subject,
            body=body,
            fields={"bai": outline_of(version.pk).lessons[lesson].title},
            link=f"/khoa-hoc/{reader.course.slug}/bai/{lesson}/#hoi-dap",
            is_ours=True,
            channels=(Channel.APP,),
        )
        write_message(new, [asked.author_id], now=now)
    return post


@transaction.atomic
def edit_post(reader: Reader, uuid: UUID, text: str, *, now: datetime) -> Post:
    """One's own, within a quarter of an hour. Raises NotVisible, PostTooOld, PostGone."""
    post = _own(reader, uuid)
    if not may_edit(post.written_at, now):
        raise PostTooOld
    post.text, post.edited_at = text, now
    post.save(update_fields=["text", "edited_at"])
    return post


@transaction.atomic
def withdraw_post(reader: Reader, uuid: UUID, *, now: datetime) -> None:
    """One's own. Raises NotVisible, PostGone."""
    post = _own(reader, uuid)
    post.withdrawn_at, post.pinned_at = now, None
    post.save(update_fields=["withdrawn_at", "pinned_at"])


def report_post(reader: Reader, uuid: UUID, *, now: datetime) -> None:
    """Tell those who teach that it is out of place. Safe to repeat."""
    PostReport.objects.get_or_create(
        post=find_post(reader, uuid), person=reader.person, defaults={"reported_at": now}
    )


@transaction.atomic
def hide_post(reader: Reader, uuid: UUID, reason: str, *, now: datetime) -> None:
    """With a reason; an empty one shows it again. The text is kept."""
    post = _locked(reader, uuid)
    post.hidden_at, post.hidden_reason = (now if reason else None), reason
    post.pinned_at = None if reason else post.pinned_at
    post.save(update_fields=["hidden_at", "hidden_reason", "pinned_at"])
    if not reason:
        post.reports.all().delete()
    _record("post.hidden" if reason else "post.shown", reader, post, now, reason=reason)


@transaction.atomic
def pin_post(reader: Reader, uuid: UUID, *, is_pinned: bool, now: datetime) -> None:
    """Mark an answer as the one that helps; there is one for each question."""
    post = _locked(reader, uuid)
    if post.question_id is None or post.withdrawn_at or post.hidden_at:
        raise PostGone
    Post.objects.filter(question=post.question_id).update(pinned_at=None)
    if is_pinned:
        Post.objects.filter(pk=post.pk).update(pinned_at=now)
    _record("post.pinned", reader, post, now, on=is_pinned)


def note_visit(reader: Reader, lesson: str) -> None:
    """Everything that stands there now was read."""
    newest = Post.objects.filter(course=reader.course, lesson=lesson).order_by("-pk").first()
    if newest is not None:
        DiscussionVisit.objects.update_or_create(
            course=reader.course,
            lesson=lesson,
            person=reader.person,
            defaults={"newest": newest.pk},
        )


def find_post(reader: Reader, uuid: UUID) -> Post:
    """A post of the reader's course. Raises NotVisible."""
    post = Post.objects.filter(course=reader.course, uuid=uuid).first()
    if post is None or (not reader.teaches and (post.hidden_at or post.withdrawn_at)):
        raise NotVisible
    return post


def _locked(reader: Reader, uuid: UUID) -> Post:
    post = Post.objects.select_for_update().filter(course=reader.course, uuid=uuid).first()
    if post is None:
        raise NotVisible
    return post


def _own(reader: Reader, uuid: UUID) -> Post:
    post = _locked(reader, uuid)
    if post.author_id != reader.person.pk:
        raise NotVisible
    if post.withdrawn_at or post.hidden_at:
        raise PostGone
    return post


def _record(act: str, reader: Reader, post: Post, now: datetime, **facts: object) -> None:
    audit.record(
        act,
        f"course:{reader.course.uuid}",
        actor=reader.person.uuid,
        now=now,
        post=str(post.uuid),
        **facts,
    )
