"""A person's own notices, and their answer to a disqualification."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from quizzes.actions.disqualification import appeal
from quizzes.actions.notice import read_notices
from quizzes.api.schema import with_refusals
from quizzes.api.texts import WrittenField
from quizzes.enums import NoticeKind
from quizzes.queries.notice import notices_of


class OwnAppealSerializer(s.Serializer[Any]):
    uuid = s.UUIDField(help_text="Of the decision, for POST disqualifications/<uuid>/appeal/.")
    may_appeal = s.BooleanField()
    until = s.DateTimeField()
    text = s.CharField()
    answered = s.BooleanField()


class NoticeSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    kind = s.ChoiceField(NoticeKind.choices)
    contest_slug = s.CharField()
    contest_title = s.CharField()
    round_title = s.CharField()
    text = s.CharField()
    sent_at = s.DateTimeField()
    is_read = s.BooleanField()
    appeal = OwnAppealSerializer(allow_null=True)


class AppealSerializer(s.Serializer[Any]):
    text = WrittenField()


NOTICES = NoticeSerializer(many=True)


class NoticeListView(APIView):
    """What one was told, newest first; POST marks all of it as read."""

    @extend_schema(operation_id="notices_list", responses=with_refusals({200: NOTICES}, 401))
    def get(self, request: Request) -> Response:
        return Response(_shown(request))

    @extend_schema(
        operation_id="notices_read", request=None, responses=with_refusals({200: NOTICES}, 401)
    )
    def post(self, request: Request) -> Response:
        read_notices(signed_in(request), now=timezone.now())
        return Response(_shown(request))


class AppealView(APIView):
    """Object to one's own disqualification: once, and in time."""

    @extend_schema(
        operation_id="disqualifications_appeal",
        request=AppealSerializer,
        responses=with_refusals({200: NOTICES}, 400, 401, 404, 409),
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        wish = AppealSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        appeal(signed_in(request), uuid, wish.validated_data["text"], now=timezone.now())
        return Response(_shown(request))


def _shown(request: Request) -> Any:
    shown = notices_of(signed_in(request), timezone.now())
    return NoticeSerializer(shown, many=True).data
