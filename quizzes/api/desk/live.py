"""A round while it is open: numbers, more time, pauses, the board's freeze. For organisers."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.errors import NotVisible
from quizzes.actions.extension import extend_person, extend_round
from quizzes.actions.freezing import freeze_round, thaw_round
from quizzes.actions.pause import pause_round, resume_round
from quizzes.api.desk.contest import organised_round
from quizzes.api.desk.live_shapes import (
    ExtensionWishSerializer,
    LateRowSerializer,
    LiveNumbersSerializer,
    LiveReasonSerializer,
    ResumeSerializer,
    TakerSerializer,
)
from quizzes.api.schema import with_refusals
from quizzes.models import Round
from quizzes.queries.live_numbers import find_taker, find_takers, late_evidence, live_numbers

CHANGED = with_refusals({200: LiveNumbersSerializer}, 400, 401, 404, 409)
SHORTEST_SEARCH = 2


def asked(shape: Any, request: Request) -> dict[str, Any]:
    """The checked body of a request."""
    wish = shape(data=request.data)
    wish.is_valid(raise_exception=True)
    checked: dict[str, Any] = wish.validated_data
    return checked


def numbers_now(round_: Round) -> Response:
    """The numbers after a change, which every change answers with."""
    fresh = Round.objects.with_contest().get(pk=round_.pk)
    numbers = live_numbers(fresh, timezone.now(), anew=True)
    return Response(LiveNumbersSerializer(numbers).data)


class LiveView(APIView):
    """People, starts, papers, hand-ins, the expected rush."""

    @extend_schema(
        operation_id="desk_live", responses=with_refusals({200: LiveNumbersSerializer}, 401, 404)
    )
    def get(self, request: Request, slug: str, number: int) -> Response:
        round_ = organised_round(request, slug, number)
        return Response(LiveNumbersSerializer(live_numbers(round_, timezone.now())).data)


class LateView(APIView):
    """What came too late, as evidence: how much and how late, never what was answered."""

    @extend_schema(
        operation_id="desk_live_late",
        responses=with_refusals({200: LateRowSerializer(many=True)}, 401, 404),
    )
    def get(self, request: Request, slug: str, number: int) -> Response:
        rows = late_evidence(organised_round(request, slug, number))
        return Response(LateRowSerializer(rows, many=True).data)


class TakersView(APIView):
    """People of the contest and their running papers, to give one of them time."""

    @extend_schema(
        operation_id="desk_live_people",
        parameters=[OpenApiParameter("q", OpenApiTypes.STR, required=True)],
        responses=with_refusals({200: TakerSerializer(many=True)}, 401, 404),
    )
    def get(self, request: Request, slug: str, number: int) -> Response:
        round_ = organised_round(request, slug, number)
        text = request.query_params.get("q", "").replace("\0", "").strip()[:100]
        found = find_takers(round_, text, timezone.now()) if len(text) >= SHORTEST_SEARCH else []
        return Response(TakerSerializer(found, many=True).data)


class ExtensionsView(APIView):
    """More time, for everybody or for one person."""

    @extend_schema(
        operation_id="desk_live_extend", request=ExtensionWishSerializer, responses=CHANGED
    )
    def post(self, request: Request, slug: str, number: int) -> Response:
        round_ = organised_round(request, slug, number)
        wish = asked(ExtensionWishSerializer, request)
        added = timedelta(minutes=wish["minutes"])
        granted = {"reason": wish["reason"], "actor": signed_in(request), "now": timezone.now()}
        if wish["person"] is None:
            extend_round(round_.pk, added, **granted)
        else:
            taker = find_taker(round_, wish["person"])
            if taker is None:
                raise NotVisible
            extend_person(round_.pk, taker, added, **granted)
        return numbers_now(round_)


class PauseView(APIView):
    """Stop the clocks of the round; nobody loses time."""

    @extend_schema(operation_id="desk_live_pause", request=LiveReasonSerializer, responses=CHANGED)
    def post(self, request: Request, slug: str, number: int) -> Response:
        round_ = organised_round(request, slug, number)
        wish = asked(LiveReasonSerializer, request)
        pause_round(round_.pk, **wish, actor=signed_in(request), now=timezone.now())
        return numbers_now(round_)


class ResumeView(APIView):
    """Let the clocks run on; the close moves as well where that is wished."""

    @extend_schema(operation_id="desk_live_resume", request=ResumeSerializer, responses=CHANGED)
    def post(self, request: Request, slug: str, number: int) -> Response:
        round_ = organised_round(request, slug, number)
        wish = asked(ResumeSerializer, request)
        resume_round(round_.pk, **wish, actor=signed_in(request), now=timezone.now())
        return numbers_now(round_)


class FreezeView(APIView):
    """Stop the public board."""

    @extend_schema(operation_id="desk_live_freeze", request=LiveReasonSerializer, responses=CHANGED)
    def post(self, request: Request, slug: str, number: int) -> Response:
        round_ = organised_round(request, slug, number)
        wish = asked(LiveReasonSerializer, request)
        freeze_round(round_.pk, **wish, actor=signed_in(request), now=timezone.now())
        return numbers_now(round_)


class ThawView(APIView):
    """Let the public board move again."""

    @extend_schema(operation_id="desk_live_thaw", request=LiveReasonSerializer, responses=CHANGED)
    def post(self, request: Request, slug: str, number: int) -> Response:
        round_ = organised_round(request, slug, number)
        wish = asked(LiveReasonSerializer, request)
        thaw_round(round_.pk, **wish, actor=signed_in(request), now=timezone.now())
        return numbers_now(round_)
