"""Boards of organisations for everybody; a subtree's own numbers and names for its admin."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.errors import NotVisible
from backend.organisations.models import Organisation
from backend.organisations.permissions import is_own_admin
from backend.organisations.queries.organisation import administered_roots, written_paths
from quizzes.api.organisation_shapes import (
    AbsenceSerializer,
    AdministeredSerializer,
    BoardQuestionSerializer,
    OrganisationBoardSerializer,
    ParticipationQuestionSerializer,
    ParticipationSerializer,
)
from quizzes.api.schema import with_refusals
from quizzes.formats.organisation_workbook import write_table
from quizzes.models import Round
from quizzes.queries.absence import absent_members, participation
from quizzes.queries.contest import find_visible_round, visible_contests
from quizzes.queries.organisation_board import (
    Asked,
    Scope,
    find_board_organisation,
    organisation_board,
)
from quizzes.queries.visibility import BoardView, Viewer, board_view

NAMES_PER_PAGE = 100
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOARD_HEADINGS = ("Hạng", "Đơn vị", "Người dự thi", "Lượt thi", "Điểm TB", "Quân số", "Tỉ lệ")
BOARD_WIDTHS = (8, 44, 14, 12, 12, 12, 10)


def asked_board(request: Request, round_: Round, viewer: Viewer, now: datetime) -> Asked:
    """What the address asks for; an unknown organisation is NotVisible."""
    asked = BoardQuestionSerializer(data=request.query_params)
    asked.is_valid(raise_exception=True)
    uuid, within = asked.validated_data.get("within"), None
    if uuid is not None:
        within = find_board_organisation(uuid)
        if within is None:
            raise NotVisible
    return Asked(
        view=board_view(round_, viewer, now),
        viewer=viewer,
        scope=Scope(asked.validated_data["scope"]),
        today=timezone.localdate(now),
        within=within,
    )


def board_workbook(board: dict[str, Any], title: str) -> HttpResponse:
    """The board as an Excel file."""
    rows = [
        (
            row["rank"],
            row["name"],
            row["people"],
            row["attempts"],
            row["average_points"],
            row["headcount"],
            row["rate"],
        )
        for row in board["rows"]
    ]
    body = write_table("Đơn vị", title, BOARD_HEADINGS, BOARD_WIDTHS, rows, shares=frozenset({6}))
    return workbook_answer(body, "don-vi.xlsx")


def workbook_answer(body: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(body, content_type=WORKBOOK)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


class OrganisationBoardView(APIView):
    """How organisations take part in a round, from the province down to the hamlet."""

    authentication_classes = []
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="round_organisations_retrieve",
        parameters=[BoardQuestionSerializer],
        responses=with_refusals({200: OrganisationBoardSerializer}, 400, 404),
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        round_ = find_visible_round(uuid, request.user)
        if round_ is None:
            raise NotVisible
        asked = asked_board(request, round_, Viewer.PUBLIC, timezone.now())
        answer = Response(OrganisationBoardSerializer(organisation_board(asked)).data)
        answer["Cache-Control"] = "public, max-age=5"
        return answer


class AdministeredView(APIView):
    """The organisations that the person was named admin of, and the rounds they may look at."""

    @extend_schema(
        operation_id="organisations_administered_retrieve",
        responses=with_refusals({200: AdministeredSerializer}, 401),
    )
    def get(self, request: Request) -> Response:
        roots = list(administered_roots(signed_in(request)))
        paths = written_paths(roots)
        now = timezone.now()
        return Response(
            AdministeredSerializer(
                {
                    "organisations": [
                        {"uuid": one.uuid, "name": one.name, "path": paths[one.pk]} for one in roots
                    ],
                    "rounds": [
                        {
                            "uuid": one.uuid,
                            "title": one.title,
                            "contest_title": contest.title,
                            "opens_at": one.opens_at,
                            "closes_at": one.closes_at,
                        }
                        for contest in (visible_contests() if roots else ())
                        for one in contest.rounds.all()
                        if one.opens_at <= now
                    ],
                }
            ).data
        )


class ParticipationView(APIView):
    """How many of the organisation's own members took part, by what lies right below it."""

    @extend_schema(
        operation_id="organisations_participation_retrieve",
        parameters=[ParticipationQuestionSerializer],
        responses=with_refusals({200: ParticipationSerializer}, 400, 401, 404),
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        organisation, view = _own(request, uuid)
        return Response(ParticipationSerializer(participation(organisation, view)).data)


class AbsenceView(APIView):
    """The names of own members who have not taken part yet, a page at a time."""

    @extend_schema(
        operation_id="organisations_absence_retrieve",
        parameters=[ParticipationQuestionSerializer],
        responses=with_refusals({200: AbsenceSerializer}, 400, 401, 404),
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        organisation, view = _own(request, uuid)
        page = _page(request)
        absent = absent_members(organisation, view)
        rows = absent[(page - 1) * NAMES_PER_PAGE : page * NAMES_PER_PAGE]
        total = absent.count()
        return Response(
            AbsenceSerializer(
                {
                    "count": total,
                    "page": page,
                    "pages": max(1, -(-total // NAMES_PER_PAGE)),
                    "people": [
                        {"name": one.user.full_name, "organisation": one.organisation.name}
                        for one in rows
                    ],
                }
            ).data
        )


class AbsenceFileView(APIView):
    """The same names as an Excel file."""

    @extend_schema(
        operation_id="organisations_absence_file_retrieve",
        parameters=[ParticipationQuestionSerializer],
        responses=with_refusals({(200, WORKBOOK): OpenApiTypes.BINARY}, 400, 401, 404),  # type: ignore[dict-item] # a media type along
    )
    def get(self, request: Request, uuid: UUID) -> HttpResponse:
        organisation, view = _own(request, uuid)
        rows = [
            (one.user.full_name, one.organisation.name)
            for one in absent_members(organisation, view)
        ]
        title = f"Chưa dự thi – {organisation.name} – {view.round.title}"
        body = write_table("Chưa dự thi", title, ("Họ và tên", "Đơn vị"), (36, 44), rows)
        return workbook_answer(body, "chua-du-thi.xlsx")


def _own(request: Request, uuid: UUID) -> tuple[Organisation, BoardView]:
    """The organisation, for its own admin; to anyone else it does not exist."""
    user = signed_in(request)
    organisation = find_board_organisation(uuid)
    if organisation is None or not is_own_admin(user, organisation):
        raise NotVisible
    asked = ParticipationQuestionSerializer(data=request.query_params)
    asked.is_valid(raise_exception=True)
    round_ = find_visible_round(asked.validated_data["round"], user)
    if round_ is None:
        raise NotVisible
    return organisation, board_view(round_, Viewer.PUBLIC, timezone.now())


def _page(request: Request) -> int:
    asked = ParticipationQuestionSerializer(data=request.query_params)
    asked.is_valid(raise_exception=True)
    return int(asked.validated_data["page"])
