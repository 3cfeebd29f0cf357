"""Contests, open to every visitor."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.common.errors import NotVisible
from quizzes.api.schema import with_refusals
from quizzes.api.serializers import ContestDetailSerializer, ContestSummarySerializer
from quizzes.queries.contest import (
    contest_detail,
    contest_summary,
    find_contest,
    visible_contests,
)


class ContestListView(APIView):
    """The public contests."""

    permission_classes = [AllowAny]

    @extend_schema(operation_id="contests_list", responses=ContestSummarySerializer(many=True))
    def get(self, request: Request) -> Response:
        now = timezone.now()
        shown = [contest_summary(contest, now) for contest in visible_contests()]
        return Response(ContestSummarySerializer(shown, many=True).data)


class ContestView(APIView):
    """One contest; `me` is filled for those who are signed in."""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="contests_retrieve",
        responses=with_refusals({200: ContestDetailSerializer}, 404),
    )
    def get(self, request: Request, slug: str) -> Response:
        contest = find_contest(slug)
        if contest is None:
            raise NotVisible
        shown = contest_detail(contest, request.user, timezone.now())
        return Response(ContestDetailSerializer(shown).data)
