"""A person's own attempts; anyone else's are simply not found."""

from typing import cast
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.errors import NotVisible
from backend.common.origin import (
    client_address,
    device_trace,
    known_device,
    network_trace,
    new_device,
    remember_device,
)
from quizzes.actions.attempt import Origin, start_attempt, submit_attempt, take_over
from quizzes.api.authentication import AttemptTokenAuthentication, SessionAuthentication
from quizzes.api.schema import with_refusals
from quizzes.api.serializers import (
    AttemptResultSerializer,
    OwnNewsSerializer,
    ReceiptSerializer,
    StartedAttemptSerializer,
    StartSerializer,
)
from quizzes.enums import AttemptState
from quizzes.errors import AttemptTakenOver
from quizzes.models import Attempt
from quizzes.queries.attempt import attempts_of, find_attempt, own_attempt, started_attempt
from quizzes.queries.invitation import INVITATION_COOKIE
from quizzes.queries.news import own_news
from quizzes.queries.result import attempt_result, receipt, receipts
from quizzes.rules.tokens import AttemptGrant

STARTING = with_refusals(
    {200: StartedAttemptSerializer, 201: StartedAttemptSerializer}, 400, 401, 404, 409
)

NEWEST = 50


class StartView(APIView):
    """Start an attempt in a round: 201 for a new one, 200 where the key was used before."""

    @extend_schema(request=StartSerializer, responses=STARTING)
    def post(self, request: Request, uuid: UUID) -> Response:
        wish = StartSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        now = timezone.now()
        device = known_device(request) or new_device()
        attempt = start_attempt(
            signed_in(request),
            uuid,
            wish.validated_data["client_key"],
            origin=Origin(
                network=network_trace(client_address(request)),
                device=device_trace(device),
                invitation=request.COOKIES.get(INVITATION_COOKIE, ""),
            ),
            now=now,
        )
        is_new = attempt.started_at == now
        answer = Response(
            started_attempt(attempt, now),
            status=status.HTTP_201_CREATED if is_new else status.HTTP_200_OK,
        )
        if device != known_device(request):
            remember_device(answer, device, is_secure=request.is_secure())
        return answer


class TakeOverView(APIView):
    """Go on with a running attempt on this device; the other device is told."""

    @extend_schema(
        request=StartSerializer, responses=with_refusals({200: StartedAttemptSerializer}, 401, 404)
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        wish = StartSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        now = timezone.now()
        attempt = take_over(signed_in(request), uuid, wish.validated_data["client_key"], now=now)
        return Response(started_attempt(attempt, now))


class PaperView(APIView):
    """The running paper again, for the device that holds the attempt's token."""

    authentication_classes = [AttemptTokenAuthentication]

    @extend_schema(responses=with_refusals({200: StartedAttemptSerializer}, 401, 404, 409))
    def get(self, request: Request, uuid: UUID) -> Response:
        attempt = _granted(request, uuid)
        grant = cast(AttemptGrant, request.auth)
        if attempt.epoch != grant.epoch:
            raise AttemptTakenOver
        return Response(started_attempt(attempt, timezone.now()))


class NewsView(APIView):
    """The attempt's clock and what its round's takers are told, for those without a socket."""

    authentication_classes = [AttemptTokenAuthentication]

    @extend_schema(responses=with_refusals({200: OwnNewsSerializer}, 401, 404))
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(own_news(_granted(request, uuid), timezone.now()))


class SubmitView(APIView):
    """Hand in; repeating it gives the same receipt."""

    authentication_classes = [AttemptTokenAuthentication, SessionAuthentication]

    @extend_schema(request=None, responses=with_refusals({200: ReceiptSerializer}, 401, 404, 409))
    def post(self, request: Request, uuid: UUID) -> Response:
        grant = request.auth if isinstance(request.auth, AttemptGrant) else None
        attempt_id = grant.attempt_id if grant else own_attempt(signed_in(request), uuid).pk
        attempt = submit_attempt(
            attempt_id, epoch=grant.epoch if grant else None, now=timezone.now()
        )
        return Response(receipt(attempt))


class OwnAttemptListView(APIView):
    """The person's attempts, newest first."""

    @extend_schema(
        operation_id="attempts_list",
        responses=with_refusals({200: ReceiptSerializer(many=True)}, 401),
    )
    def get(self, request: Request) -> Response:
        attempts = list(attempts_of(signed_in(request)).order_by("-started_at")[:NEWEST])
        return Response(ReceiptSerializer(receipts(attempts), many=True).data)


class OwnAttemptView(APIView):
    """Receipt and, as far as the rulebook lets a participant know, the result."""

    @extend_schema(
        operation_id="attempts_retrieve",
        responses=with_refusals({200: AttemptResultSerializer}, 401, 404),
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        user = signed_in(request)
        return Response(attempt_result(own_attempt(user, uuid), user, timezone.now()))


def _granted(request: Request, uuid: UUID) -> Attempt:
    """The attempt that the bearer token names; the address was checked with the token."""
    grant = cast(AttemptGrant, request.auth)
    attempt = find_attempt(grant.attempt_id)
    if attempt is None or attempt.state == AttemptState.VOIDED:
        raise NotVisible
    return attempt
