"""My certificates and their files; the verdict on anybody's code."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.models import User
from backend.certificates.actions.print import is_on_disk, print_again
from backend.certificates.api.serializers import (
    CertificateSerializer,
    SigningKeysSerializer,
    VerificationSerializer,
)
from backend.certificates.enums import PrintState
from backend.certificates.errors import CertificateNotReady, CertificateRevoked
from backend.certificates.models import Certificate
from backend.certificates.queries.certificate import certificates_of, print_state
from backend.certificates.queries.verification import verification
from backend.certificates.signing import public_keys
from backend.certificates.storage import path_of
from backend.common.limiter import Limit
from backend.common.origin import client_address
from backend.common.serializers import ProblemSerializer
from backend.common.text import search_key

VERIFICATIONS = Limit("certificate-verification", count=300, seconds=60)


def signed_in(request: Request) -> User:
    user: Any = request.user
    assert isinstance(user, User)
    return user


class CertificatesView(APIView):
    """The signed-in person's certificates, the newest first."""

    @extend_schema(
        operation_id="certificates_list",
        responses={200: CertificateSerializer(many=True), 401: ProblemSerializer},
    )
    def get(self, request: Request) -> Response:
        found: Any = certificates_of(signed_in(request))
        return Response(CertificateSerializer(found, many=True).data)


class CertificateFileView(APIView):
    """The PDF, for its owner; to anyone else it does not exist."""

    @extend_schema(
        operation_id="certificates_file",
        responses={
            (200, "application/pdf"): OpenApiTypes.BINARY,
            401: ProblemSerializer,
            404: ProblemSerializer,
            409: ProblemSerializer,
        },
    )
    def get(self, request: Request, uuid: UUID) -> FileResponse:
        certificate = get_object_or_404(certificates_of(signed_in(request)), uuid=uuid)
        state = print_state(certificate)
        if state == PrintState.REVOKED:
            raise CertificateRevoked
        if state == PrintState.READY and not is_on_disk(certificate):
            print_again(certificate.pk, now=timezone.now())
            raise CertificateNotReady
        if state != PrintState.READY or certificate.file is None:
            raise CertificateNotReady
        return pdf_response(certificate, certificate.file)


def pdf_response(certificate: Certificate, name: str) -> FileResponse:
    response = FileResponse(path_of(name).open("rb"), content_type="application/pdf")
    response["Content-Disposition"] = attachment(f"Chứng nhận {certificate.facts['name']}.pdf")
    response["Cache-Control"] = "private, no-cache"
    return response


def attachment(name: str) -> str:
    """Both spellings of RFC 6266: plain letters for old programs, the real name for the rest."""
    plain = "".join(
        letter if letter.isascii() and letter.isalnum() else "-"
        for letter in search_key(name.removesuffix(".pdf"))
    )
    plain = "-".join(filter(None, plain.split("-"))) or "chung-nhan"
    full = quote(name.replace("/", "-"), safe="")
    return f"attachment; filename=\"{plain}.pdf\"; filename*=UTF-8''{full}"


class SigningKeysView(APIView):
    """Public. With these anybody checks the statement in a certificate's file without us."""

    authentication_classes = []
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="certificates_keys",
        responses={200: SigningKeysSerializer, 503: ProblemSerializer},
    )
    def get(self, request: Request) -> Response:
        answer = Response(SigningKeysSerializer({"keys": public_keys()}).data)
        answer["Cache-Control"] = "public, max-age=300"
        return answer


class VerificationView(APIView):
    """Public. An unknown code is answered like any other, only with another verdict."""

    authentication_classes = []
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="certificates_verify",
        responses={200: VerificationSerializer, 429: ProblemSerializer},
    )
    def get(self, request: Request, code: str) -> Response:
        VERIFICATIONS.spend(client_address(request))
        found = verification(code)
        answer = Response(VerificationSerializer({**found, "facts": found["facts"] or None}).data)
        answer["Cache-Control"] = "no-store"
        return answer
