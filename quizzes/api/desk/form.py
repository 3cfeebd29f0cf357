"""A paper that the bank's people put together beforehand, chosen for a round to come.

The committee sees what a paper is called, never what it asks.
"""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from quizzes.actions.form import use_form
from quizzes.api.bank.form import found_form
from quizzes.api.bank.form_shapes import FormSetRowSerializer
from quizzes.api.desk.contest import organised_contest, organised_round
from quizzes.api.desk.live import asked
from quizzes.api.desk.live_shapes import LiveReasonSerializer
from quizzes.api.schema import with_refusals
from quizzes.queries.form_use import forms_for


class RoundFormSerializer(s.Serializer[Any]):
    set = s.UUIDField()
    name = s.CharField()
    code = s.CharField()


class RoundWithFormSerializer(s.Serializer[Any]):
    number = s.IntegerField()
    title = s.CharField()
    form = RoundFormSerializer(allow_null=True)


class ContestFormsSerializer(s.Serializer[Any]):
    sets = FormSetRowSerializer(many=True)
    rounds = RoundWithFormSerializer(many=True)


class FormChoiceSerializer(LiveReasonSerializer):
    set = s.UUIDField()
    form = s.IntegerField(min_value=1)


class ContestFormsView(APIView):
    """The papers there are, and the one that each round to come sits."""

    @extend_schema(
        operation_id="desk_contests_forms",
        responses=with_refusals({200: ContestFormsSerializer}, 401, 404),
    )
    def get(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        return Response(ContestFormsSerializer(forms_for(contest, timezone.now())).data)


class RoundFormView(APIView):
    """Let everybody of a round sit one form."""

    @extend_schema(
        operation_id="desk_rounds_use_form",
        request=FormChoiceSerializer,
        responses=with_refusals({200: ContestFormsSerializer}, 400, 401, 404, 409),
    )
    def put(self, request: Request, slug: str, number: int) -> Response:
        round_, now = organised_round(request, slug, number), timezone.now()
        wish = asked(FormChoiceSerializer, request)
        form = found_form(wish["set"], wish["form"])
        use_form(form, round_, reason=wish["reason"], actor=signed_in(request), now=now)
        return Response(ContestFormsSerializer(forms_for(round_.contest, now)).data)
