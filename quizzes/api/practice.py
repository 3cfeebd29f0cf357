"""Practising, for anyone: what comes next, the verdict, and how far one has come."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.models import User
from backend.common.limiter import Limit
from backend.common.origin import client_address
from quizzes.actions.practice import keep_answer
from quizzes.api.practice_shapes import (
    PracticeBatchSerializer,
    PracticeGivenSerializer,
    PracticeProgressSerializer,
    PracticeVerdictSerializer,
    PracticeWishSerializer,
)
from quizzes.api.schema import with_refusals
from quizzes.enums import Audience
from quizzes.errors import InvalidResponse
from quizzes.queries.practice import (
    WHOLE,
    Wish,
    judged,
    next_items,
    practised_version,
    progress_of,
    read_value,
    reviewed,
)
from quizzes.rules.response import Refused

# Nobody reads an item and its explanation in less than a second; whole schools share an address.
BY_PERSON = Limit("practice-answers", count=90, seconds=60)
BY_ADDRESS = Limit("practice-answers-of-visitors", count=1200, seconds=60)


class ProgressWishSerializer(s.Serializer[Any]):
    audience = s.ChoiceField(Audience.choices, required=False, default="")


class PracticeView(APIView):
    """Topics with what there is to practise and, for those signed in, how far they have come."""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="practice_progress",
        parameters=[ProgressWishSerializer],
        responses=with_refusals({200: PracticeProgressSerializer}, 400),
    )
    def get(self, request: Request) -> Response:
        wish = ProgressWishSerializer(data=request.query_params)
        wish.is_valid(raise_exception=True)
        found = progress_of(_person(request), wish.validated_data["audience"], timezone.now())
        return Response(PracticeProgressSerializer(found).data)


class PracticeItemsView(APIView):
    """The next items: what is due first, then what is new. Never one of an unpublished round."""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="practice_items",
        parameters=[PracticeWishSerializer],
        responses=with_refusals({200: PracticeBatchSerializer}, 400),
    )
    def get(self, request: Request) -> Response:
        wish = PracticeWishSerializer(data=request.query_params)
        wish.is_valid(raise_exception=True)
        batch = next_items(_person(request), Wish(**wish.validated_data), timezone.now())
        return Response(PracticeBatchSerializer(batch).data)


class PracticeAnswersView(APIView):
    """Judge an answer; for those signed in it is kept, once for each `key`."""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="practice_answer",
        request=PracticeGivenSerializer,
        responses=with_refusals({200: PracticeVerdictSerializer}, 400, 404, 422, 429),
    )
    def post(self, request: Request) -> Response:
        _spend(request)
        given = PracticeGivenSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        told = given.validated_data
        version = practised_version(told["item"], told["version"])
        try:
            value = read_value(version, told["value"])
        except Refused as refused:
            raise InvalidResponse(slot=refused.slot, reason=refused.reason) from refused
        due_at, person = None, _person(request)
        if person is not None:
            answer, card = keep_answer(person, version, told["key"], value, now=timezone.now())
            value, due_at = answer.value, card.due_at
        points = judged(version, value)
        verdict = {
            "is_right": points == WHOLE,
            "percent": points,
            "due_at": due_at,
            "review": reviewed(version, value),
        }
        return Response(PracticeVerdictSerializer(verdict).data)


def _spend(request: Request) -> None:
    """Count one answer of this visitor; raises TooManyAttempts."""
    person = _person(request)
    if person is None:
        BY_ADDRESS.spend(client_address(request))
    else:
        BY_PERSON.spend(str(person.uuid))


def _person(request: Request) -> User | None:
    return request.user if isinstance(request.user, User) else None
