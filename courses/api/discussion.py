"""The discussion below a lesson, for those who learn or teach the course."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.errors import NotVisible
from backend.common.limiter import Limit
from courses.actions.discussion import (
    edit_post,
    hide_post,
    note_visit,
    pin_post,
    report_post,
    withdraw_post,
    write_post,
)
from courses.permissions import discussion_reader
from courses.queries.discussion import Reader, discussion_page
from quizzes.api.schema import with_refusals
from quizzes.api.texts import WrittenField

POSTS = Limit("course-posts", count=10, seconds=600)
REPORTS = Limit("course-post-reports", count=20, seconds=3600)


class AnswerSerializer(s.Serializer[Any]):
    """`text` is empty for learners where it was withdrawn or hidden."""

    uuid = s.UUIDField()
    author = s.CharField()
    is_own = s.BooleanField()
    is_teaching = s.BooleanField()
    text = s.CharField(allow_blank=True)
    written_at = s.DateTimeField()
    is_edited = s.BooleanField()
    is_pinned = s.BooleanField()
    is_withdrawn = s.BooleanField()
    is_hidden = s.BooleanField()
    may_edit = s.BooleanField()


class QuestionSerializer(AnswerSerializer):
    answers = AnswerSerializer(many=True)


class DiscussionSerializer(s.Serializer[Any]):
    """`unread`: how many posts of others came since the last visit."""

    count = s.IntegerField()
    page_size = s.IntegerField()
    may_teach = s.BooleanField()
    unread = s.IntegerField()
    questions = QuestionSerializer(many=True)


class DiscussionQuestionSerializer(s.Serializer[Any]):
    page = s.IntegerField(min_value=1, max_value=10_000, default=1)


class PostWishSerializer(s.Serializer[Any]):
    """`question` empty: a new one."""

    text = WrittenField(min_length=2)
    question = s.UUIDField(required=False, allow_null=True, default=None)


class PostTextSerializer(s.Serializer[Any]):
    text = WrittenField(min_length=2)


class HidingSerializer(s.Serializer[Any]):
    """An empty reason shows the post again."""

    reason = s.CharField(max_length=500, allow_blank=True)


class PinningSerializer(s.Serializer[Any]):
    is_pinned = s.BooleanField()


def reader_of(request: Request, slug: str) -> Reader:
    """Only those who learn or teach the course; to others it has no discussions: NotVisible."""
    reader = discussion_reader(signed_in(request), slug)
    if reader is None:
        raise NotVisible
    return reader


def teaching_reader_of(request: Request, slug: str) -> Reader:
    reader = reader_of(request, slug)
    if not reader.teaches:
        raise PermissionDenied
    return reader


class DiscussionView(APIView):
    """Questions with their answers; opening the first page is reading it."""

    @extend_schema(
        operation_id="course_discussion",
        parameters=[DiscussionQuestionSerializer],
        responses=with_refusals({200: DiscussionSerializer}, 400, 401, 404),
    )
    def get(self, request: Request, slug: str, key: str) -> Response:
        reader = reader_of(request, slug)
        question = DiscussionQuestionSerializer(data=request.query_params)
        question.is_valid(raise_exception=True)
        return Response(_shown(reader, key, question.validated_data["page"]))

    @extend_schema(
        operation_id="course_discussion_write",
        request=PostWishSerializer,
        responses=with_refusals({201: DiscussionSerializer}, 400, 401, 404, 429),
    )
    def post(self, request: Request, slug: str, key: str) -> Response:
        reader = reader_of(request, slug)
        sent = PostWishSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        POSTS.spend(str(reader.person.uuid))
        told: dict[str, Any] = sent.validated_data
        write_post(reader, key, told["text"], question=told["question"], now=timezone.now())
        return Response(_shown(reader, key, 1), status=201)


class DiscussionVisitView(APIView):
    """Note that everything there was read."""

    @extend_schema(
        operation_id="course_discussion_read",
        request=None,
        responses=with_refusals({204: None}, 401, 404),
    )
    def post(self, request: Request, slug: str, key: str) -> Response:
        note_visit(reader_of(request, slug), key)
        return Response(status=204)


class PostView(APIView):
    """One's own post."""

    @extend_schema(
        operation_id="course_post_edit",
        request=PostTextSerializer,
        responses=with_refusals({204: None}, 400, 401, 404, 409),
    )
    def patch(self, request: Request, slug: str, uuid: UUID) -> Response:
        reader = reader_of(request, slug)
        sent = PostTextSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        edit_post(reader, uuid, sent.validated_data["text"], now=timezone.now())
        return Response(status=204)

    @extend_schema(
        operation_id="course_post_withdraw",
        responses=with_refusals({204: None}, 401, 404, 409),
    )
    def delete(self, request: Request, slug: str, uuid: UUID) -> Response:
        withdraw_post(reader_of(request, slug), uuid, now=timezone.now())
        return Response(status=204)


class PostReportView(APIView):
    """Tell those who teach that a post is out of place."""

    @extend_schema(
        operation_id="course_post_report",
        request=None,
        responses=with_refusals({204: None}, 401, 404, 429),
    )
    def post(self, request: Request, slug: str, uuid: UUID) -> Response:
        reader = reader_of(request, slug)
        REPORTS.spend(str(reader.person.uuid))
        report_post(reader, uuid, now=timezone.now())
        return Response(status=204)


class PostHidingView(APIView):
    """Hide a post with a reason, or show it again: for those who teach."""

    @extend_schema(
        operation_id="course_post_hide",
        request=HidingSerializer,
        responses=with_refusals({204: None}, 400, 401, 403, 404),
    )
    def post(self, request: Request, slug: str, uuid: UUID) -> Response:
        reader = teaching_reader_of(request, slug)
        sent = HidingSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        hide_post(reader, uuid, sent.validated_data["reason"], now=timezone.now())
        return Response(status=204)


class PostPinningView(APIView):
    """Mark an answer as the one that helps: for those who teach."""

    @extend_schema(
        operation_id="course_post_pin",
        request=PinningSerializer,
        responses=with_refusals({204: None}, 400, 401, 403, 404, 409),
    )
    def post(self, request: Request, slug: str, uuid: UUID) -> Response:
        reader = teaching_reader_of(request, slug)
        sent = PinningSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        pin_post(reader, uuid, is_pinned=sent.validated_data["is_pinned"], now=timezone.now())
        return Response(status=204)


def _shown(reader: Reader, lesson: str, page: int) -> Any:
    return DiscussionSerializer(discussion_page(reader, lesson, page, timezone.now())).data
