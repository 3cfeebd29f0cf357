"""Bring in organisations and people from a workbook: template, check, apply, undo, codes."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.actions.activation import activation_code
from backend.accounts.permissions import signed_in
from backend.common.api import JobSerializer
from backend.common.audit import record
from backend.common.errors import NotVisible
from backend.common.jobs import start_job
from backend.common.serializers import ProblemSerializer
from backend.organisations.actions.people_import import check_import, undo_import
from backend.organisations.enums import Role
from backend.organisations.formats.import_workbook import write_codes, write_template
from backend.organisations.models import ImportState, Membership, Organisation, PeopleImport
from backend.organisations.permissions import is_own_admin, may_reorganise

MOST_BYTES = 5 * 1024 * 1024
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REFUSALS = {401: ProblemSerializer, 404: ProblemSerializer}


class ImportNoteSerializer(serializers.Serializer[Any]):
    """Something about one cell or row, as Excel numbers them."""

    sheet = serializers.CharField(allow_blank=True)
    row = serializers.IntegerField()
    column = serializers.CharField(default="", help_text="Its letter and heading.")
    text = serializers.CharField()


class ImportReportSerializer(serializers.Serializer[Any]):
    """How much a workbook holds, and what is wrong with it."""

    organisations = serializers.IntegerField()
    people = serializers.IntegerField()
    problem_count = serializers.IntegerField()
    problems = ImportNoteSerializer(many=True)
    warnings = ImportNoteSerializer(many=True)


class PeopleImportSerializer(serializers.Serializer[Any]):
    """A workbook and what became of it."""

    uuid = serializers.UUIDField()
    name = serializers.CharField()
    state = serializers.ChoiceField(choices=ImportState.choices)
    report = ImportReportSerializer()
    brought_at = serializers.DateTimeField()
    applied_at = serializers.DateTimeField(allow_null=True)


class WorkbookUploadSerializer(serializers.Serializer[Any]):
    """A filled-in template."""

    workbook = serializers.FileField(max_length=200)

    def validate_workbook(self, file: Any) -> Any:
        if file.size > MOST_BYTES:
            raise serializers.ValidationError("Tệp lớn hơn 5 MB.")
        return file


class TemplateView(APIView):
    """The workbook to fill in, with the codes of the subtree to choose from."""

    @extend_schema(responses={(200, WORKBOOK): OpenApiTypes.BINARY, **REFUSALS})
    def get(self, request: Request, uuid: UUID) -> HttpResponse:
        organisation = _found(request, uuid)
        below = Organisation.objects.filter(
            path__startswith=organisation.path, code__isnull=False, merged_into__isnull=True
        )
        codes = [(code or "", name) for code, name in below.values_list("code", "name")]
        return _file(write_template(codes), "mau-nhap-don-vi.xlsx")


class ImportsView(APIView):
    """The workbooks brought so far; a new one is checked, and nothing changed yet."""

    parser_classes = [MultiPartParser]

    @extend_schema(responses={200: PeopleImportSerializer(many=True), **REFUSALS})
    def get(self, request: Request, uuid: UUID) -> Response:
        files = PeopleImport.objects.filter(organisation=_found(request, uuid)).defer("body")
        return Response(PeopleImportSerializer(files[:50], many=True).data)

    @extend_schema(
        request=WorkbookUploadSerializer,
        responses={200: PeopleImportSerializer, 400: ProblemSerializer, **REFUSALS},
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        organisation = _found(request, uuid)
        asked = WorkbookUploadSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        file = asked.validated_data["workbook"]
        found = check_import(
            organisation, file.name, file.read(), actor=signed_in(request), now=timezone.now()
        )
        return Response(PeopleImportSerializer(found).data)


class ApplyView(APIView):
    """Have a checked workbook applied by a worker."""

    @extend_schema(request=None, responses={202: JobSerializer, **REFUSALS})
    def post(self, request: Request, uuid: UUID, file: UUID) -> Response:
        found = _workbook(request, uuid, file)
        job = start_job(
            "people_import",
            f"import:{found.uuid}",
            now=timezone.now(),
            asked_by=signed_in(request),
            parameters={"import": found.pk},
        )
        return Response(JobSerializer(job).data, status=status.HTTP_202_ACCEPTED)


class UndoView(APIView):
    """Take an applied workbook back, while nothing depends on it."""

    @extend_schema(
        request=None,
        responses={200: PeopleImportSerializer, 409: ProblemSerializer, **REFUSALS},
    )
    def post(self, request: Request, uuid: UUID, file: UUID) -> Response:
        found = _workbook(request, uuid, file)
        undone = undo_import(found.pk, actor=signed_in(request), now=timezone.now())
        return Response(PeopleImportSerializer(undone).data)


class CodesView(APIView):
    """The codes with which people take over the accounts made for them; each look is noted."""

    @extend_schema(responses={(200, WORKBOOK): OpenApiTypes.BINARY, **REFUSALS})
    def get(self, request: Request, uuid: UUID, file: UUID) -> HttpResponse:
        found = _workbook(request, uuid, file)
        members = (
            Membership.objects.filter(user__in=found.made.get("people", []), role=Role.MEMBER)
            .select_related("user", "organisation")
            .order_by("organisation__path", "user__name_sort_key")
        )
        rows = [
            (one.user.full_name, one.organisation.name, activation_code(one.user))
            for one in members
            if not one.user.has_usable_password()
        ]
        record(
            "import.codes_taken",
            f"organisation:{found.organisation.uuid}",
            actor=signed_in(request).uuid,
            now=timezone.now(),
            file=str(found.uuid),
            people=len(rows),
        )
        return _file(write_codes(rows), "ma-moi.xlsx")


def _found(request: Request, uuid: UUID) -> Organisation:
    """For the organisation's own admins and for organisers at or above it."""
    user = signed_in(request)
    found = Organisation.objects.filter(uuid=uuid, merged_into__isnull=True).first()
    if found is None or not (is_own_admin(user, found) or may_reorganise(user, found)):
        raise NotVisible
    return found


def _workbook(request: Request, uuid: UUID, file: UUID) -> PeopleImport:
    found = PeopleImport.objects.filter(organisation=_found(request, uuid), uuid=file).first()
    if found is None:
        raise NotVisible
    return found


def _file(body: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(body, content_type=WORKBOOK)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
