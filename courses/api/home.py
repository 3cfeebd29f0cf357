"""One's own page: what to do next."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from courses.queries.home import home_of
from courses.rules.home import KINDS
from quizzes.api.schema import with_refusals


class HomeStepSerializer(s.Serializer[Any]):
    """What `title`, `slug` (of a contest or course) and `key` name is a matter of the kind."""

    kind = s.ChoiceField(KINDS)
    title = s.CharField(allow_blank=True)
    detail = s.CharField(allow_blank=True)
    slug = s.CharField(allow_blank=True)
    key = s.CharField(allow_blank=True, help_text="Of a lesson, or the uuid of a certificate.")
    at = s.DateTimeField(allow_null=True, help_text="When it starts, closes or should be done.")
    count = s.IntegerField(
        allow_null=True, help_text="Attempts left, percent done (null: not begun), how many."
    )


class HomeSerializer(s.Serializer[Any]):
    """`is_new`: somebody who has neither learned, taken part nor practised."""

    steps = HomeStepSerializer(many=True)
    is_new = s.BooleanField()


class HomeView(APIView):
    """What to do next, the most pressing first; the page brings it along when it is loaded."""

    @extend_schema(operation_id="home", responses=with_refusals({200: HomeSerializer}, 401))
    def get(self, request: Request) -> Response:
        return Response(HomeSerializer(home_of(signed_in(request), timezone.now())).data)
