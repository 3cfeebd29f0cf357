"""Templates of a contest's certificates; they belong to the organisation that holds it."""

from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.certificates.actions.template import retire_template
from backend.certificates.api.template import (
    chosen_template,
    found_template,
    kept_picture,
    kept_template,
    preview,
    told_templates,
)
from backend.certificates.api.template_shapes import (
    PreviewSerializer,
    PreviewWishSerializer,
    TemplateChoiceSerializer,
    TemplatePictureSerializer,
    TemplatePictureWishSerializer,
    TemplateSerializer,
    TemplatesSerializer,
    TemplateWishSerializer,
)
from backend.certificates.enums import CertificateKind
from backend.common.errors import NotVisible
from quizzes.api.desk.contest import organised_contest
from quizzes.api.schema import with_refusals
from quizzes.models import Contest

KINDS = [kind.value for kind in CertificateKind if kind != CertificateKind.COURSE]


class CertificateTemplatesView(APIView):
    """The templates that this contest may use, and which it uses."""

    @extend_schema(
        operation_id="desk_certificate_templates",
        responses=with_refusals({200: TemplatesSerializer}, 401, 404),
    )
    def get(self, request: Request, slug: str) -> Response:
        return _told(organised_contest(request, slug))

    @extend_schema(
        operation_id="desk_certificate_templates_create",
        request=TemplateWishSerializer,
        responses=with_refusals({201: TemplateSerializer}, 400, 401, 404),
    )
    def post(self, request: Request, slug: str) -> Response:
        owner = _owner(organised_contest(request, slug))
        return kept_template(request, owner, None, timezone.now())


class CertificateTemplateView(APIView):
    """One template: every change is a new version; put away, it is offered no more."""

    @extend_schema(
        operation_id="desk_certificate_templates_change",
        request=TemplateWishSerializer,
        responses=with_refusals({200: TemplateSerializer}, 400, 401, 404),
    )
    def put(self, request: Request, slug: str, template: UUID) -> Response:
        owner = _owner(organised_contest(request, slug))
        found = found_template(owner, template)
        return kept_template(request, owner, found, timezone.now())

    @extend_schema(
        operation_id="desk_certificate_templates_retire",
        responses=with_refusals({204: None}, 401, 404, 409),
    )
    def delete(self, request: Request, slug: str, template: UUID) -> Response:
        found = found_template(_owner(organised_contest(request, slug)), template)
        retire_template(found.pk, actor=signed_in(request), now=timezone.now())
        return Response(status=204)


class TemplateChoiceView(APIView):
    """What this contest's certificates of a kind look like from now on."""

    @extend_schema(
        operation_id="desk_certificate_templates_choose",
        request=TemplateChoiceSerializer,
        responses=with_refusals({200: TemplatesSerializer}, 400, 401, 404),
    )
    def put(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        chosen_template(request, _owner(contest), _subject(contest), timezone.now())
        return _told(contest)


class TemplatePicturesView(APIView):
    """An emblem, a seal or a scanned signature; whatever comes is drawn anew."""

    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="desk_certificate_templates_picture",
        request={"multipart/form-data": TemplatePictureWishSerializer},
        responses=with_refusals({201: TemplatePictureSerializer}, 400, 401, 404),
    )
    def post(self, request: Request, slug: str) -> Response:
        return kept_picture(request, _owner(organised_contest(request, slug)), timezone.now())


class TemplatePreviewView(APIView):
    """The design as it would be printed, with an invented person. Keeps nothing."""

    @extend_schema(
        operation_id="desk_certificate_templates_preview",
        request=PreviewWishSerializer,
        responses=with_refusals({200: PreviewSerializer}, 400, 401, 404, 409, 429),
    )
    def post(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        round_ = contest.rounds.order_by("number").first()
        title = round_.title if round_ else ""
        return preview(request, _owner(contest), contest.title, title, timezone.now())


def _owner(contest: Contest) -> int:
    if contest.organisation_id is None:
        raise NotVisible
    return contest.organisation_id


def _subject(contest: Contest) -> str:
    return f"contest:{contest.uuid}"


def _told(contest: Contest) -> Response:
    said = contest.certificate
    standard = {
        "issuer": said.get("issuer") or contest.organiser,
        "place": said.get("place") or "",
        "header": said.get("national_header") or [],
        "signatories": [
            {
                "signing_for": said.get("signing_for") or "",
                "title": said.get("signatory_title") or "",
                "name": said.get("signatory") or "",
            }
        ],
    }
    return told_templates(_owner(contest), _subject(contest), KINDS, standard)
