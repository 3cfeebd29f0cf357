"""Change many items, ask for another key, decide about one."""

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
from quizzes.actions.item_bulk import change_together, submit_together, undo_together
from quizzes.actions.key_change import decide_key, propose_key
from quizzes.api.bank.change_shapes import (
    MOST_AT_ONCE,
    BulkChangeSerializer,
    BulkOutcomeSerializer,
    BulkSubmissionSerializer,
    BulkSubmissionWishSerializer,
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
from quizzes.queries.item_bulk import latest_bulk_changes, told_bulk_change
from quizzes.queries.key_change import titled


class BulkView(APIView):
    """Change many items at once: all of them or none."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_items_bulk_list",
        responses=with_refusals({200: BulkChangeSerializer(many=True)}, 401, 403),
    )
    def get(self, request: Request) -> Response:
        """The changes made last, newest first."""
        return Response(BulkChangeSerializer(latest_bulk_changes(), many=True).data)

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
        done, undo = change_together(wishes, actor=signed_in(request), now=timezone.now())
        outcome = {
            "uuid": done.uuid if done else None,
            "changed": len(undo),
            "unchanged": len(wishes) - len(undo),
            "undo": undo,
        }
        return Response(BulkOutcomeSerializer(outcome).data)


class UndoBulkView(APIView):
    """Put back what was changed together; refused where somebody changed the same since."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_items_bulk_undo",
        request=None,
        responses=with_refusals({200: BulkChangeSerializer}, 401, 403, 404, 409),
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        change = undo_together(uuid, actor=signed_in(request), now=timezone.now())
        return Response(BulkChangeSerializer(told_bulk_change(change)).data)


class SubmitBulkView(APIView):
    """Hand in many drafts for review; those that lack something stay drafts and are named."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_items_bulk_submit",
        request=BulkSubmissionWishSerializer,
        responses=with_refusals({200: BulkSubmissionSerializer}, 400, 401, 403),
    )
    def post(self, request: Request) -> Response:
        wish = asked(BulkSubmissionWishSerializer, request.data)
        done = submit_together(wish["codes"], actor=signed_in(request), now=timezone.now())
        refused = [
            {
                "code": code,
                "refusal": error.code,
                "title": gettext(error.title),
                "hindrances": error.facts.get("errors", {}),
            }
            for code, error in done.refused.items()
        ]
        shown = {"submitted": done.submitted, "refused": refused}
        return Response(BulkSubmissionSerializer(shown).data)


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
