"""Certificates on the desk: issue in bulk, steer the printing, look one up, revoke, reissue."""

from typing import Any
from uuid import UUID

from django.http import FileResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.certificates.enums import CertificateKind
from quizzes.actions.certificate_correction import reissue_on_desk, revoke_on_desk
from quizzes.actions.certificate_list import ask_for_certificates, steer_printing
from quizzes.actions.taken_file import take_list
from quizzes.api.desk.anomaly_shapes import ReasonSerializer
from quizzes.api.desk.certificate_shapes import (
    CertificateDeskSerializer,
    CertificateHistorySerializer,
    CertificateQuestionSerializer,
    FoundCertificatesSerializer,
    IssueWishSerializer,
    PrintingStepSerializer,
    ReissueSerializer,
)
from quizzes.api.desk.contest import organised_contest, organised_round
from quizzes.api.schema import with_refusals
from quizzes.models import Contest
from quizzes.queries.certificate_desk import (
    MOST_SHOWN,
    certificate_desk,
    find_certificate,
    found_certificates,
    history_of,
    told_certificate,
)
from quizzes.queries.certificate_list import Scope


class CertificateDeskView(APIView):
    """What may be issued, and how far issuing and printing are."""

    @extend_schema(
        operation_id="desk_certificates",
        responses=with_refusals({200: CertificateDeskSerializer}, 401, 404),
    )
    def get(self, request: Request, slug: str) -> Response:
        return _desk(organised_contest(request, slug))


class IssueView(APIView):
    """Issue all of one kind by a published result, as a job; the same wish twice is one."""

    @extend_schema(
        operation_id="desk_certificates_issue",
        request=IssueWishSerializer,
        responses=with_refusals({202: CertificateDeskSerializer}, 400, 401, 404, 409),
    )
    def post(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        wish = _wish(IssueWishSerializer, request.data)
        scope = _scope(request, contest, wish["round"])
        kind = CertificateKind(wish["kind"])
        ask_for_certificates(scope, kind, actor=signed_in(request), now=timezone.now())
        return _desk(contest, status=202)


class PrintingView(APIView):
    """Pause, resume, or retry what could not be printed."""

    @extend_schema(
        operation_id="desk_certificates_printing",
        request=PrintingStepSerializer,
        responses=with_refusals({200: CertificateDeskSerializer}, 400, 401, 404),
    )
    def post(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        wish = _wish(PrintingStepSerializer, request.data)
        scope = _scope(request, contest, wish["round"])
        steer_printing(scope, wish["step"], actor=signed_in(request), now=timezone.now())
        return _desk(contest)


class FoundCertificatesView(APIView):
    """Certificates by name, code or state; how many there are, and the newest of them."""

    @extend_schema(
        operation_id="desk_certificates_found",
        parameters=[CertificateQuestionSerializer],
        responses=with_refusals({200: FoundCertificatesSerializer}, 400, 401, 404),
    )
    def get(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        asked = _wish(CertificateQuestionSerializer, request.query_params)
        found = found_certificates(contest, asked["q"], asked["state"])
        results = [told_certificate(one) for one in found[:MOST_SHOWN]]
        told = {"count": found.count(), "results": results}
        return Response(FoundCertificatesSerializer(told).data)


class DeskCertificateView(APIView):
    """One certificate with its facts, and what was issued for the same thing before and after."""

    @extend_schema(
        operation_id="desk_certificate",
        responses=with_refusals({200: CertificateHistorySerializer}, 401, 404),
    )
    def get(self, request: Request, slug: str, certificate: UUID) -> Response:
        return _shown(organised_contest(request, slug), certificate)


class RevokeView(APIView):
    """Take it back: its code says so from now on. There is no way back."""

    @extend_schema(
        operation_id="desk_certificate_revoke",
        request=ReasonSerializer,
        responses=with_refusals({200: CertificateHistorySerializer}, 400, 401, 404, 409),
    )
    def post(self, request: Request, slug: str, certificate: UUID) -> Response:
        contest = organised_contest(request, slug)
        wish = _wish(ReasonSerializer, request.data)
        found, person = find_certificate(contest, certificate), signed_in(request)
        revoke_on_desk(found.pk, **wish, actor=person, now=timezone.now())
        return _shown(contest, certificate)


class ReissueView(APIView):
    """Revoke it and issue another one that says it right; answers with the new one."""

    @extend_schema(
        operation_id="desk_certificate_reissue",
        request=ReissueSerializer,
        responses=with_refusals({200: CertificateHistorySerializer}, 400, 401, 404, 409),
    )
    def post(self, request: Request, slug: str, certificate: UUID) -> Response:
        contest = organised_contest(request, slug)
        wish = _wish(ReissueSerializer, request.data)
        found, person = find_certificate(contest, certificate), signed_in(request)
        new = reissue_on_desk(found.pk, **wish, actor=person, now=timezone.now())
        return _shown(contest, new.uuid)


class CertificateListFileView(APIView):
    """All certificates of the contest, as Excel."""

    @extend_schema(
        operation_id="desk_certificates_file",
        responses=with_refusals({200: OpenApiTypes.BINARY}, 401, 404),
    )
    def get(self, request: Request, slug: str) -> FileResponse:
        contest = organised_contest(request, slug)
        file = take_list(contest, actor=signed_in(request), now=timezone.now())
        answer = FileResponse(file, as_attachment=True, filename=f"chung-nhan-{slug}.xlsx")
        answer["Cache-Control"] = "no-store"
        return answer


def _wish(shape: type[Serializer[Any]], said: Any) -> dict[str, Any]:
    wish = shape(data=said)
    wish.is_valid(raise_exception=True)
    return dict(wish.validated_data)


def _scope(request: Request, contest: Contest, number: int | None) -> Scope:
    round_ = organised_round(request, contest.slug, number) if number else None
    return Scope(contest, round_)


def _desk(contest: Contest, status: int = 200) -> Response:
    shown = {"scopes": certificate_desk(contest)}
    return Response(CertificateDeskSerializer(shown).data, status=status)


def _shown(contest: Contest, uuid: UUID) -> Response:
    return Response(CertificateHistorySerializer(history_of(find_certificate(contest, uuid))).data)
