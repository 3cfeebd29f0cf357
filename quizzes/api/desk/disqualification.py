"""Who no longer counts, their appeals, and the way back."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from quizzes.actions.disqualification import answer_appeal, disqualify, lift_disqualification
from quizzes.api.desk.anomaly_shapes import (
    AppealAnswerSerializer,
    DisqualificationSerializer,
    DisqualificationTrialSerializer,
    FoundParticipantSerializer,
    NewDisqualificationSerializer,
    ReasonSerializer,
    TriedDisqualificationSerializer,
)
from quizzes.api.desk.contest import organised_contest, organised_round
from quizzes.api.schema import with_refusals
from quizzes.models import Contest
from quizzes.queries.disqualification import disqualification_rows
from quizzes.queries.disqualification_trial import tried_disqualification
from quizzes.queries.participant import find_participant, find_participants

ROWS = DisqualificationSerializer(many=True)


class DisqualificationListView(APIView):
    """The decisions of a contest; POST makes one about a person, with or without an anomaly."""

    @extend_schema(
        operation_id="desk_disqualifications_list",
        responses=with_refusals({200: ROWS}, 401, 404),
    )
    def get(self, request: Request, slug: str) -> Response:
        return Response(_shown(organised_contest(request, slug)))

    @extend_schema(
        operation_id="desk_disqualifications_create",
        request=NewDisqualificationSerializer,
        responses=with_refusals({201: ROWS}, 400, 401, 404),
    )
    def post(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        wish = NewDisqualificationSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        said = wish.validated_data
        disqualify(
            find_participant(contest, said["person"]),
            round_=organised_round(request, slug, said["round"]) if said["round"] else None,
            reason=said["reason"],
            notice=said["notice"],
            actor=signed_in(request),
            now=timezone.now(),
        )
        return Response(_shown(contest), status=status.HTTP_201_CREATED)


class DisqualificationTrialView(APIView):
    """What it would take from these people; nothing is stored."""

    @extend_schema(
        operation_id="desk_disqualifications_trial",
        request=TriedDisqualificationSerializer,
        responses=with_refusals({200: DisqualificationTrialSerializer}, 400, 401, 404),
    )
    def post(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        wish = TriedDisqualificationSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        said = wish.validated_data
        round_ = organised_round(request, slug, said["round"]) if said["round"] else None
        found = tried_disqualification(contest, said["people"], round_)
        return Response(DisqualificationTrialSerializer(found).data)


class AppealAnswerView(APIView):
    """Decide an appeal; never by whoever decided first."""

    @extend_schema(
        operation_id="desk_disqualifications_answer",
        request=AppealAnswerSerializer,
        responses=with_refusals({200: ROWS}, 400, 401, 403, 404, 409),
    )
    def post(self, request: Request, slug: str, uuid: UUID) -> Response:
        contest = organised_contest(request, slug)
        wish = AppealAnswerSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        answer_appeal(
            contest, uuid, **wish.validated_data, actor=signed_in(request), now=timezone.now()
        )
        return Response(_shown(contest))


class LiftView(APIView):
    """Take a decision back."""

    @extend_schema(
        operation_id="desk_disqualifications_lift",
        request=ReasonSerializer,
        responses=with_refusals({200: ROWS}, 400, 401, 404),
    )
    def post(self, request: Request, slug: str, uuid: UUID) -> Response:
        contest = organised_contest(request, slug)
        wish = ReasonSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        lift_disqualification(
            contest, uuid, **wish.validated_data, actor=signed_in(request), now=timezone.now()
        )
        return Response(_shown(contest))


class ParticipantSearchView(APIView):
    """People of the contest by name: at most twenty, and none for no name."""

    @extend_schema(
        operation_id="desk_participants_list",
        parameters=[OpenApiParameter("q", str)],
        responses=with_refusals({200: FoundParticipantSerializer(many=True)}, 401, 404),
    )
    def get(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        found = find_participants(contest, request.query_params.get("q", "")[:100])
        return Response(FoundParticipantSerializer(found, many=True).data)


def _shown(contest: Contest) -> Any:
    return DisqualificationSerializer(disqualification_rows(contest), many=True).data
