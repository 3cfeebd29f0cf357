"""Boards and published rankings, open to every visitor; one's own place for oneself."""

from math import ceil
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.utils import timezone
from django.utils.http import parse_etags
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.errors import NotVisible
from backend.common.serializers import ProblemSerializer
from backend.common.text import masked_name
from quizzes.api.schema import with_refusals
from quizzes.api.serializers import BoardSerializer, PlaceSerializer, RankingSerializer
from quizzes.models import Ranking, RankingRow, Round
from quizzes.queries.board import board_payload, empty_board
from quizzes.queries.contest import find_visible_round
from quizzes.queries.standing import own_standing, published_ranking, ranking_rows

ROWS_PER_PAGE = 50
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_PAGE = 1_000_000


def _round(request: Request, uuid: UUID) -> Round:
    round_ = find_visible_round(uuid, request.user)
    if round_ is None:
        raise NotVisible
    return round_


def _published(request: Request, uuid: UUID) -> Ranking:
    ranking = published_ranking(_round(request, uuid))
    if ranking is None:
        raise NotVisible
    return ranking


class BoardView(APIView):
    """The live board, the same for everybody. Send the ETag back: unchanged, it answers 304."""

    authentication_classes = []
    permission_classes = [AllowAny]

    @extend_schema(responses=with_refusals({200: BoardSerializer, 304: None}, 404))
    def get(self, request: Request, uuid: UUID) -> HttpResponse:
        payload = board_payload(uuid)
        if payload is None:
            return Response(empty_board(_round(request, uuid), timezone.now()))
        version, body = payload
        etag = f'"{version}"'
        is_known = _names(request.META.get("HTTP_IF_NONE_MATCH", ""), etag)
        answer = HttpResponse(
            b"" if is_known else body,
            status=304 if is_known else 200,
            content_type="application/json",
        )
        answer["ETag"] = etag
        answer["Cache-Control"] = "public, max-age=1"
        return answer


class OwnStandingView(APIView):
    """One's own place in a round."""

    @extend_schema(responses=with_refusals({200: PlaceSerializer}, 401, 404))
    def get(self, request: Request, uuid: UUID) -> Response:
        user, round_ = signed_in(request), _round(request, uuid)
        place = own_standing(user, round_, timezone.now())
        if place is None:
            raise NotVisible
        return Response(PlaceSerializer(place).data)


class RankingView(APIView):
    """The published ranking of a round, page by page, names masked."""

    permission_classes = [AllowAny]

    @extend_schema(
        parameters=[OpenApiParameter("page", OpenApiTypes.INT)],
        responses=with_refusals({200: RankingSerializer}, 404),
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        ranking = _published(request, uuid)
        page = _page(request.query_params.get("page", "1"))
        rows = ranking_rows(ranking)[(page - 1) * ROWS_PER_PAGE : page * ROWS_PER_PAGE]
        return Response(
            RankingSerializer(
                {
                    "number": ranking.number,
                    "target": ranking.target,
                    "people": ranking.people,
                    "attempts": ranking.attempts,
                    "all_correct_people": ranking.all_correct_people,
                    "published_at": ranking.published_at,
                    "has_file": bool(ranking.file),
                    "page": page,
                    "pages": max(1, ceil(ranking.people / ROWS_PER_PAGE)),
                    "rows": [_shown_row(row) for row in rows],
                }
            ).data
        )


class RankingFileView(APIView):
    """The published ranking as an Excel file."""

    permission_classes = [AllowAny]

    @extend_schema(responses={(200, WORKBOOK): OpenApiTypes.BINARY, 404: ProblemSerializer})
    def get(self, request: Request, uuid: UUID) -> FileResponse:
        ranking = _published(request, uuid)
        path = Path(settings.MEDIA_ROOT) / ranking.file
        if not ranking.file or not path.is_file():
            raise NotVisible("Tệp kết quả đang được tạo.")
        assert ranking.round is not None
        name = f"ket-qua-{ranking.contest.slug}-{ranking.round.number}.xlsx"
        return FileResponse(
            path.open("rb"), as_attachment=True, filename=name, content_type=WORKBOOK
        )


def _names(if_none_match: str, etag: str) -> bool:
    """Whether the header names the ETag; compression marks it as weak on its way out."""
    known = {each.removeprefix("W/") for each in parse_etags(if_none_match)}
    return etag in known or "*" in known


def _page(text: str) -> int:
    return min(MAX_PAGE, max(1, int(text))) if text.isascii() and text.isdigit() else 1


def _shown_row(row: RankingRow) -> dict[str, object]:
    unit = row.participant.unit
    return {
        "rank": row.rank,
        "name": masked_name(row.participant.user.full_name),
        "organisation": unit.name if unit else "",
        "points": row.points,
        "prediction": row.prediction,
        "distance": row.distance,
        "time_used_ms": row.time_used_ms,
        "handed_in_at": row.handed_in_at.replace(second=0, microsecond=0),
    }
