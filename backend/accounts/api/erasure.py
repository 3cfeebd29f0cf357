"""One's own wish to be erased: look at what goes, then confirm by password."""

from typing import Any

from django.contrib.auth import logout
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.actions.erasure import ensure_confirmed, erase_person, planned_erasure
from backend.accounts.actions.session import CredentialsRefused
from backend.accounts.permissions import signed_in
from backend.common.limiter import Limit
from backend.common.serializers import ProblemSerializer

TRIES = Limit("erasure", count=5, seconds=600)


class ErasureHoldSerializer(serializers.Serializer[Any]):
    """Why not now: role, attempt_running, decision_under_way, appeals or prize."""

    reason = serializers.CharField()
    until = serializers.DateTimeField(allow_null=True)


class ErasurePlanSerializer(serializers.Serializer[Any]):
    """What there is of a person, and the token that confirms having seen it."""

    counts = serializers.DictField(child=serializers.IntegerField())
    held = ErasureHoldSerializer(allow_null=True)
    token = serializers.CharField()


class OwnErasureSerializer(serializers.Serializer[Any]):
    token = serializers.CharField(max_length=500)
    password = serializers.CharField(max_length=128, trim_whitespace=False)


class OwnErasureView(APIView):
    """GET says what would go; POST does it and signs out. There is no way back."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="own_erasure_plan",
        responses={200: ErasurePlanSerializer, 401: ProblemSerializer},
    )
    def get(self, request: Request) -> Response:
        person = signed_in(request)
        plan = planned_erasure(person, actor=person, now=timezone.now())
        answer = Response(ErasurePlanSerializer(plan).data)
        answer["Cache-Control"] = "no-store"
        return answer

    @extend_schema(
        operation_id="own_erasure",
        request=OwnErasureSerializer,
        responses={
            204: None,
            400: ProblemSerializer,
            401: ProblemSerializer,
            409: ProblemSerializer,
            429: ProblemSerializer,
        },
    )
    def post(self, request: Request) -> Response:
        person = signed_in(request)
        wish = OwnErasureSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        ensure_confirmed(wish.validated_data["token"], person, person)
        TRIES.spend(str(person.pk))
        if not person.check_password(wish.validated_data["password"]):
            raise CredentialsRefused
        erase_person(person, actor=None, now=timezone.now())
        logout(request._request)
        return Response(status=status.HTTP_204_NO_CONTENT)
