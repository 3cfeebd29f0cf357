"""The five reported indicators of an own organisation and those right below."""

from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.audit import record
from backend.common.errors import NotVisible
from backend.organisations.models import Organisation
from backend.organisations.permissions import TeachersOnly
from courses.api.teaching.people import WORKBOOK, workbook_answer
from courses.formats.indicator_workbook import write_indicator_workbook
from courses.permissions import measured_organisations
from courses.queries.indicators import indicator_rows, indicators
from quizzes.api.schema import with_refusals


class IndicatorQuestionSerializer(s.Serializer[Any]):
    organisation = s.UUIDField()


class IndicatorSerializer(s.Serializer[Any]):
    key = s.CharField()
    title = s.CharField()
    target = s.IntegerField(allow_null=True, help_text="In percent.")
    formula = s.CharField()
    unknown = s.CharField()


class FigureSerializer(s.Serializer[Any]):
    """Both null where it is not known here, or would tell of too few people."""

    key = s.CharField()
    reached = s.IntegerField(allow_null=True)
    people = s.IntegerField(allow_null=True)


class IndicatorRowSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    name = s.CharField()
    headcount = s.IntegerField(allow_null=True)
    figures = FigureSerializer(many=True)


class IndicatorReportSerializer(s.Serializer[Any]):
    indicators = IndicatorSerializer(many=True)
    rows = IndicatorRowSerializer(many=True)
    left_out = s.IntegerField(help_text="Organisations in which nobody has an account.")


class IndicatorReportView(APIView):
    """Numbers alone: of people with an account, who has completed a course."""

    permission_classes = [TeachersOnly]

    @extend_schema(
        operation_id="teaching_indicators",
        parameters=[IndicatorQuestionSerializer],
        responses=with_refusals({200: IndicatorReportSerializer}, 400, 401, 403, 404),
    )
    def get(self, request: Request) -> Response:
        rows, left_out = indicator_rows(_root(request), timezone.localdate())
        told = [one.model_dump() for one in indicators()]
        shown = {"indicators": told, "rows": rows, "left_out": left_out}
        return Response(IndicatorReportSerializer(shown).data)


class IndicatorFileView(APIView):
    """The same as an Excel file; that it was taken is noted."""

    permission_classes = [TeachersOnly]

    @extend_schema(
        operation_id="teaching_indicators_file",
        parameters=[IndicatorQuestionSerializer],
        responses=with_refusals({(200, WORKBOOK): OpenApiTypes.BINARY}, 400, 401, 403, 404),  # type: ignore[dict-item] # a media type along
    )
    def get(self, request: Request) -> HttpResponse:
        root, now = _root(request), timezone.now()
        rows, left_out = indicator_rows(root, timezone.localdate(now))
        title = f"{root.name} (không kể {left_out} đơn vị chưa có ai)" if left_out else root.name
        file = BytesIO()
        write_indicator_workbook(file, title, indicators(), rows)
        subject = f"organisation:{root.uuid}"
        record("indicators.report_taken", subject, actor=signed_in(request).uuid, now=now)
        return workbook_answer(file.getvalue(), "chi-so-ky-nang-so.xlsx")


def _root(request: Request) -> Organisation:
    question = IndicatorQuestionSerializer(data=request.query_params)
    question.is_valid(raise_exception=True)
    uuid = question.validated_data["organisation"]
    found = measured_organisations(request.user).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found
