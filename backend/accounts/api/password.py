"""A forgotten password."""

from typing import Any

from django.core.exceptions import ValidationError
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.actions.password import request_reset, reset_password
from backend.accounts.api.fields import PasswordField
from backend.common.serializers import ProblemSerializer


class PasswordResetSerializer(serializers.Serializer[Any]):
    """Whose password; letters go to e-mail addresses only."""

    identifier = serializers.CharField(max_length=254)


class NewPasswordSerializer(serializers.Serializer[Any]):
    """The two parts of the link, and the new password."""

    uid = serializers.CharField(max_length=64)
    token = serializers.CharField(max_length=128)
    password = PasswordField()


class PasswordResetView(APIView):
    """Ask for a link; the answer is the same for everybody."""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="password_resets_create",
        request=PasswordResetSerializer,
        responses={202: None, 400: ProblemSerializer, 429: ProblemSerializer},
    )
    def post(self, request: Request) -> Response:
        asked = PasswordResetSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        request_reset(asked.validated_data["identifier"])
        return Response(status=status.HTTP_202_ACCEPTED)


class PasswordResetConfirmView(APIView):
    """Use a link."""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="password_resets_confirm",
        request=NewPasswordSerializer,
        responses={204: None, 400: ProblemSerializer},
    )
    def post(self, request: Request) -> Response:
        asked = NewPasswordSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        try:
            reset_password(**asked.validated_data)
        except ValidationError as error:
            raise serializers.ValidationError({"password": error.messages}) from error
        return Response(status=status.HTTP_204_NO_CONTENT)
