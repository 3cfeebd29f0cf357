"""Joining, signing in and signing out. CSRF is checked before anybody is signed in, too."""

from django.contrib.auth import logout
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.actions.activation import activate
from backend.accounts.actions.session import open_session, sign_in
from backend.common.serializers import ProblemSerializer
from backend.organisations.actions.registration import register_member
from backend.organisations.api.serializers import (
    ActivationSerializer,
    RegistrationSerializer,
    SessionMeSerializer,
    SignInSerializer,
)
from backend.organisations.queries.session import session_me


class RegistrationView(APIView):
    """Join: a person, their consents and their organisation; signed in at once."""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="registrations_create",
        request=RegistrationSerializer,
        responses={201: SessionMeSerializer, 400: ProblemSerializer, 409: ProblemSerializer},
    )
    def post(self, request: Request) -> Response:
        asked = RegistrationSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        organisation = asked.validated_data["organisation"]
        person = register_member(asked.registration(), organisation, now=timezone.now())
        open_session(request._request, person)
        request.user = person
        return _me(request, status.HTTP_201_CREATED)


class ActivationView(APIView):
    """Take over an account that an organisation's admin made; signed in at once."""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="activations_create",
        request=ActivationSerializer,
        responses={201: SessionMeSerializer, 400: ProblemSerializer, 429: ProblemSerializer},
    )
    def post(self, request: Request) -> Response:
        asked = ActivationSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        code = asked.validated_data["code"]
        person = activate(asked.registration(), code, now=timezone.now())
        open_session(request._request, person)
        request.user = person
        return _me(request, status.HTTP_201_CREATED)


class SessionView(APIView):
    """The visitor's session."""

    permission_classes = [AllowAny]

    @extend_schema(operation_id="session_retrieve", responses=SessionMeSerializer)
    def get(self, request: Request) -> Response:
        return _me(request)

    @extend_schema(
        operation_id="session_create",
        request=SignInSerializer,
        responses={200: SessionMeSerializer, 400: ProblemSerializer, 429: ProblemSerializer},
    )
    def post(self, request: Request) -> Response:
        asked = SignInSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        request.user = sign_in(request._request, **asked.validated_data)
        return _me(request)

    @extend_schema(operation_id="session_destroy", responses={204: None})
    def delete(self, request: Request) -> Response:
        logout(request._request)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _me(request: Request, code: int = status.HTTP_200_OK) -> Response:
    answer = Response(SessionMeSerializer(session_me(request)).data, status=code)
    answer["Cache-Control"] = "no-store"
    return answer
