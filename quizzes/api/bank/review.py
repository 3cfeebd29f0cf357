"""Judging items: reviews, retiring, remarks of colleagues."""

from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.organisations.permissions import TrainersOnly
from quizzes.actions.item_review import (
    comment_on,
    restore_item,
    retire_item,
    review_item,
    settle_comment,
)
from quizzes.api.bank.item import DETAIL, asked, shown_item
from quizzes.api.bank.wishes import (
    CommentWishSerializer,
    ItemReasonSerializer,
    ReviewWishSerializer,
)
from quizzes.enums import Verdict


class ReviewItemView(APIView):
    """Approve the version that was read, or return it with a comment."""

    permission_classes = [TrainersOnly]

    @extend_schema(operation_id="bank_items_review", request=ReviewWishSerializer, responses=DETAIL)
    def post(self, request: Request, code: str) -> Response:
        wish = asked(ReviewWishSerializer, request.data)
        review_item(
            code,
            wish["version"],
            Verdict(wish["verdict"]),
            wish["comment"],
            actor=signed_in(request),
            now=timezone.now(),
        )
        return Response(shown_item(code, request))


class RetireItemView(APIView):
    """Take an item out of use; contests that pinned it keep it."""

    permission_classes = [TrainersOnly]

    @extend_schema(operation_id="bank_items_retire", request=ItemReasonSerializer, responses=DETAIL)
    def post(self, request: Request, code: str) -> Response:
        wish = asked(ItemReasonSerializer, request.data)
        retire_item(code, **wish, actor=signed_in(request), now=timezone.now())
        return Response(shown_item(code, request))


class RestoreItemView(APIView):
    """Bring a retired item back."""

    permission_classes = [TrainersOnly]

    @extend_schema(operation_id="bank_items_restore", request=None, responses=DETAIL)
    def post(self, request: Request, code: str) -> Response:
        restore_item(code, actor=signed_in(request), now=timezone.now())
        return Response(shown_item(code, request))


class CommentsView(APIView):
    """Remark on an item."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_items_comment", request=CommentWishSerializer, responses=DETAIL
    )
    def post(self, request: Request, code: str) -> Response:
        wish = asked(CommentWishSerializer, request.data)
        comment_on(code, **wish, actor=signed_in(request), now=timezone.now())
        return Response(shown_item(code, request))


class SettleCommentView(APIView):
    """Say that what a remark asked for is done."""

    permission_classes = [TrainersOnly]

    @extend_schema(operation_id="bank_comments_settle", request=None, responses=DETAIL)
    def post(self, request: Request, code: str, uuid: UUID) -> Response:
        settle_comment(code, uuid, actor=signed_in(request), now=timezone.now())
        return Response(shown_item(code, request))
