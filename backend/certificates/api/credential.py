"""Certificates as Open Badges, our keys as a did:web, and the lists of what was revoked."""

import json
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from backend.certificates.api.certificate import VERIFICATIONS, signed_in
from backend.certificates.credentials import did_document
from backend.certificates.errors import CertificateRevoked
from backend.certificates.models import Certificate
from backend.certificates.printing.share_picture import share_picture
from backend.certificates.printing.wording import told
from backend.certificates.queries.certificate import certificates_of
from backend.certificates.queries.credential import Form, credential, revocations
from backend.certificates.rules.code import canonical
from backend.common.origin import client_address
from backend.common.serializers import ProblemSerializer

TYPES: Final = {Form.JSON: "application/vc", Form.JWT: "application/vc+jwt"}
ANSWERS: Final = {
    (200, TYPES[Form.JSON]): OpenApiTypes.OBJECT,
    (200, TYPES[Form.JWT]): OpenApiTypes.STR,
    404: ProblemSerializer,
    503: ProblemSerializer,
}


class CredentialView(APIView):
    """My certificate as an Open Badge 3.0, with a hash of my name to compare with."""

    @extend_schema(
        operation_id="certificates_credential",
        responses={**ANSWERS, 401: ProblemSerializer, 409: ProblemSerializer},
    )
    def get(self, request: Request, uuid: UUID, form: Form) -> HttpResponse:
        certificate = get_object_or_404(certificates_of(signed_in(request)), uuid=uuid)
        return _download(certificate, form, is_own=True)


class PublicCredentialView(CredentialView):
    """Public. The same by its code, and without anything that leads to the person."""

    authentication_classes = []
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="certificates_public_credential",
        responses={**ANSWERS, 409: ProblemSerializer, 429: ProblemSerializer},
    )
    def get(self, request: Request, code: str, form: Form) -> HttpResponse:  # type: ignore[override]
        VERIFICATIONS.spend(client_address(request))
        certificate = get_object_or_404(Certificate, code=canonical(code) or "")
        return _download(certificate, form, is_own=False)


class PictureView(APIView):
    """A picture of my certificate with my whole name, to share if I want to."""

    @extend_schema(
        operation_id="certificates_picture",
        responses={
            (200, "image/png"): OpenApiTypes.BINARY,
            401: ProblemSerializer,
            404: ProblemSerializer,
            409: ProblemSerializer,
        },
    )
    def get(self, request: Request, uuid: UUID) -> HttpResponse:
        certificate = get_object_or_404(certificates_of(signed_in(request)), uuid=uuid)
        if certificate.revoked_at is not None:
            raise CertificateRevoked
        facts = certificate.facts
        picture = share_picture(facts, name=facts["name"], told=told(facts, certificate.kind))
        answer = HttpResponse(picture, content_type="image/png")
        answer["Content-Disposition"] = f'attachment; filename="{certificate.code}.png"'
        answer["Cache-Control"] = "private, no-cache"
        return answer


class StatusListView(APIView):
    """Public. Which certificates were taken back: a Bitstring Status List 1.0, signed."""

    authentication_classes = []
    permission_classes = [AllowAny]

    @extend_schema(operation_id="certificates_status_list", responses=ANSWERS)
    def get(self, request: Request, number: int, form: Form) -> HttpResponse:
        found = revocations(number, form, now=timezone.now())
        if found is None:
            raise Http404
        return _for_all(found, TYPES[form])


class DidDocumentView(APIView):
    """Public. Who we are to programs that verify credentials: our did:web and its keys."""

    authentication_classes = []
    permission_classes = [AllowAny]

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        return _for_all(did_document(), "application/did+json")


def _download(certificate: Certificate, form: Form, *, is_own: bool) -> HttpResponse:
    answer = HttpResponse(
        _written(credential(certificate, form, is_own=is_own)), content_type=TYPES[form]
    )
    answer["Content-Disposition"] = f'attachment; filename="open-badge-{certificate.code}.{form}"'
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _for_all(content: dict[str, Any] | str, kind: str) -> HttpResponse:
    """Programs in browsers of other sites may read it too."""
    answer = HttpResponse(_written(content), content_type=kind)
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cache-Control"] = "public, max-age=300"
    return answer


def _written(content: dict[str, Any] | str) -> str:
    return content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
