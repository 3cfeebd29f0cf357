"""What is published with a ranking: the recount bundle for all, one's own receipt for oneself."""

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
from quizzes.queries.publication import find_published_ranking, own_participant

ZIP = "application/zip"


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


def published_file(written: str, name: str, kind: str) -> FileResponse:
    """A file of a publication; NotVisible while it is not written yet."""
    path = Path(settings.MEDIA_ROOT) / written
    if not written or not path.is_file():
        raise NotVisible("Tệp đang được chuẩn bị.")
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=kind)


def file_name(what: str, ranking: Ranking, ending: str) -> str:
    part = str(ranking.round.number) if ranking.round else "chung-cuoc"
    edition = f"-ban-{ranking.number}" if ranking.number > 1 else ""
    return f"{what}-{ranking.contest.slug}-{part}{edition}.{ending}"


class BundleView(APIView):
    """The recount bundle of a published ranking."""

    permission_classes = [AllowAny]

    @extend_schema(responses={(200, ZIP): OpenApiTypes.BINARY, 404: ProblemSerializer})
    def get(self, request: Request, uuid: UUID) -> FileResponse:
        ranking = published_ranking(request, uuid)
        return published_file(ranking.bundle, file_name("goi-kiem-phieu", ranking, "zip"), ZIP)


class OwnReceiptView(APIView):
    """One's own row of the bundle, with the proof that it is in it."""

    @extend_schema(responses=with_refusals({200: ReceiptProofSerializer}, 401, 404))
    def get(self, request: Request, uuid: UUID) -> Response:
        user, ranking = signed_in(request), published_ranking(request, uuid)
        participant = own_participant(ranking, user)
        path = receipts_path(ranking)
        if participant is None or not ranking.bundle or not path.is_file():
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
