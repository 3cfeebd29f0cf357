"""The audit log of a contest, for its organisers: read, narrow, take away, check."""

import tempfile
from math import ceil
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.common.acts import words_of
from backend.common.audit import verify
from backend.common.models import AuditEntry
from backend.common.serializers import ProblemSerializer
from quizzes.api.desk.contest import organised_contest
from quizzes.api.schema import with_refusals
from quizzes.formats.audit_workbook import write_audit_workbook
from quizzes.models import Contest
from quizzes.queries.audit import audit_of, narrowed, people_named, told

ROWS_PER_PAGE = 100
MOST_EXPORTED = 50_000
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILTER = [
    OpenApiParameter("action", OpenApiTypes.STR),
    OpenApiParameter("person", OpenApiTypes.UUID),
]


class AuditEntrySerializer(s.Serializer):
    number = s.IntegerField()
    at = s.DateTimeField()
    person = s.CharField(help_text="Empty when the account is gone.")
    action = s.CharField()
    words = s.CharField()
    subject = s.CharField(help_text="The round it is about, if one.")
    details = s.ListField(child=s.CharField())
    hash = s.CharField()


class AuditChoiceSerializer(s.Serializer):
    value = s.CharField()
    text = s.CharField()


class AuditLogSerializer(s.Serializer):
    total = s.IntegerField()
    page = s.IntegerField()
    pages = s.IntegerField()
    entries = AuditEntrySerializer(many=True)
    actions = AuditChoiceSerializer(many=True)
    people = AuditChoiceSerializer(many=True)


class AuditChainSerializer(s.Serializer):
    """`broken` is the first number that does not fit, of the whole installation's log."""

    entries = s.IntegerField()
    head = s.CharField()
    broken = s.IntegerField(allow_null=True)


class AuditView(APIView):
    """The log, the newest first, a hundred entries a page."""

    @extend_schema(
        operation_id="desk_audit",
        parameters=[*FILTER, OpenApiParameter("page", OpenApiTypes.INT)],
        responses=with_refusals({200: AuditLogSerializer}, 401, 404),
    )
    def get(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        every, entries = audit_of(contest), _asked(request, contest)
        total, page = entries.count(), _page(request)
        shown = list(entries[(page - 1) * ROWS_PER_PAGE : page * ROWS_PER_PAGE])
        actions = every.order_by("action").values_list("action", flat=True).distinct()
        actors = list(every.order_by("actor").distinct("actor"))
        answer = {
            "total": total,
            "page": page,
            "pages": max(1, ceil(total / ROWS_PER_PAGE)),
            "entries": told(shown, contest),
            "actions": [{"value": one, "text": words_of(one)} for one in actions],
            "people": [
                {"value": uuid, "text": name} for uuid, name in people_named(actors).items()
            ],
        }
        return Response(AuditLogSerializer(answer).data)


class AuditChainView(APIView):
    """Walk along the whole chain now."""

    @extend_schema(
        operation_id="desk_audit_chain",
        responses=with_refusals({200: AuditChainSerializer}, 401, 404),
    )
    def get(self, request: Request, slug: str) -> Response:
        organised_contest(request, slug)
        return Response(AuditChainSerializer(verify()).data)


class AuditFileView(APIView):
    """The log as an Excel file."""

    @extend_schema(
        operation_id="desk_audit_file",
        parameters=FILTER,
        responses={(200, WORKBOOK): OpenApiTypes.BINARY, 404: ProblemSerializer},
    )
    def get(self, request: Request, slug: str) -> HttpResponse:
        contest = organised_contest(request, slug)
        entries = list(_asked(request, contest)[:MOST_EXPORTED])
        zone = ZoneInfo(settings.TIME_ZONE)
        rows = (
            (
                one.number,
                timezone.make_naive(one.at, zone),
                one.person,
                one.words,
                one.subject,
                "; ".join(one.details),
                one.hash,
            )
            for one in told(entries, contest)
        )
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "log.xlsx"
            title = f"Nhật ký – {contest.title}"
            write_audit_workbook(path, title, [("Số mục", len(entries))], rows)
            answer = HttpResponse(path.read_bytes(), content_type=WORKBOOK)
        answer["Content-Disposition"] = f'attachment; filename="nhat-ky-{contest.slug}.xlsx"'
        return answer


def _asked(request: Request, contest: Contest) -> QuerySet[AuditEntry]:
    """The entries that the address asks for; a person that is no UUID did nothing."""
    person = request.query_params.get("person", "")
    try:
        person = str(UUID(person)) if person else ""
    except ValueError:
        return AuditEntry.objects.none()
    action = request.query_params.get("action", "")[:60].replace("\x00", "")
    return narrowed(audit_of(contest), action=action, person=person)


def _page(request: Request) -> int:
    text = request.query_params.get("page", "1")
    is_number = text.isascii() and text.isdigit() and len(text) < 7
    return max(1, int(text)) if is_number else 1
