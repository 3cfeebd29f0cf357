"""Wrong keys and faulty items: voided, tried, put into force."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from quizzes.actions.grading import apply_regrade, discard_regrade, propose_regrade, void_item
from quizzes.api.desk.contest import organised_round
from quizzes.api.desk.decision import DECIDED, decided, wished
from quizzes.api.desk.decision_shapes import (
    RegradeWishSerializer,
    RoundItemSerializer,
    StepReasonSerializer,
    VoidWishSerializer,
)
from quizzes.api.schema import with_refusals
from quizzes.enums import VoidPolicy
from quizzes.errors import InvalidKey
from quizzes.models import ItemVersion, Round
from quizzes.queries.deciding import round_items


class RoundItemsView(APIView):
    """The items of the round with their keys."""

    @extend_schema(
        operation_id="desk_decision_items",
        responses=with_refusals({200: RoundItemSerializer(many=True)}, 401, 404),
    )
    def get(self, request: Request, slug: str, number: int) -> Response:
        items = round_items(organised_round(request, slug, number))
        return Response(RoundItemSerializer(items, many=True).data)


class RegradesView(APIView):
    """Propose new keys and voided items; they are tried, not put into force."""

    @extend_schema(
        operation_id="desk_regrades_create", request=RegradeWishSerializer, responses=DECIDED
    )
    def post(self, request: Request, slug: str, number: int) -> Response:
        round_ = organised_round(request, slug, number)
        wish = wished(RegradeWishSerializer, request)
        propose_regrade(
            round_,
            corrections={
                _version(round_, one["item"]).pk: one["correct"] for one in wish["corrections"]
            },
            voided={_version(round_, one["item"]).pk: one["policy"] for one in wish["voided"]},
            reason=wish["reason"],
            actor=signed_in(request),
            now=timezone.now(),
        )
        return decided(request, slug, number)


class ApplyRegradeView(APIView):
    """Put a proposed regrade into force; a new key needs somebody else than its author."""

    @extend_schema(operation_id="desk_regrades_apply", request=None, responses=DECIDED)
    def post(self, request: Request, slug: str, number: int, run: int) -> Response:
        round_ = organised_round(request, slug, number)
        apply_regrade(round_, run, actor=signed_in(request), now=timezone.now())
        return decided(request, slug, number)


class DiscardRegradeView(APIView):
    """Leave it at the trial."""

    @extend_schema(
        operation_id="desk_regrades_discard", request=StepReasonSerializer, responses=DECIDED
    )
    def post(self, request: Request, slug: str, number: int, run: int) -> Response:
        round_ = organised_round(request, slug, number)
        wish = wished(StepReasonSerializer, request)
        discard_regrade(round_, run, actor=signed_in(request), now=timezone.now(), **wish)
        return decided(request, slug, number)


class VoidItemView(APIView):
    """Void an item at once, also while the round is open."""

    @extend_schema(operation_id="desk_items_void", request=VoidWishSerializer, responses=DECIDED)
    def post(self, request: Request, slug: str, number: int) -> Response:
        round_ = organised_round(request, slug, number)
        wish = wished(VoidWishSerializer, request)
        void_item(
            round_,
            _version(round_, wish["item"]),
            VoidPolicy(wish["policy"]),
            wish["reason"],
            signed_in(request),
            timezone.now(),
        )
        return decided(request, slug, number)


def _version(round_: Round, code: str) -> ItemVersion:
    version = ItemVersion.objects.filter(rounds=round_, item__code=code).order_by("-number").first()
    if version is None:
        raise InvalidKey
    return version
