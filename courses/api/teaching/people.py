"""The people of a cohort: one page of them, out again, more time, and many from a workbook."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.api import JobSerializer
from backend.common.errors import NotVisible
from backend.common.fields import planned
from backend.common.jobs import start_job
from backend.organisations.formats.import_workbook import write_template
from backend.organisations.models import ImportState, Organisation
from courses.actions.cohort_place import extend_due, withdraw_person
from courses.actions.enrolment_import import APPLY, check_enrolments
from courses.api.teaching.cohort import taught_cohort
from courses.api.teaching.report_shapes import LearnerPageSerializer, LearnerQuestionSerializer
from courses.models import EnrolmentImport
from courses.permissions import may_make_accounts, seen_enrolments
from courses.queries.cohort_report import Asked, found_learners, learner_page
from quizzes.api.schema import with_refusals

MOST_BYTES = 5 * 1024 * 1024
MOST_AT_ONCE = 500
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class EnrolmentNoteSerializer(s.Serializer[Any]):
    """Something about one cell or row, as Excel numbers them."""

    sheet = s.CharField(allow_blank=True)
    row = s.IntegerField()
    column = s.CharField(default="", help_text="Its letter and heading.")
    text = s.CharField()


class EnrolmentReportSerializer(s.Serializer[Any]):
    """What a workbook would do, or did: people in it, who comes in, waits, is in already."""

    people = s.IntegerField()
    enrolled = s.IntegerField()
    waiting = s.IntegerField()
    known = s.IntegerField()
    elsewhere = s.IntegerField()
    full = s.IntegerField()
    accounts = s.IntegerField(help_text="Accounts that are made.")
    problem_count = s.IntegerField()
    problems = EnrolmentNoteSerializer(many=True)
    warnings = EnrolmentNoteSerializer(many=True)


class EnrolmentImportSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    name = s.CharField()
    state = s.ChoiceField(choices=ImportState.choices)
    makes_accounts = s.BooleanField()
    report = EnrolmentReportSerializer()
    brought_at = s.DateTimeField()
    applied_at = s.DateTimeField(allow_null=True)


class EnrolmentUploadSerializer(s.Serializer[Any]):
    workbook = s.FileField(max_length=200)
    makes_accounts = s.BooleanField(default=False)

    def validate_workbook(self, file: Any) -> Any:
        if file.size > MOST_BYTES:
            raise s.ValidationError("Tệp lớn hơn 5 MB.")
        return file


class ExtensionSerializer(s.Serializer[Any]):
    """`due_on` null: the cohort's own last day again."""

    people = s.ListField(child=s.UUIDField(), min_length=1, max_length=MOST_AT_ONCE)
    due_on = s.DateField(validators=[planned], allow_null=True)
    reason = s.CharField(max_length=500)


class ExtendedSerializer(s.Serializer[Any]):
    people = s.IntegerField()


class PeopleView(APIView):
    """One page of the people, with what they have done."""

    @extend_schema(
        operation_id="teaching_people_list",
        parameters=[LearnerQuestionSerializer],
        responses=with_refusals({200: LearnerPageSerializer}, 400, 401, 404),
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        cohort = taught_cohort(request, uuid)
        asked = Asked(cohort, seen_enrolments(request.user, cohort), timezone.now())
        question = LearnerQuestionSerializer(data=request.query_params)
        question.is_valid(raise_exception=True)
        wish: dict[str, Any] = question.validated_data
        page = wish.pop("page")
        found = found_learners(asked, **wish)
        return Response(LearnerPageSerializer(learner_page(asked, found, page)).data)


class PersonView(APIView):
    """Somebody leaves; whoever waits longest follows."""

    @extend_schema(
        operation_id="teaching_people_remove",
        responses=with_refusals({204: None}, 401, 404, 409),
    )
    def delete(self, request: Request, uuid: UUID, person: UUID) -> Response:
        cohort = taught_cohort(request, uuid)
        found = seen_enrolments(request.user, cohort).filter(uuid=person).first()
        if found is None:
            raise NotVisible
        withdraw_person(found.pk, actor=signed_in(request), now=timezone.now())
        return Response(status=204)


class ExtensionView(APIView):
    """A last day of their own for some people."""

    @extend_schema(
        operation_id="teaching_people_extend",
        request=ExtensionSerializer,
        responses=with_refusals({200: ExtendedSerializer}, 400, 401, 404),
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        cohort = taught_cohort(request, uuid)
        asked = ExtensionSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        wish: dict[str, Any] = asked.validated_data
        found = seen_enrolments(request.user, cohort).filter(uuid__in=wish["people"])
        ids = list(found.values_list("pk", flat=True))
        changed = extend_due(
            ids, wish["due_on"], wish["reason"], actor=signed_in(request), now=timezone.now()
        )
        return Response(ExtendedSerializer({"people": changed}).data)


class EnrolmentTemplateView(APIView):
    """The workbook to fill in: the sheet of people of the organisations' import."""

    @extend_schema(
        operation_id="teaching_imports_template",
        responses=with_refusals({(200, WORKBOOK): OpenApiTypes.BINARY}, 401, 404),  # type: ignore[dict-item] # a media type along
    )
    def get(self, request: Request, uuid: UUID) -> HttpResponse:
        organisation = taught_cohort(request, uuid).organisation
        below = Organisation.objects.filter(
            path__startswith=organisation.path, code__isnull=False, merged_into__isnull=True
        )
        codes = [(code or "", name) for code, name in below.values_list("code", "name")]
        return workbook_answer(write_template(codes), "mau-ghi-danh.xlsx")


class EnrolmentImportsView(APIView):
    """The workbooks brought so far; a new one is checked, and nobody enrolled yet."""

    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="teaching_imports_list",
        responses=with_refusals({200: EnrolmentImportSerializer(many=True)}, 401, 404),
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        cohort = taught_cohort(request, uuid)
        own = EnrolmentImport.objects.filter(cohort=cohort, brought_by=signed_in(request))
        files = own.defer("body")[:50]
        return Response(EnrolmentImportSerializer(files, many=True).data)

    @extend_schema(
        operation_id="teaching_imports_check",
        request={"multipart/form-data": EnrolmentUploadSerializer},
        responses=with_refusals({200: EnrolmentImportSerializer}, 400, 401, 403, 404),
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        cohort = taught_cohort(request, uuid)
        asked = EnrolmentUploadSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        makes_accounts = asked.validated_data["makes_accounts"]
        if makes_accounts and not may_make_accounts(request.user, cohort):
            raise PermissionDenied
        file = asked.validated_data["workbook"]
        found = check_enrolments(
            cohort,
            file.name,
            file.read(),
            makes_accounts=makes_accounts,
            actor=signed_in(request),
            now=timezone.now(),
        )
        return Response(EnrolmentImportSerializer(found).data)


class EnrolmentApplyView(APIView):
    """Have a checked workbook applied by a worker."""

    @extend_schema(
        operation_id="teaching_imports_apply",
        request=None,
        responses=with_refusals({202: JobSerializer}, 401, 403, 404),
    )
    def post(self, request: Request, uuid: UUID, file: UUID) -> Response:
        cohort = taught_cohort(request, uuid)
        found = EnrolmentImport.objects.filter(cohort=cohort, uuid=file).defer("body").first()
        if found is None:
            raise NotVisible
        if found.makes_accounts and not may_make_accounts(request.user, cohort):
            raise PermissionDenied
        job = start_job(
            APPLY,
            f"cohort:{cohort.uuid}/{found.uuid}",
            now=timezone.now(),
            asked_by=signed_in(request),
            parameters={"import": found.pk},
        )
        return Response(JobSerializer(job).data, status=202)


def workbook_answer(body: bytes, name: str) -> HttpResponse:
    """A file with people in it: kept by nobody on the way."""
    answer = HttpResponse(body, content_type=WORKBOOK)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
