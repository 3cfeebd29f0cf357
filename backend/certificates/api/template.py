"""What any desk does with templates: a desk's own views say whose they are, and who may."""

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.certificates.actions.template import (
    change_template,
    choose_template,
    create_template,
    ensure_kept,
    retire_template,
    store_template_picture,
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
from backend.certificates.formats.design import read_design
from backend.certificates.models import CertificateTemplate
from backend.certificates.printing.preview import preview_pdf, preview_picture, sample_facts
from backend.certificates.queries.template import dress_for, templates_of, uses_of
from backend.common.errors import NotVisible
from backend.common.limiter import Limit
from backend.common.serializers import ProblemSerializer

PREVIEWS = Limit("certificate-preview", count=120, seconds=60)
UNSEEN = {401: ProblemSerializer, 404: ProblemSerializer}


@dataclass(frozen=True)
class Wearer:
    """A contest or course whose certificates look as templates of its organisation say.

    `title` and `round` stand in previews; `standard` is a design to begin a new template with.
    """

    organisation_id: int
    subject: str
    title: str
    kinds: Sequence[str]
    standard: Mapping[str, Any]
    round: str = ""
    may_design: bool = True


class DeskView(APIView):
    """`operations`: how the name of each operation ends in the schema."""

    operations: ClassVar[Mapping[str, str]]

    def wearer(self, request: Request, slug: str) -> Wearer:
        """The one that this person chooses templates for; NotVisible to anyone else."""
        raise NotImplementedError

    def designed(self, request: Request, slug: str) -> Wearer:
        """One whose organisation's templates, with seal and signatures, are theirs to change."""
        wearer = self.wearer(request, slug)
        if not wearer.may_design:
            raise NotVisible
        return wearer


View = TypeVar("View", bound=DeskView)


def named(desk: str) -> Callable[[type[View]], type[View]]:
    """Name a view's operations in the schema after its desk."""

    def name(view: type[View]) -> type[View]:
        begin = f"{desk}_certificate_templates"
        names = {
            method: extend_schema(operation_id=f"{begin}{end}")
            for method, end in view.operations.items()
        }
        return extend_schema_view(**names)(view)

    return name


class TemplatesDeskView(DeskView):
    operations: ClassVar[Mapping[str, str]] = {"get": "", "post": "_create"}

    @extend_schema(responses={200: TemplatesSerializer, **UNSEEN})
    def get(self, request: Request, slug: str) -> Response:
        return _told(self.wearer(request, slug))

    @extend_schema(
        request=TemplateWishSerializer,
        responses={201: TemplateSerializer, 400: ProblemSerializer, **UNSEEN},
    )
    def post(self, request: Request, slug: str) -> Response:
        owner = self.designed(request, slug).organisation_id
        made = create_template(owner, **_wish(request))
        return Response(_shown(owner, made), status=201)


class TemplateDeskView(DeskView):
    operations: ClassVar[Mapping[str, str]] = {"put": "_change", "delete": "_retire"}

    @extend_schema(
        request=TemplateWishSerializer,
        responses={200: TemplateSerializer, 400: ProblemSerializer, **UNSEEN},
    )
    def put(self, request: Request, slug: str, template: UUID) -> Response:
        owner = self.designed(request, slug).organisation_id
        made = change_template(_found(owner, template).pk, **_wish(request))
        return Response(_shown(owner, made))

    @extend_schema(responses={204: None, **UNSEEN, 409: ProblemSerializer})
    def delete(self, request: Request, slug: str, template: UUID) -> Response:
        found = _found(self.designed(request, slug).organisation_id, template)
        retire_template(found.pk, actor=signed_in(request), now=timezone.now())
        return Response(status=204)


class ChoiceDeskView(DeskView):
    operations: ClassVar[Mapping[str, str]] = {"put": "_choose"}

    @extend_schema(
        request=TemplateChoiceSerializer,
        responses={200: TemplatesSerializer, 400: ProblemSerializer, **UNSEEN},
    )
    def put(self, request: Request, slug: str) -> Response:
        wearer = self.wearer(request, slug)
        wish = TemplateChoiceSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        kind, uuid = wish.validated_data["kind"], wish.validated_data["template"]
        template = _found(wearer.organisation_id, uuid) if uuid else None
        choose_template(
            wearer.subject, kind, template, actor=signed_in(request), now=timezone.now()
        )
        return _told(wearer)


class PicturesDeskView(DeskView):
    operations: ClassVar[Mapping[str, str]] = {"post": "_picture"}
    parser_classes = [MultiPartParser]

    @extend_schema(
        request={"multipart/form-data": TemplatePictureWishSerializer},
        responses={201: TemplatePictureSerializer, 400: ProblemSerializer, **UNSEEN},
    )
    def post(self, request: Request, slug: str) -> Response:
        owner = self.designed(request, slug).organisation_id
        wish = TemplatePictureWishSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        body = wish.validated_data["picture"].read()
        digest = store_template_picture(body, owner, now=timezone.now())
        return Response(TemplatePictureSerializer({"digest": digest}).data, status=201)


class PreviewDeskView(DeskView):
    operations: ClassVar[Mapping[str, str]] = {"post": "_preview"}

    @extend_schema(
        request=PreviewWishSerializer,
        responses={
            200: PreviewSerializer,
            400: ProblemSerializer,
            **UNSEEN,
            409: ProblemSerializer,
            429: ProblemSerializer,
        },
    )
    def post(self, request: Request, slug: str) -> Response:
        wearer = self.designed(request, slug)
        PREVIEWS.spend(str(signed_in(request).uuid))
        wish = PreviewWishSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        design, kind = read_design(wish.validated_data["design"]), wish.validated_data["kind"]
        ensure_kept(design, wearer.organisation_id)
        dress = dress_for(design, wearer.organisation_id)
        now = timezone.now()
        today = now.astimezone(ZoneInfo(settings.TIME_ZONE)).date().isoformat()
        facts = sample_facts(kind, wearer.title, round_=wearer.round, today=today)
        pdf = preview_pdf(dress, facts, kind, now=now)
        told = {
            "pdf": _address("application/pdf", pdf),
            "picture": _address("image/webp", preview_picture(pdf)),
        }
        return Response(PreviewSerializer(told).data)


def _told(wearer: Wearer) -> Response:
    uses = uses_of(wearer.subject)
    told = {
        "templates": templates_of(wearer.organisation_id),
        "uses": {kind: template.uuid for kind, template in uses.items()},
        "kinds": wearer.kinds,
        "standard": wearer.standard,
        "may_design": wearer.may_design,
    }
    return Response(TemplatesSerializer(told).data)


def _wish(request: Request) -> dict[str, Any]:
    wish = TemplateWishSerializer(data=request.data)
    wish.is_valid(raise_exception=True)
    return {
        "name": wish.validated_data["name"],
        "document": wish.validated_data["design"],
        "actor": signed_in(request),
        "now": timezone.now(),
    }


def _found(organisation_id: int, uuid: UUID) -> CertificateTemplate:
    return get_object_or_404(templates_of(organisation_id), uuid=uuid)


def _shown(organisation_id: int, made: CertificateTemplate) -> Any:
    return TemplateSerializer(templates_of(organisation_id).get(pk=made.pk)).data


def _address(media_type: str, body: bytes) -> str:
    return f"data:{media_type};base64,{b64encode(body).decode()}"
