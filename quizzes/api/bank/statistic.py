"""What rounds that are over tell about their items: for trainers, and for their organisers."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.api import JobSerializer
from backend.common.errors import NotVisible
from backend.common.serializers import ProblemSerializer
from backend.organisations.permissions import TrainersOnly
from quizzes.actions.item_sighting import note_sightings
from quizzes.actions.statistic import ask_for_statistics
from quizzes.api.bank.statistic_shapes import (
    ItemHistoryRowSerializer,
    MeasuredRoundDetailSerializer,
    MeasuredRoundRowSerializer,
    StatisticsWishSerializer,
)
from quizzes.api.schema import with_refusals
from quizzes.formats.statistic_workbook import paper_facts, write_statistic_workbook
from quizzes.models import Item, Round
from quizzes.permissions import may_read_statistics, measured_rounds
from quizzes.queries.statistic import (
    answer_rows,
    item_history,
    item_rows,
    items_measured_in,
    measured_items,
    measured_row,
    measured_rows,
)

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def measured_round(request: Request, uuid: UUID) -> Round:
    """A round that is over and that this person may look into; NotVisible otherwise."""
    round_ = measured_rounds(request.user).filter(uuid=uuid).select_related("contest").first()
    if round_ is None:
        raise NotVisible
    return round_


def _note(request: Request, items: Iterable[Item], way: str) -> None:
    """Answers tell the key, and an item may be waiting for another round."""
    note_sightings(items, way, person=signed_in(request), now=timezone.now())


class MeasuredRoundListView(APIView):
    """Rounds that are over, with their papers' figures."""

    @extend_schema(
        operation_id="bank_statistics_rounds",
        responses=with_refusals({200: MeasuredRoundRowSerializer(many=True)}, 401, 403),
    )
    def get(self, request: Request) -> Response:
        if not may_read_statistics(request.user):
            raise PermissionDenied
        rows = measured_rows(measured_rounds(request.user))
        return Response(MeasuredRoundRowSerializer(rows, many=True).data)


class MeasuredRoundView(APIView):
    """One round: papers, and items with the answers that were given."""

    @extend_schema(
        operation_id="bank_statistics_round",
        responses=with_refusals({200: MeasuredRoundDetailSerializer}, 401, 404),
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        round_ = measured_round(request, uuid)
        _note(request, items_measured_in(round_), "list")
        shown = measured_row(round_) | {"items": measured_items(round_)}
        return Response(MeasuredRoundDetailSerializer(shown).data)

    @extend_schema(
        operation_id="bank_statistics_compute",
        request=StatisticsWishSerializer,
        responses=with_refusals({202: JobSerializer}, 400, 401, 404),
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        """Compute the figures again."""
        round_ = measured_round(request, uuid)
        asked = StatisticsWishSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        wish: dict[str, Any] = asked.validated_data
        job = ask_for_statistics(
            round_, now=timezone.now(), asked_by=signed_in(request), papers=wish["papers"]
        )
        return Response(JobSerializer(job).data, status=202)


class StatisticsFileView(APIView):
    """The figures of one round as an Excel file."""

    @extend_schema(
        operation_id="bank_statistics_file",
        responses={(200, WORKBOOK): OpenApiTypes.BINARY, 404: ProblemSerializer},
    )
    def get(self, request: Request, uuid: UUID) -> HttpResponse:
        round_ = measured_round(request, uuid)
        _note(request, items_measured_in(round_), "export")
        row, items = measured_row(round_), measured_items(round_)
        file = BytesIO()
        title = f"Thống kê câu hỏi – {round_.contest.title} – {round_.title}"
        facts = paper_facts(row["paper"]) if row["paper"] else []
        write_statistic_workbook(file, title, facts, item_rows(items), answer_rows(items))
        answer = HttpResponse(file.getvalue(), content_type=WORKBOOK)
        name = f"thong-ke-{round_.contest.slug}-{round_.number}.xlsx"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer


class ItemHistoryView(APIView):
    """The figures of one item over time."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_statistics_item",
        responses=with_refusals({200: ItemHistoryRowSerializer(many=True)}, 401, 403, 404),
    )
    def get(self, request: Request, code: str) -> Response:
        item = Item.objects.filter(code=code).first()
        if item is None:
            raise NotVisible
        _note(request, [item], "list")
        return Response(ItemHistoryRowSerializer(item_history(item), many=True).data)
