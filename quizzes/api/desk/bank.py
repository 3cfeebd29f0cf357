"""What organisers learn of their contest's items: who has seen them, whose keys are in doubt."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from quizzes.api.bank.shapes import KeyChangeSerializer
from quizzes.api.desk.contest import organised_contest
from quizzes.api.schema import with_refusals
from quizzes.enums import RoundState
from quizzes.queries.item_sighting import sightings_of
from quizzes.queries.key_change import key_changes_of


class SeerSerializer(s.Serializer[Any]):
    """`ways`: editor, list, export, print or preview."""

    uuid = s.UUIDField()
    name = s.CharField()
    items = s.IntegerField()
    first_at = s.DateTimeField()
    last_at = s.DateTimeField()
    ways = s.ListField(child=s.CharField())


class SeenRoundSerializer(s.Serializer[Any]):
    number = s.IntegerField()
    title = s.CharField()
    opens_at = s.DateTimeField()
    items = s.IntegerField(help_text="How many the round may draw.")
    people = SeerSerializer(many=True)


class SightingsSerializer(s.Serializer[Any]):
    rounds = SeenRoundSerializer(many=True)


class KeyChangeRoundSerializer(s.Serializer[Any]):
    number = s.IntegerField()
    title = s.CharField()
    state = s.ChoiceField(RoundState.choices)
    is_graded_by_it = s.BooleanField(allow_null=True)
    is_tried = s.BooleanField()


class DeskKeyChangeSerializer(KeyChangeSerializer):
    may_decide = None  # type: ignore[assignment] # is for those who work on the bank
    rounds = KeyChangeRoundSerializer(many=True)


class SightingsView(APIView):
    """Who read the items of each round, with their keys, before it opened."""

    @extend_schema(
        operation_id="desk_sightings", responses=with_refusals({200: SightingsSerializer}, 401, 404)
    )
    def get(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        return Response(SightingsSerializer(sightings_of(contest)).data)


class DeskKeyChangesView(APIView):
    """Keys of the contest's items that are in doubt or were corrected."""

    @extend_schema(
        operation_id="desk_key_changes",
        responses=with_refusals({200: DeskKeyChangeSerializer(many=True)}, 401, 404),
    )
    def get(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        return Response(DeskKeyChangeSerializer(key_changes_of(contest), many=True).data)
