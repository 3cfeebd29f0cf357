"""Erase a participant who asked the organiser for it: look first, then confirm."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.actions.erasure import ensure_confirmed, erase_person, planned_erasure
from backend.accounts.api.erasure import ErasurePlanSerializer
from backend.accounts.models import User
from backend.accounts.permissions import signed_in
from quizzes.api.desk.contest import organised_contest
from quizzes.api.schema import with_refusals
from quizzes.permissions import may_erase
from quizzes.queries.participant import find_participant


class ConfirmedErasureSerializer(serializers.Serializer[Any]):
    """`reason`: where the wish was made, such as the number of a letter."""

    token = serializers.CharField(max_length=500)
    reason = serializers.CharField(max_length=500)


class ErasureView(APIView):
    """Only where all contests of the person are the organiser's own; staff may always."""

    @extend_schema(
        operation_id="desk_erasure_plan",
        responses=with_refusals({200: ErasurePlanSerializer}, 401, 403, 404),
    )
    def get(self, request: Request, slug: str, uuid: UUID) -> Response:
        person = _person(request, slug, uuid)
        plan = planned_erasure(person, actor=signed_in(request), now=timezone.now())
        return Response(ErasurePlanSerializer(plan).data)

    @extend_schema(
        operation_id="desk_erasure",
        request=ConfirmedErasureSerializer,
        responses=with_refusals({204: None}, 400, 401, 403, 404, 409),
    )
    def post(self, request: Request, slug: str, uuid: UUID) -> Response:
        person, actor = _person(request, slug, uuid), signed_in(request)
        wish = ConfirmedErasureSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        ensure_confirmed(wish.validated_data["token"], person, actor)
        erase_person(person, actor=actor, reason=wish.validated_data["reason"], now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


def _person(request: Request, slug: str, uuid: UUID) -> User:
    person = find_participant(organised_contest(request, slug), uuid).user
    assert isinstance(person, User)
    if not may_erase(request.user, person):
        raise PermissionDenied
    return person
