"""Weeks of learning and badges: one's own, for oneself alone."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from courses.actions.badge import hide_badges
from courses.queries.badge import encouragement_of
from courses.rules.badge import KINDS
from quizzes.api.schema import with_refusals


class BadgeSerializer(s.Serializer[Any]):
    """`title` names the lesson, the module or the course, as the kind has it."""

    kind = s.ChoiceField(KINDS)
    title = s.CharField()
    course = s.CharField(help_text="Its address.")
    earned_at = s.DateTimeField()


class EncouragementSerializer(s.Serializer[Any]):
    """`weeks`: how many in a row; nothing is counted for who hides it."""

    is_hidden = s.BooleanField()
    weeks = s.IntegerField()
    badges = BadgeSerializer(many=True)


class BadgeChoiceSerializer(s.Serializer[Any]):
    is_hidden = s.BooleanField()


class BadgesView(APIView):
    """What was learned so far, told gently. Nobody else can read it."""

    @extend_schema(
        operation_id="own_badges", responses=with_refusals({200: EncouragementSerializer}, 401)
    )
    def get(self, request: Request) -> Response:
        return self._shown(request)

    @extend_schema(
        operation_id="own_badges_hide",
        request=BadgeChoiceSerializer,
        responses=with_refusals({200: EncouragementSerializer}, 400, 401),
    )
    def put(self, request: Request) -> Response:
        choice = BadgeChoiceSerializer(data=request.data)
        choice.is_valid(raise_exception=True)
        hide_badges(signed_in(request), **choice.validated_data)
        return self._shown(request)

    def _shown(self, request: Request) -> Response:
        found = encouragement_of(signed_in(request), timezone.now())
        return Response(EncouragementSerializer(found).data)
