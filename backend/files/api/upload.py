"""Resumable uploads: tus 1.0 with creation, termination, checksum and expiration."""

from typing import Any, Final, NoReturn
from uuid import UUID

from django.utils import timezone
from django.utils.http import http_date
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.parsers import BaseParser
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.errors import NotVisible
from backend.common.serializers import ProblemSerializer
from backend.files.actions.upload import Wish, begin_upload, drop_upload, receive_piece
from backend.files.errors import MalformedUpload, OtherProtocol
from backend.files.models import StoredFile
from backend.files.queries.stored_file import find_own_file
from backend.files.rules import tus

REFUSALS: Final = dict.fromkeys([400, 401, 404, 409, 412, 413], ProblemSerializer)
RESUMABLE: Final = OpenApiParameter(
    "Tus-Resumable", str, OpenApiParameter.HEADER, required=True, description="1.0.0"
)
LENGTH: Final = OpenApiParameter("Upload-Length", int, OpenApiParameter.HEADER, required=True)
METADATA: Final = OpenApiParameter(
    "Upload-Metadata",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description="`purpose` and `filename`, perhaps `sha256` in hexadecimal; each in base64.",
)
OFFSET: Final = OpenApiParameter("Upload-Offset", int, OpenApiParameter.HEADER, required=True)
CHECKSUM: Final = OpenApiParameter("Upload-Checksum", str, OpenApiParameter.HEADER)


class PieceParser(BaseParser):
    """Leaves the body where it is: the action reads it piece by piece."""

    media_type = tus.PIECE_TYPE

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        return stream


class TusView(APIView):
    """What every answer of the protocol has in common."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        is_spoken = request.method != "OPTIONS" and request.method in self.allowed_methods
        if is_spoken and request.headers.get("Tus-Resumable") != tus.VERSION:
            raise OtherProtocol

    def get_permissions(self) -> list[BasePermission]:
        is_asked_for = self.request.method == "OPTIONS"
        return [AllowAny()] if is_asked_for else [IsAuthenticated()]

    def finalize_response(self, *args: Any, **kwargs: Any) -> Any:
        answer = super().finalize_response(*args, **kwargs)
        answer["Tus-Resumable"] = tus.VERSION
        answer["Tus-Version"] = tus.VERSION
        answer["Cache-Control"] = "no-store"
        return answer

    @extend_schema(exclude=True)
    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        return Response(
            status=204,
            headers={
                "Tus-Extension": tus.EXTENSIONS,
                "Tus-Checksum-Algorithm": ",".join(tus.CHECKSUMS),
            },
        )


class UploadsView(TusView):
    """Begin an upload; its address comes as `Location`."""

    @extend_schema(
        operation_id="upload_begin",
        parameters=[RESUMABLE, LENGTH, METADATA],
        request=None,
        responses={
            201: OpenApiResponse(description="`Location` is the upload."),
            **REFUSALS,
            507: ProblemSerializer,
        },
    )
    def post(self, request: Request) -> Response:
        try:
            length = tus.read_whole("Upload-Length", request.headers.get("Upload-Length"))
            told = tus.read_metadata(request.headers.get("Upload-Metadata", ""))
        except tus.HeaderRefused as refused:
            _malformed(refused)
        wish = Wish(
            purpose=told.get("purpose", ""),
            name=told.get("filename", ""),
            bytes=length,
            promised=told.get("sha256", "").lower()[:64],
        )
        file = begin_upload(signed_in(request), wish, now=timezone.now())
        place = f"{request.path}{file.uuid}/"
        return Response(status=201, headers={"Location": place, **_state(file)})


class UploadView(TusView):
    """One upload: where it stands, its next piece, giving it up."""

    parser_classes = [PieceParser]

    @extend_schema(exclude=True)
    def head(self, request: Request, uuid: UUID) -> Response:
        return Response(headers=_state(_own(request, uuid)))

    @extend_schema(
        operation_id="upload_piece",
        parameters=[RESUMABLE, OFFSET, CHECKSUM],
        request={tus.PIECE_TYPE: OpenApiTypes.BINARY},
        responses={
            204: OpenApiResponse(description="`Upload-Offset` bytes are safe."),
            **REFUSALS,
            **dict.fromkeys([410, 415, 423, 460, 507], ProblemSerializer),
        },
    )
    def patch(self, request: Request, uuid: UUID) -> Response:
        file = _own(request, uuid)
        try:
            offset = tus.read_whole("Upload-Offset", request.headers.get("Upload-Offset"))
            checksum = tus.read_checksum(request.headers.get("Upload-Checksum"))
        except tus.HeaderRefused as refused:
            _malformed(refused)
        body = request.data
        if not hasattr(body, "read"):
            return Response(status=204, headers=_state(file))
        file = receive_piece(file, offset, body, checksum, now=timezone.now())
        return Response(status=204, headers=_state(file))

    @extend_schema(
        operation_id="upload_drop",
        parameters=[RESUMABLE],
        responses={204: None, 401: ProblemSerializer, 404: ProblemSerializer},
    )
    def delete(self, request: Request, uuid: UUID) -> Response:
        drop_upload(_own(request, uuid))
        return Response(status=204)


def _own(request: Request, uuid: UUID) -> StoredFile:
    file = find_own_file(signed_in(request), uuid)
    if file is None:
        raise NotVisible
    return file


def _state(file: StoredFile) -> dict[str, str]:
    return {
        "Upload-Offset": str(file.received),
        "Upload-Length": str(file.bytes),
        "Upload-Expires": http_date(file.expires_at.timestamp()),
    }


def _malformed(refused: tus.HeaderRefused) -> NoReturn:
    raise MalformedUpload(header=str(refused)) from refused
