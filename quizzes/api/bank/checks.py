"""Checks on writing: of one item while it is typed, and of the bank as a whole."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.organisations.permissions import TrainersOnly
from quizzes.api.bank.item import asked
from quizzes.api.bank.shapes import DocumentField
from quizzes.api.schema import with_refusals
from quizzes.enums import ItemStatus, ItemUse
from quizzes.formats.item_draft import clean_draft
from quizzes.queries.item_checks import item_remarks
from quizzes.queries.item_report import bank_report


class ItemRemarkSerializer(s.Serializer[Any]):
    """An `error` hinders submission; `code` names the check, `field` the part of the item."""

    level = s.ChoiceField(["error", "warning"])
    field = s.CharField()
    code = s.CharField()
    text = s.CharField()
    facts = s.DictField()


class SimilarItemSerializer(s.Serializer[Any]):
    """`share` of the words, 0 to 1; `document` has no key."""

    code = s.CharField()
    status = s.ChoiceField(ItemStatus.choices)
    share = s.FloatField()
    is_same = s.BooleanField()
    document = DocumentField()


class ItemCheckWishSerializer(s.Serializer[Any]):
    """`code` is the item's own, empty for a new one; `seconds` is what an item has in papers."""

    document = DocumentField()
    code = s.CharField(max_length=50, allow_blank=True, default="")
    use = s.ChoiceField(ItemUse.choices, default=ItemUse.CONTEST)
    seconds = s.IntegerField(min_value=5, max_value=3600, default=45)


class ItemChecksSerializer(s.Serializer[Any]):
    """`document` is what would be stored: harmless, its plain words taken from its markup."""

    remarks = ItemRemarkSerializer(many=True)
    similar = SimilarItemSerializer(many=True)
    document = DocumentField()


class KeyPositionsSerializer(s.Serializer[Any]):
    """Of items with so many options: `counts[p]` have their key at p."""

    options = s.IntegerField()
    counts = s.ListField(child=s.IntegerField())
    chance = s.FloatField(help_text="Of a spread as uneven where positions are drawn by lot.")
    is_beyond_chance = s.BooleanField()


class SourceCountsSerializer(s.Serializer[Any]):
    missing = s.IntegerField()
    expired = s.IntegerField()
    expiring = s.IntegerField()


class DuplicatesSerializer(s.Serializer[Any]):
    """Each group's items say the same; the first hundred groups are named."""

    total = s.IntegerField()
    groups = s.ListField(child=s.ListField(child=s.CharField()))


class BankReportSerializer(s.Serializer[Any]):
    total = s.IntegerField()
    sources = SourceCountsSerializer()
    positions = KeyPositionsSerializer(many=True)
    duplicates = DuplicatesSerializer()


class ReportView(APIView):
    """The bank as a whole, or below a topic: key positions, sources, duplicates."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_report",
        parameters=[OpenApiParameter("topic", many=True)],
        responses=with_refusals({200: BankReportSerializer}, 401, 403),
    )
    def get(self, request: Request) -> Response:
        report = bank_report(request.query_params.getlist("topic"), timezone.localdate())
        return Response(BankReportSerializer(report).data)


class ChecksView(APIView):
    """What speaks against an item as it stands; nothing is stored."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_checks",
        request=ItemCheckWishSerializer,
        responses=with_refusals({200: ItemChecksSerializer}, 400, 401, 403),
    )
    def post(self, request: Request) -> Response:
        wish = asked(ItemCheckWishSerializer, request.data)
        document = clean_draft(wish["document"])
        remarks, similar = item_remarks(
            document,
            code=wish["code"],
            use=wish["use"],
            seconds=wish["seconds"],
            today=timezone.localdate(),
        )
        shown = {"remarks": remarks, "similar": similar, "document": document}
        return Response(ItemChecksSerializer(shown).data)
