"""Bring files of items into the bank: template, reading, mending, storing, taking back."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.api import JobSerializer
from backend.organisations.permissions import TrainersOnly
from quizzes.actions.item_import import ask_to_apply, bring_file, choose_topic, mend_row, want_rows
from quizzes.actions.item_import_apply import undo_import
from quizzes.actions.item_sighting import note_sightings
from quizzes.api.bank.import_shapes import (
    ApplyWishSerializer,
    ImportUploadSerializer,
    ItemImportRowSerializer,
    ItemImportSerializer,
    MendedRowSerializer,
    RowPageSerializer,
    RowPageWishSerializer,
    TopicWishSerializer,
    WantedRowsSerializer,
)
from quizzes.api.schema import with_refusals
from quizzes.formats.items.workbook import write_template
from quizzes.models import ItemImport, Topic
from quizzes.queries.item_import import (
    find_import,
    import_rows,
    latest_imports,
    told_import,
    told_rows,
)

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IMPORT = with_refusals({200: ItemImportSerializer}, 400, 401, 403, 404, 409)


class ImportTemplateView(APIView):
    """The workbook to fill in, with an example of each kind and the bank's topics to choose."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_import_template",
        responses={(200, WORKBOOK): OpenApiTypes.BINARY, **with_refusals({}, 401, 403)},
    )
    def get(self, request: Request) -> HttpResponse:
        body = write_template(list(Topic.objects.values_list("code", "name")))
        name = 'attachment; filename="mau-nhap-cau-hoi.xlsx"'
        return HttpResponse(body, content_type=WORKBOOK, headers={"Content-Disposition": name})


class ItemImportsView(APIView):
    """The files brought so far; a new one is read, and nothing changes in the bank yet."""

    permission_classes = [TrainersOnly]
    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="bank_imports_list",
        responses=with_refusals({200: ItemImportSerializer(many=True)}, 401, 403),
    )
    def get(self, request: Request) -> Response:
        return Response(ItemImportSerializer(latest_imports(), many=True).data)

    @extend_schema(
        operation_id="bank_imports_create",
        request={"multipart/form-data": ImportUploadSerializer},
        responses=with_refusals({202: ItemImportSerializer}, 400, 401, 403),
    )
    def post(self, request: Request) -> Response:
        asked = ImportUploadSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        file, topic = asked.validated_data["file"], asked.validated_data.get("topic")
        now = timezone.now()
        brought = bring_file(file.name, file.read(), topic, actor=signed_in(request), now=now)
        return _told(brought, status=202)


class ItemImportView(APIView):
    """One file; its topic may be chosen anew."""

    permission_classes = [TrainersOnly]

    @extend_schema(operation_id="bank_import", responses=IMPORT)
    def get(self, request: Request, uuid: UUID) -> Response:
        return _told(find_import(uuid))

    @extend_schema(operation_id="bank_import_topic", request=TopicWishSerializer, responses=IMPORT)
    def patch(self, request: Request, uuid: UUID) -> Response:
        asked = TopicWishSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return _told(choose_topic(uuid, asked.validated_data["topic"]))


class ImportRowsView(APIView):
    """The items of a file, page by page; which of them are wanted."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_import_rows",
        parameters=[RowPageWishSerializer],
        responses=with_refusals({200: RowPageSerializer}, 400, 401, 403, 404),
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        asked = RowPageWishSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        rows, total = import_rows(find_import(uuid), **asked.validated_data)
        seen = [row.similar for row in rows if row.similar]
        note_sightings(seen, "list", person=signed_in(request), now=timezone.now())
        page = {"rows": told_rows(rows), "total": total}
        return Response(RowPageSerializer(page).data)

    @extend_schema(operation_id="bank_import_want", request=WantedRowsSerializer, responses=IMPORT)
    def patch(self, request: Request, uuid: UUID) -> Response:
        asked = WantedRowsSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return _told(want_rows(uuid, **asked.validated_data))


class ImportRowView(APIView):
    """Mend one item of a file in its place."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_import_mend",
        request=MendedRowSerializer,
        responses=with_refusals({200: ItemImportRowSerializer}, 400, 401, 403, 404, 409),
    )
    def put(self, request: Request, uuid: UUID, place: int) -> Response:
        asked = MendedRowSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        row = mend_row(uuid, place, asked.validated_data["document"])
        return Response(ItemImportRowSerializer(told_rows([row])[0]).data)


class ApplyImportView(APIView):
    """Have the wanted items stored by a worker: as drafts, or submitted for review at once."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_import_apply",
        request=ApplyWishSerializer,
        responses=with_refusals({202: JobSerializer}, 400, 401, 403, 404, 409),
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        asked = ApplyWishSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        actor, now = signed_in(request), timezone.now()
        job = ask_to_apply(uuid, submit=asked.validated_data["submit"], actor=actor, now=now)
        return Response(JobSerializer(job).data, status=202)


class UndoImportView(APIView):
    """Take a file's items back while nobody has built on them."""

    permission_classes = [TrainersOnly]

    @extend_schema(operation_id="bank_import_undo", request=None, responses=IMPORT)
    def post(self, request: Request, uuid: UUID) -> Response:
        return _told(undo_import(uuid, actor=signed_in(request), now=timezone.now()))


def _told(brought: ItemImport, status: int = 200) -> Response:
    return Response(ItemImportSerializer(told_import(brought)).data, status=status)
