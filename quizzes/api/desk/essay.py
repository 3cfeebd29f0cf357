"""Marking essays: blind, one after another. For organisers and trainers of the contest."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework import status
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.errors import NotVisible
from quizzes.actions.marking import give_mark, take_back_mark, take_next_essay
from quizzes.api.desk.contest import organised_contest
from quizzes.api.schema import with_refusals
from quizzes.api.serializers import CriterionSerializer
from quizzes.models import Contest
from quizzes.permissions import marked_contests
from quizzes.queries.essay import (
    contests_with_essays,
    marking_comments,
    marking_progress,
    shown_essay,
)

MAX_COMMENT = 1000


class MarkedContestSerializer(s.Serializer[Any]):
    slug = s.CharField()
    title = s.CharField()
    waiting = s.IntegerField(help_text="Essays whose points are not settled yet.")


class MarkedRoundSerializer(s.Serializer[Any]):
    number = s.IntegerField()
    title = s.CharField()
    essays = s.IntegerField()
    settled = s.IntegerField()
    disputed = s.IntegerField()


class MarkingProgressSerializer(s.Serializer[Any]):
    essays = s.IntegerField()
    waiting = s.IntegerField()
    disputed = s.IntegerField()
    settled = s.IntegerField()
    marks = s.IntegerField()
    mine = s.IntegerField(help_text="Marks that this person gave.")
    rounds = MarkedRoundSerializer(many=True)


class MarkingCommentSerializer(s.Serializer[Any]):
    """What a marker noted for the organisers; nothing here tells who wrote the essay."""

    essay = s.UUIDField()
    round_title = s.CharField()
    marker = s.CharField()
    is_referee = s.BooleanField()
    total = s.IntegerField(help_text="Points that this marker gave.")
    comment = s.CharField()
    given_at = s.DateTimeField()


class EssayToMarkSerializer(s.Serializer[Any]):
    """Nothing here tells who wrote it, or what anybody else gave."""

    uuid = s.UUIDField()
    stem = s.CharField()
    limit = s.IntegerField()
    text = s.CharField()
    rubric = CriterionSerializer(many=True)
    is_referee = s.BooleanField(help_text="Two marks differed; this one decides.")
    points = s.ListField(child=s.IntegerField(), allow_null=True)
    comment = s.CharField(allow_blank=True)
    given = s.BooleanField()


class MarkSerializer(s.Serializer[Any]):
    points = s.ListField(child=s.IntegerField(min_value=0), max_length=50)
    comment = s.CharField(required=False, allow_blank=True, default="", max_length=MAX_COMMENT)


def marked_contest(request: Request, slug: str) -> Contest:
    """The contest, for those who may mark its essays; to anyone else it does not exist."""
    contest = marked_contests(request.user).filter(slug=slug).first()
    if contest is None:
        raise NotVisible
    return contest


class MarkedContestListView(APIView):
    """Contests with essays that this person may mark."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="desk_essays_contests",
        responses=with_refusals({200: MarkedContestSerializer(many=True)}, 401),
    )
    def get(self, request: Request) -> Response:
        found = contests_with_essays(marked_contests(request.user).values("pk"))
        return Response(MarkedContestSerializer(found, many=True).data)


class EssaysView(APIView):
    """How far the marking of a contest is."""

    @extend_schema(
        operation_id="desk_essays_progress",
        responses=with_refusals({200: MarkingProgressSerializer}, 401, 404),
    )
    def get(self, request: Request, slug: str) -> Response:
        contest = marked_contest(request, slug)
        progress = marking_progress(contest, signed_in(request))
        return Response(MarkingProgressSerializer(progress).data)


class MarkingCommentsView(APIView):
    """Notes of markers on settled essays, the newest first; for organisers."""

    @extend_schema(
        operation_id="desk_essays_comments",
        responses=with_refusals({200: MarkingCommentSerializer(many=True)}, 401, 404),
    )
    def get(self, request: Request, slug: str) -> Response:
        comments = marking_comments(organised_contest(request, slug))
        return Response(MarkingCommentSerializer(comments, many=True).data)


class NextEssayView(APIView):
    """Take the next essay: 200 with it, 204 where none is left for this person."""

    @extend_schema(
        operation_id="desk_essays_next",
        request=None,
        responses=with_refusals({200: EssayToMarkSerializer, 204: None}, 401, 404),
    )
    def post(self, request: Request, slug: str) -> Response:
        contest = marked_contest(request, slug)
        mark = take_next_essay(contest, signed_in(request), now=timezone.now())
        if mark is None:
            return Response(status=status.HTTP_204_NO_CONTENT)
        return Response(EssayToMarkSerializer(shown_essay(mark)).data)


class MarkView(APIView):
    """Give a mark, or take it back while that is possible."""

    @extend_schema(
        operation_id="desk_essays_mark",
        request=MarkSerializer,
        responses=with_refusals({200: EssayToMarkSerializer}, 400, 401, 404, 409, 422),
    )
    def put(self, request: Request, slug: str, uuid: UUID) -> Response:
        marked_contest(request, slug)
        mark = MarkSerializer(data=request.data)
        mark.is_valid(raise_exception=True)
        given = give_mark(uuid, signed_in(request), **mark.validated_data, now=timezone.now())
        return Response(EssayToMarkSerializer(shown_essay(given)).data)

    @extend_schema(
        operation_id="desk_essays_take_back",
        responses=with_refusals({200: EssayToMarkSerializer}, 401, 404, 409),
    )
    def delete(self, request: Request, slug: str, uuid: UUID) -> Response:
        marked_contest(request, slug)
        mark = take_back_mark(uuid, signed_in(request), now=timezone.now())
        return Response(EssayToMarkSerializer(shown_essay(mark)).data)
