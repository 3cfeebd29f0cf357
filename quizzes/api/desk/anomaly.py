"""The queue of what looked odd, and the committee's decisions about it."""

from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.api import JobSerializer
from quizzes.actions.anomaly import dismiss_anomaly, disqualify_people, warn_people
from quizzes.actions.anomaly_scan import ask_for_scan
from quizzes.api.desk.anomaly_shapes import (
    AnomalyDecisionSerializer,
    AnomalyDetailSerializer,
    AnomalyFilterSerializer,
    AnomalyQueueSerializer,
)
from quizzes.api.desk.contest import organised_contest, organised_round
from quizzes.api.schema import with_refusals
from quizzes.queries.anomaly import anomaly_detail, anomaly_queue, find_anomaly


class AnomalyQueueView(APIView):
    """What looked odd in a contest's rounds, the weightiest first."""

    @extend_schema(
        operation_id="desk_anomalies_list",
        parameters=[AnomalyFilterSerializer],
        responses=with_refusals({200: AnomalyQueueSerializer}, 400, 401, 404),
    )
    def get(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        wish = AnomalyFilterSerializer(data=request.query_params)
        wish.is_valid(raise_exception=True)
        shown = anomaly_queue(
            contest,
            state=wish.validated_data["state"],
            kind=wish.validated_data["kind"],
            round_number=wish.validated_data["round"],
        )
        return Response(AnomalyQueueSerializer(shown).data)


class AnomalyView(APIView):
    """One observation with its evidence."""

    @extend_schema(
        operation_id="desk_anomalies_retrieve",
        responses=with_refusals({200: AnomalyDetailSerializer}, 401, 404),
    )
    def get(self, request: Request, slug: str, uuid: UUID) -> Response:
        anomaly = find_anomaly(organised_contest(request, slug), uuid)
        return Response(AnomalyDetailSerializer(anomaly_detail(anomaly)).data)


class AnomalyDecisionView(APIView):
    """Let it be, warn, or disqualify."""

    @extend_schema(
        operation_id="desk_anomalies_decide",
        request=AnomalyDecisionSerializer,
        responses=with_refusals({200: AnomalyDetailSerializer}, 400, 401, 404, 409, 422),
    )
    def post(self, request: Request, slug: str, uuid: UUID) -> Response:
        contest, actor, now = organised_contest(request, slug), signed_in(request), timezone.now()
        wish = AnomalyDecisionSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        said, people = wish.validated_data, wish.validated_data["people"]
        reason, notice = said["reason"], said["notice"]
        if said["decision"] == "dismiss":
            dismiss_anomaly(contest, uuid, reason=reason, actor=actor, now=now)
        elif said["decision"] == "warn":
            warn_people(contest, uuid, people, reason=reason, notice=notice, actor=actor, now=now)
        else:
            disqualify_people(
                contest,
                uuid,
                people,
                whole_contest=said["whole_contest"],
                reason=reason,
                notice=notice,
                actor=actor,
                now=now,
            )
        shown = anomaly_detail(find_anomaly(contest, uuid))
        return Response(AnomalyDetailSerializer(shown).data)


class AnomalyScanView(APIView):
    """Look through a round now."""

    @extend_schema(
        operation_id="desk_anomalies_scan",
        request=None,
        responses=with_refusals({202: JobSerializer}, 401, 404),
    )
    def post(self, request: Request, slug: str, number: int) -> Response:
        round_ = organised_round(request, slug, number)
        job = ask_for_scan(round_, now=timezone.now(), asked_by=signed_in(request))
        return Response(JobSerializer(job).data, status=status.HTTP_202_ACCEPTED)
