"""Take items out of the bank: asked for, looked at, downloaded by who asked."""

from typing import Any
from uuid import UUID

from django.http import FileResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.api import JobSerializer
from backend.common.errors import NotVisible
from backend.organisations.permissions import TrainersOnly
from quizzes.actions.item_export import MOST_ITEMS, ask_for_export
from quizzes.api.bank.item import asked, search_of
from quizzes.api.bank.wishes import ItemSearchSerializer
from quizzes.api.schema import with_refusals
from quizzes.formats.items import WRITERS
from quizzes.queries.item_export import export_path, exports_of, find_export, told_export
from quizzes.queries.item_search import found_items


class ExportWishSerializer(s.Serializer[Any]):
    """Items by `codes`, or all that `search` finds."""

    format = s.ChoiceField(choices=[(name, one.title) for name, one in WRITERS.items()])
    codes = s.ListField(
        child=s.CharField(max_length=50), required=False, max_length=MOST_ITEMS, allow_null=True
    )
    search = ItemSearchSerializer(required=False)


class ExportRemarkSerializer(s.Serializer[Any]):
    """What the file could not hold of these items; `error`: they are not in it at all."""

    level = s.ChoiceField(choices=["error", "warning"])
    text = s.CharField()
    codes = s.ListField(child=s.CharField())


class ItemExportSerializer(s.Serializer[Any]):
    """`asked` items were asked for, `written` are in the file once there is one."""

    uuid = s.UUIDField()
    format = s.CharField()
    title = s.CharField(help_text="The format as people call it.")
    asked = s.IntegerField()
    asked_at = s.DateTimeField()
    kept_until = s.DateTimeField()
    written = s.IntegerField(allow_null=True)
    size = s.IntegerField(allow_null=True, help_text="In bytes.")
    remarks = ExportRemarkSerializer(many=True)
    job = JobSerializer()


class ItemExportsView(APIView):
    """The files that this person asked for in the last week, and one more."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_exports_list",
        responses=with_refusals({200: ItemExportSerializer(many=True)}, 401, 403),
    )
    def get(self, request: Request) -> Response:
        exports = exports_of(signed_in(request), timezone.now())
        return Response(ItemExportSerializer(exports, many=True).data)

    @extend_schema(
        operation_id="bank_exports_create",
        request=ExportWishSerializer,
        responses=with_refusals({202: ItemExportSerializer}, 400, 401, 403, 409),
    )
    def post(self, request: Request) -> Response:
        wish = asked(ExportWishSerializer, request.data)
        codes = wish.get("codes")
        if codes is None:
            search = search_of(dict(wish.get("search", {})), request)
            found = found_items(search, timezone.localdate()).order_by("topic__code", "code")
            codes = list(found.values_list("code", flat=True)[: MOST_ITEMS + 1])
        codes = list(dict.fromkeys(codes))
        job = ask_for_export(wish["format"], codes, actor=signed_in(request), now=timezone.now())
        return Response(ItemExportSerializer(told_export(job)).data, status=202)


class ItemExportView(APIView):
    """One file on its way."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_export",
        responses=with_refusals({200: ItemExportSerializer}, 401, 403, 404),
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        job = find_export(uuid, signed_in(request), timezone.now())
        return Response(ItemExportSerializer(told_export(job)).data)


class ItemExportFileView(APIView):
    """The file itself, for who asked for it; 404 until it is written."""

    permission_classes = [TrainersOnly]

    @extend_schema(
        operation_id="bank_export_file",
        responses={
            (200, "application/octet-stream"): OpenApiTypes.BINARY,
            **with_refusals({}, 401, 403, 404),
        },
    )
    def get(self, request: Request, uuid: UUID) -> FileResponse:
        job = find_export(uuid, signed_in(request), timezone.now())
        path, writer = export_path(job), WRITERS[job.parameters["format"]]
        if not path.is_file():
            raise NotVisible
        name = f"cau-hoi-{timezone.localdate(job.asked_at):%Y-%m-%d}.{writer.ending}"
        answer = FileResponse(
            path.open("rb"), as_attachment=True, filename=name, content_type=writer.media_type
        )
        answer["Cache-Control"] = "no-store"
        return answer
