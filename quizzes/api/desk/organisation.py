"""Organisations on the desk: the jury's board of every subtree, and its Excel file."""

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from quizzes.api.desk.contest import organised_round
from quizzes.api.organisation_board import WORKBOOK, asked_board, board_workbook
from quizzes.api.organisation_shapes import BoardQuestionSerializer, OrganisationBoardSerializer
from quizzes.api.schema import with_refusals
from quizzes.queries.organisation_board import organisation_board
from quizzes.queries.visibility import Viewer


class DeskOrganisationBoardView(APIView):
    """The organisations of a round as they stand now, whatever the public sees."""

    @extend_schema(
        operation_id="desk_organisations_retrieve",
        parameters=[BoardQuestionSerializer],
        responses=with_refusals({200: OrganisationBoardSerializer}, 400, 401, 404),
    )
    def get(self, request: Request, slug: str, number: int) -> Response:
        round_ = organised_round(request, slug, number)
        asked = asked_board(request, round_, Viewer.JURY, timezone.now())
        return Response(OrganisationBoardSerializer(organisation_board(asked)).data)


class DeskOrganisationFileView(APIView):
    """The same board as an Excel file."""

    @extend_schema(
        operation_id="desk_organisations_file_retrieve",
        parameters=[BoardQuestionSerializer],
        responses=with_refusals({(200, WORKBOOK): OpenApiTypes.BINARY}, 400, 401, 404),  # type: ignore[dict-item] # a media type along
    )
    def get(self, request: Request, slug: str, number: int) -> HttpResponse:
        round_ = organised_round(request, slug, number)
        asked = asked_board(request, round_, Viewer.JURY, timezone.now())
        board = organisation_board(asked)
        where = board["within"]["name"] if board["within"] else round_.contest.title
        return board_workbook(board, f"{where} – {round_.title}")
