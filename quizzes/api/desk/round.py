"""The rounds of a contest while they are planned."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from quizzes.actions.schedule import RoundPlan, add_round, change_round, plan_weeks, remove_round
from quizzes.api.desk.contest import organised_contest, organised_round, shown_contest
from quizzes.api.desk.contest_shapes import (
    DeskContestSerializer,
    RoundPlanSerializer,
    WeeklyPlanSerializer,
)
from quizzes.api.schema import with_refusals
from quizzes.rules.schedule import WeeklyPlan


class RoundsView(APIView):
    """One more round."""

    @extend_schema(
        operation_id="desk_rounds_create",
        request=RoundPlanSerializer,
        responses=with_refusals({201: DeskContestSerializer}, 400, 401, 404, 409),
    )
    def post(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        asked = RoundPlanSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        plan = RoundPlan(**asked.validated_data)
        add_round(contest.pk, plan, actor=signed_in(request), now=timezone.now())
        return Response(shown_contest(contest), status=201)


class WeeklyPlanView(APIView):
    """Weekly rounds in place of all that have not opened."""

    @extend_schema(
        operation_id="desk_rounds_plan_weeks",
        request=WeeklyPlanSerializer,
        responses=with_refusals({200: DeskContestSerializer}, 400, 401, 404, 409),
    )
    def put(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        asked = WeeklyPlanSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        wish: dict[str, Any] = dict(asked.validated_data)
        first_on = wish.pop("first_on")
        plan = WeeklyPlan(**wish)
        plan_weeks(contest.pk, plan, first_on, actor=signed_in(request), now=timezone.now())
        return Response(shown_contest(contest))


class RoundView(APIView):
    """A round's title and times, and its removal, before it opens."""

    @extend_schema(
        operation_id="desk_rounds_change",
        request=RoundPlanSerializer(partial=True),
        responses=with_refusals({200: DeskContestSerializer}, 400, 401, 404, 409),
    )
    def patch(self, request: Request, slug: str, number: int) -> Response:
        round_ = organised_round(request, slug, number)
        asked = RoundPlanSerializer(round_, data=request.data, partial=True)
        asked.is_valid(raise_exception=True)
        changes: dict[str, Any] = asked.validated_data
        change_round(
            round_.contest_id, number, changes, actor=signed_in(request), now=timezone.now()
        )
        return Response(shown_contest(round_.contest))

    @extend_schema(
        operation_id="desk_rounds_remove",
        responses=with_refusals({200: DeskContestSerializer}, 401, 404, 409),
    )
    def delete(self, request: Request, slug: str, number: int) -> Response:
        round_ = organised_round(request, slug, number)
        remove_round(round_.contest_id, number, actor=signed_in(request), now=timezone.now())
        return Response(shown_contest(round_.contest))
