"""A cohort in numbers, its lessons, its Excel file; a course by organisation."""

from io import BytesIO
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.audit import record
from backend.common.errors import NotVisible
from backend.organisations.permissions import TeachersOnly
from courses.api.teaching.cohort import taught_cohort
from courses.api.teaching.people import WORKBOOK, workbook_answer
from courses.api.teaching.report_shapes import (
    CohortSummarySerializer,
    LessonReportSerializer,
    OrganisationFiguresSerializer,
    OrganisationQuestionSerializer,
)
from courses.formats.cohort_workbook import write_cohort_workbook
from courses.permissions import measured_organisations, seen_enrolments
from courses.queries.cohort import teachable_courses
from courses.queries.cohort_book import cohort_book
from courses.queries.cohort_report import Asked, summary
from courses.queries.lesson_report import lesson_report
from courses.queries.organisation_report import organisation_report
from quizzes.api.schema import with_refusals

FIGURES = OrganisationFiguresSerializer(many=True)


def asked_of(request: Request, uuid: UUID) -> Asked:
    """The cohort with the people that the asker may know."""
    cohort = taught_cohort(request, uuid)
    return Asked(cohort, seen_enrolments(request.user, cohort), timezone.now())


class CohortSummaryView(APIView):
    """The cohort in numbers, and where its people stopped."""

    @extend_schema(
        operation_id="teaching_summary",
        responses=with_refusals({200: CohortSummarySerializer}, 401, 404),
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(CohortSummarySerializer(summary(asked_of(request, uuid))).data)


class LessonReportView(APIView):
    """How hard each lesson is."""

    @extend_schema(
        operation_id="teaching_lessons",
        responses=with_refusals({200: LessonReportSerializer}, 401, 404),
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(LessonReportSerializer(lesson_report(asked_of(request, uuid))).data)


class CohortFileView(APIView):
    """The whole report as an Excel file; that it was taken is noted."""

    @extend_schema(
        operation_id="teaching_report_file",
        responses=with_refusals({(200, WORKBOOK): OpenApiTypes.BINARY}, 401, 404),  # type: ignore[dict-item] # a media type along
    )
    def get(self, request: Request, uuid: UUID) -> HttpResponse:
        asked = asked_of(request, uuid)
        file = BytesIO()
        write_cohort_workbook(file, cohort_book(asked))
        subject = f"cohort:{asked.cohort.uuid}"
        record("cohort.report_taken", subject, actor=signed_in(request).uuid, now=asked.now)
        return workbook_answer(file.getvalue(), "bao-cao-lop-hoc.xlsx")


class OrganisationReportView(APIView):
    """A course by organisation against headcounts: an own organisation and those right below."""

    permission_classes = [TeachersOnly]

    @extend_schema(
        operation_id="teaching_organisations",
        parameters=[OrganisationQuestionSerializer],
        responses=with_refusals({200: FIGURES}, 400, 401, 403, 404),
    )
    def get(self, request: Request) -> Response:
        question = OrganisationQuestionSerializer(data=request.query_params)
        question.is_valid(raise_exception=True)
        wish: dict[str, Any] = question.validated_data
        course = teachable_courses().filter(slug=wish["course"]).first()
        root = measured_organisations(request.user).filter(uuid=wish["organisation"]).first()
        if course is None or root is None:
            raise NotVisible
        shown = organisation_report(course, root)
        return Response(OrganisationFiguresSerializer(shown, many=True).data)
