"""One's own files, and the files that one may read."""

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.errors import NotVisible
from backend.common.serializers import ProblemSerializer
from backend.files.enums import FileState
from backend.files.models import StoredFile
from backend.files.purposes import purpose_of
from backend.files.queries.stored_file import (
    find_own_file,
    handed_out,
    own_files,
    preparing_job,
)
from backend.files.serving import served_file


class StoredFileSerializer(serializers.Serializer[Any]):
    """`facts` tell what preparing it found, by purpose: seconds, pages, heights and bytes."""

    uuid = serializers.UUIDField()
    purpose = serializers.CharField()
    name = serializers.CharField()
    bytes = serializers.IntegerField()
    digest = serializers.CharField(allow_blank=True)
    media_type = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=FileState.choices)
    reason = serializers.CharField(allow_blank=True, help_text="Why it was refused.")
    facts = serializers.SerializerMethodField()
    job = serializers.SerializerMethodField(help_text="The work that checks and prepares it.")
    created_at = serializers.DateTimeField()

    @extend_schema_field({"type": "object", "additionalProperties": {}})
    def get_facts(self, file: StoredFile) -> dict[str, Any]:
        facts: dict[str, Any] = file.facts
        return facts

    @extend_schema_field({"type": "string", "format": "uuid", "nullable": True})
    def get_job(self, file: StoredFile) -> str | None:
        job = preparing_job(file) if file.state == FileState.CHECKING else None
        return str(job.uuid) if job else None


class FilesView(APIView):
    """What one brought, newest first; of one purpose if `purpose` names it."""

    @extend_schema(
        operation_id="own_files",
        responses={200: StoredFileSerializer(many=True), 401: ProblemSerializer},
    )
    def get(self, request: Request) -> Response:
        files = own_files(signed_in(request)).exclude(state=FileState.REFUSED)
        purpose = request.query_params.get("purpose")
        if purpose:
            files = files.filter(purpose=purpose[:40])
        return Response(StoredFileSerializer(list(files[:100]), many=True).data)


class FileView(APIView):
    """One of one's own files, and how far it is."""

    @extend_schema(
        operation_id="own_file",
        responses={200: StoredFileSerializer, 401: ProblemSerializer, 404: ProblemSerializer},
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        file = find_own_file(signed_in(request), uuid)
        if file is None:
            raise NotVisible
        return Response(StoredFileSerializer(file).data)


class FileContentView(APIView):
    """The file, for its owner and whom its purpose lets: as it was brought, or drawn anew."""

    @extend_schema(
        operation_id="file_content",
        responses={
            (200, "application/octet-stream"): OpenApiTypes.BINARY,
            401: ProblemSerializer,
            404: ProblemSerializer,
        },
    )
    def get(self, request: Request, uuid: UUID) -> HttpResponseBase:
        person = signed_in(request)
        file = StoredFile.objects.select_related("owner").filter(uuid=uuid).first()
        if file is None or file.state != FileState.READY:
            raise NotVisible
        may_read = purpose_of(file).may_read
        if file.owner.pk != person.pk and not (may_read and may_read(person, file)):
            raise NotVisible
        place, media_type = handed_out(file)
        answer = served_file(request, place, media_type, name=file.name)
        answer["Cache-Control"] = "private, no-store"
        return answer
