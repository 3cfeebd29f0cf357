"""Change many items, ask for another key, decide about one."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.organisations.permissions import TrainersOnly
from quizzes.actions.item_change import change_items
from quizzes.actions.key_change import decide_key, propose_key
from quizzes.api.bank.change_shapes import (
    MOST_AT_ONCE,
    BulkOutcomeSerializer,
    BulkWishSerializer,
    KeyDecidedSerializer,
    KeyDecisionSerializer,
    KeyWishSerializer,
)
from quizzes.api.bank.item import DETAIL, asked, shown_item, wished_traits
from quizzes.api.bank.shapes import KeyChangeSerializer
from quizzes.api.schema import with_refusals
from quizzes.enums import KeyChangeState
from quizzes.permissions import may_decide_key
from quizzes.queries.item import key_change_row, key_changes
from quizzes.queries.key_change import titled


class BulkView(APIView):
    """Change many items at once: all of them or none."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_items_bulk",
        request=BulkWishSerializer,
        responses=with_refusals({200: BulkOutcomeSerializer}, 400, 401, 403, 404, 409),
    )
    def post(self, request: Request) -> Response:
        wish = asked(BulkWishSerializer, request.data)
        each = {one.pop("code"): wished_traits(one) for one in wish.get("each", ())}
        change = wished_traits(wish.get("change", {}))
        wishes = {**dict.fromkeys(wish.get("codes", ()), change), **each}
        if not 1 <= len(wishes) <= MOST_AT_ONCE:
            raise ValidationError({"codes": [gettext("Hãy chọn từ 1 đến 1000 câu hỏi.")]})
        undo = change_items(wishes, actor=signed_in(request), now=timezone.now())
        outcome = {
            "changed": len(undo),
            "unchanged": len(wishes) - len(undo),
            "undo": [shown_traits(one) for one in undo],
        }
        return Response(BulkOutcomeSerializer(outcome).data)


class KeyChangesView(APIView):
    """Doubtful keys."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_key_changes_list",
        parameters=[OpenApiParameter("state", enum=KeyChangeState.values)],
        responses=with_refusals({200: KeyChangeSerializer(many=True)}, 401, 403),
    )
    def get(self, request: Request) -> Response:
        state = request.query_params.get("state", "")
        wanted = {"state": state} if state in KeyChangeState.values else {}
        user = signed_in(request)
        shown = [
            {**key_change_row(change), "may_decide": may_decide_key(user, change)}
            for change in key_changes(**wanted)[:200]
        ]
        return Response(KeyChangeSerializer(shown, many=True).data)


class ProposeKeyView(APIView):
    """Ask for another key of a version that was approved."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_key_changes_create", request=KeyWishSerializer, responses=DETAIL
    )
    def post(self, request: Request, code: str) -> Response:
        wish = asked(KeyWishSerializer, request.data)
        propose_key(
            code,
            wish["version"],
            wish["correct"],
            wish["reason"],
            actor=signed_in(request),
            now=timezone.now(),
        )
        return Response(shown_item(code, request))


class DecideKeyView(APIView):
    """Accept or reject another key; it takes somebody else than whoever asked."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_key_changes_decide",
        request=KeyDecisionSerializer,
        responses=with_refusals({200: KeyDecidedSerializer}, 400, 401, 403, 404, 409),
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        wish = asked(KeyDecisionSerializer, request.data)
        _change, rounds = decide_key(uuid, **wish, actor=signed_in(request), now=timezone.now())
        return Response(KeyDecidedSerializer({"rounds": titled(rounds)}).data)


def shown_traits(undo: dict[str, Any]) -> dict[str, Any]:
    """What an item was before, as a wish names it."""
    shown = dict(undo)
    if "topic" in shown:
        shown["topic"] = shown["topic"].code
    if "competences" in shown:
        shown["competences"] = [f"{one.framework}:{one.code}" for one in shown["competences"]]
    return shown
