"""How a round is decided: the steps of its ranking, draws, and what changed."""

from typing import Any

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.errors import NotVisible
from quizzes.actions.decision import (
    approve_ranking,
    ask_for_ranking,
    publish_ranking,
    return_ranking,
    review_ranking,
)
from quizzes.actions.draw import commit_to_draw, hold_draw
from quizzes.actions.overall import ask_for_overall_ranking
from quizzes.actions.ranking import published_before
from quizzes.api.desk.contest import organised_contest, organised_round
from quizzes.api.desk.decision_shapes import (
    DecisionSerializer,
    DrawWishSerializer,
    ExcludedPersonSerializer,
    RankingChangesSerializer,
    ReturnSerializer,
    SeedSerializer,
    StepReasonSerializer,
    StepSerializer,
)
from quizzes.api.schema import with_refusals
from quizzes.models import Contest, Ranking, Round
from quizzes.queries.deciding import decision, excluded_people, overall_decision
from quizzes.queries.decision import find_ranking
from quizzes.queries.ranking_changes import ranking_changes

DECIDED = with_refusals({200: DecisionSerializer}, 400, 401, 403, 404, 409)
OVERALL = 0
NUMBER = OpenApiParameter("ranking", OpenApiTypes.INT, required=True)


def decided(request: Request, slug: str, number: int) -> Response:
    """The decision as every step answers."""
    contest, round_ = _stage(request, slug, number)
    user = signed_in(request)
    found = decision(round_, user) if round_ else overall_decision(contest, user)
    return Response(DecisionSerializer(found).data)


def _stage(request: Request, slug: str, number: int) -> tuple[Contest, Round | None]:
    """The round of this number; 0 is the whole contest, whose rounds add up."""
    if number == OVERALL:
        return organised_contest(request, slug), None
    round_ = organised_round(request, slug, number)
    return round_.contest, round_


def wished(shape: type[Serializer[Any]], request: Request) -> dict[str, Any]:
    """The body of a request, checked."""
    body = shape(data=request.data)
    body.is_valid(raise_exception=True)
    found: dict[str, Any] = body.validated_data
    return found


class DecisionView(APIView):
    """Steps, numbers and history of a round's results."""

    @extend_schema(
        operation_id="desk_decision", responses=with_refusals({200: DecisionSerializer}, 401, 404)
    )
    def get(self, request: Request, slug: str, number: int) -> Response:
        return decided(request, slug, number)


class RankAgainView(APIView):
    """Rank the closed round anew: after a return, or to correct what is published."""

    @extend_schema(
        operation_id="desk_decision_rank", request=StepReasonSerializer, responses=DECIDED
    )
    def post(self, request: Request, slug: str, number: int) -> Response:
        contest, round_ = _stage(request, slug, number)
        wish = wished(StepReasonSerializer, request)
        actor, now = signed_in(request), timezone.now()
        if round_ is None:
            ask_for_overall_ranking(contest, actor=actor, now=now, **wish)
        else:
            ask_for_ranking(round_, actor=actor, now=now, **wish)
        return decided(request, slug, number)


class ReviewView(APIView):
    """Say that the ranking was looked through."""

    @extend_schema(operation_id="desk_decision_review", request=StepSerializer, responses=DECIDED)
    def post(self, request: Request, slug: str, number: int) -> Response:
        ranking, _ = _ranking(request, slug, number, StepSerializer)
        review_ranking(ranking.pk, actor=signed_in(request), now=timezone.now())
        return decided(request, slug, number)


class ApproveView(APIView):
    """The second person's approval."""

    @extend_schema(operation_id="desk_decision_approve", request=StepSerializer, responses=DECIDED)
    def post(self, request: Request, slug: str, number: int) -> Response:
        ranking, _ = _ranking(request, slug, number, StepSerializer)
        approve_ranking(ranking.pk, actor=signed_in(request), now=timezone.now())
        return decided(request, slug, number)


class ReturnView(APIView):
    """Send the ranking back with a reason."""

    @extend_schema(operation_id="desk_decision_return", request=ReturnSerializer, responses=DECIDED)
    def post(self, request: Request, slug: str, number: int) -> Response:
        ranking, wish = _ranking(request, slug, number, ReturnSerializer)
        actor, now = signed_in(request), timezone.now()
        return_ranking(ranking.pk, actor=actor, reason=wish["reason"], now=now)
        return decided(request, slug, number)


class PublishView(APIView):
    """Show the ranking to everybody."""

    @extend_schema(operation_id="desk_decision_publish", request=StepSerializer, responses=DECIDED)
    def post(self, request: Request, slug: str, number: int) -> Response:
        ranking, _ = _ranking(request, slug, number, StepSerializer)
        publish_ranking(ranking.pk, actor=signed_in(request), now=timezone.now())
        return decided(request, slug, number)


class DrawView(APIView):
    """Fix the entries of a draw before its seed is known."""

    @extend_schema(operation_id="desk_decision_draw", request=DrawWishSerializer, responses=DECIDED)
    def post(self, request: Request, slug: str, number: int) -> Response:
        ranking, wish = _ranking(request, slug, number, DrawWishSerializer)
        actor, now = signed_in(request), timezone.now()
        commit_to_draw(ranking.pk, source=wish["source"], actor=actor, now=now)
        return decided(request, slug, number)


class SeedView(APIView):
    """Enter the seed and order every tie by it."""

    @extend_schema(operation_id="desk_decision_seed", request=SeedSerializer, responses=DECIDED)
    def post(self, request: Request, slug: str, number: int) -> Response:
        ranking, wish = _ranking(request, slug, number, SeedSerializer)
        wish.pop("number")
        hold_draw(ranking.pk, actor=signed_in(request), now=timezone.now(), **wish)
        return decided(request, slug, number)


class ExclusionsView(APIView):
    """Who does not count in a ranking, and why."""

    @extend_schema(
        operation_id="desk_decision_exclusions",
        parameters=[NUMBER],
        responses=with_refusals({200: ExcludedPersonSerializer(many=True)}, 401, 404),
    )
    def get(self, request: Request, slug: str, number: int) -> Response:
        ranking = _asked_ranking(request, slug, number)
        return Response(ExcludedPersonSerializer(excluded_people(ranking), many=True).data)


class RankingChangesView(APIView):
    """What a correction changes against the published ranking before it."""

    @extend_schema(
        operation_id="desk_decision_changes",
        parameters=[NUMBER],
        responses=with_refusals({200: RankingChangesSerializer}, 401, 404),
    )
    def get(self, request: Request, slug: str, number: int) -> Response:
        ranking = _asked_ranking(request, slug, number)
        before = published_before(ranking)
        if before is None or ranking.computed_at is None:
            raise NotVisible
        return Response(RankingChangesSerializer(ranking_changes(before, ranking)).data)


def _ranking(
    request: Request, slug: str, number: int, shape: type[Serializer[Any]]
) -> tuple[Ranking, dict[str, Any]]:
    """The ranking that the body names: what somebody looked at, never a newer one."""
    contest, round_ = _stage(request, slug, number)
    wish = wished(shape, request)
    return find_ranking(contest.pk, round_, wish["number"]), wish


def _asked_ranking(request: Request, slug: str, number: int) -> Ranking:
    contest, round_ = _stage(request, slug, number)
    asked = request.query_params.get("ranking", "")
    wanted = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 0
    return find_ranking(contest.pk, round_, wanted)
