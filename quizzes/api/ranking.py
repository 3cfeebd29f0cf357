"""What is published with a ranking: files for everybody, one's own receipt for oneself."""

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.errors import NotVisible
from backend.common.serializers import ProblemSerializer
from quizzes.actions.bundle import receipts_path
from quizzes.api.schema import with_refusals
from quizzes.formats.bundle import find_receipt
from quizzes.models import Ranking
from quizzes.queries.bundle import row_name
from quizzes.queries.publication import file_name, find_published_ranking, own_participant

ZIP, PDF, PNG = "application/zip", "application/pdf", "image/png"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ReceiptProofSerializer(serializers.Serializer):
    """A person's two lines of the bundle and their path to the published Merkle root."""

    contest = serializers.CharField()
    round = serializers.CharField(allow_null=True)
    number = serializers.IntegerField()
    digest = serializers.CharField(help_text="SHA-256 of the bundle.")
    merkle_root = serializers.CharField()
    place = serializers.IntegerField()
    size = serializers.IntegerField()
    path = serializers.ListField(child=serializers.CharField())
    attempts = serializers.CharField(help_text="The line of attempts.jsonl, word for word.")
    ranking = serializers.CharField(help_text="The line of ranking.jsonl, word for word.")


def published_ranking(request: Request, uuid: UUID) -> Ranking:
    """Raises NotVisible unless it is published and its contest public."""
    ranking = find_published_ranking(uuid, request.user)
    if ranking is None:
        raise NotVisible
    return ranking


def published_file(written: str, name: str, kind: str, *, is_shown: bool = False) -> FileResponse:
    """A file of a publication, to be kept or shown; NotVisible while it is not written yet."""
    path = Path(settings.MEDIA_ROOT) / written
    if not written or not path.is_file():
        raise NotVisible("Tệp đang được chuẩn bị.")
    answer = FileResponse(
        path.open("rb"), as_attachment=not is_shown, filename=name, content_type=kind
    )
    answer["Cache-Control"] = "public, max-age=300"
    return answer


class BundleView(APIView):
    """The recount bundle of a published ranking."""

    permission_classes = [AllowAny]

    @extend_schema(responses={(200, ZIP): OpenApiTypes.BINARY, 404: ProblemSerializer})
    def get(self, request: Request, uuid: UUID) -> FileResponse:
        ranking = published_ranking(request, uuid)
        return published_file(ranking.bundle, file_name("goi-kiem-phieu", ranking, "zip"), ZIP)


class BulletinView(APIView):
    """The result bulletin as PDF, as it is printed."""

    permission_classes = [AllowAny]

    @extend_schema(responses={(200, PDF): OpenApiTypes.BINARY, 404: ProblemSerializer})
    def get(self, request: Request, uuid: UUID) -> FileResponse:
        ranking = published_ranking(request, uuid)
        name = file_name("thong-bao-ket-qua", ranking, "pdf")
        return published_file(ranking.bulletin, name, PDF, is_shown=True)


class PictureView(APIView):
    """The picture that other sites show beside a link to the results."""

    permission_classes = [AllowAny]

    @extend_schema(responses={(200, PNG): OpenApiTypes.BINARY, 404: ProblemSerializer})
    def get(self, request: Request, uuid: UUID) -> FileResponse:
        ranking = published_ranking(request, uuid)
        name = file_name("ket-qua", ranking, "png")
        return published_file(ranking.picture, name, PNG, is_shown=True)


class WorkbookView(APIView):
    """The published ranking as an Excel file."""

    permission_classes = [AllowAny]

    @extend_schema(responses={(200, XLSX): OpenApiTypes.BINARY, 404: ProblemSerializer})
    def get(self, request: Request, uuid: UUID) -> FileResponse:
        ranking = published_ranking(request, uuid)
        return published_file(ranking.file, file_name("ket-qua", ranking, "xlsx"), XLSX)


class OwnReceiptView(APIView):
    """One's own row of the bundle, with the proof that it is in it."""

    @extend_schema(responses=with_refusals({200: ReceiptProofSerializer}, 401, 404))
    def get(self, request: Request, uuid: UUID) -> Response:
        user, ranking = signed_in(request), published_ranking(request, uuid)
        participant = own_participant(ranking, user)
        path = receipts_path(ranking)
        if not (participant and ranking.bundle and ranking.bundle_secret and path.is_file()):
            raise NotVisible
        found = find_receipt(path, row_name(ranking, participant))
        if found is None:
            raise NotVisible
        return Response(
            ReceiptProofSerializer(
                {
                    "contest": ranking.contest.title,
                    "round": ranking.round.title if ranking.round else None,
                    "number": ranking.number,
                    "digest": ranking.bundle_digest,
                    "merkle_root": ranking.bundle_root,
                    "place": found.place,
                    "size": found.size,
                    "path": found.path,
                    "attempts": found.attempts,
                    "ranking": found.ranking,
                }
            ).data
        )
