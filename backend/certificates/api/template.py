"""What any desk does with templates; who may is the desk's to say."""

from base64 import b64encode
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.permissions import signed_in
from backend.certificates.actions.template import (
    change_template,
    choose_template,
    create_template,
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
from backend.certificates.printing.dress import Dress
from backend.certificates.printing.preview import preview_pdf, preview_picture, sample_facts
from backend.certificates.queries.template import pictures_of, templates_of, uses_of
from backend.common.limiter import Limit

PREVIEWS = Limit("certificate-preview", count=120, seconds=60)


def told_templates(
    organisation_id: int,
    subject: str,
    kinds: list[str],
    standard: Any,
    *,
    may_design: bool = True,
) -> Response:
    told = {
        "templates": templates_of(organisation_id),
        "uses": {kind: template.uuid for kind, template in uses_of(subject).items()},
        "kinds": kinds,
        "standard": standard,
        "may_design": may_design,
    }
    return Response(TemplatesSerializer(told).data)


def kept_template(
    request: Request, organisation_id: int, template: CertificateTemplate | None, now: datetime
) -> Response:
    """A new template, or a new version of one."""
    wish = TemplateWishSerializer(data=request.data)
    wish.is_valid(raise_exception=True)
    told = {
        "name": wish.validated_data["name"],
        "document": wish.validated_data["design"],
        "actor": signed_in(request),
        "now": now,
    }
    if template is None:
        made = create_template(organisation_id, **told)
    else:
        made = change_template(template.pk, **told)
    shown = templates_of(organisation_id).get(pk=made.pk)
    return Response(TemplateSerializer(shown).data, status=201 if template is None else 200)


def found_template(organisation_id: int, uuid: Any) -> CertificateTemplate:
    return get_object_or_404(templates_of(organisation_id), uuid=uuid)


def chosen_template(request: Request, organisation_id: int, subject: str, now: datetime) -> None:
    wish = TemplateChoiceSerializer(data=request.data)
    wish.is_valid(raise_exception=True)
    uuid = wish.validated_data["template"]
    template = found_template(organisation_id, uuid) if uuid else None
    choose_template(
        subject, wish.validated_data["kind"], template, actor=signed_in(request), now=now
    )


def kept_picture(request: Request, organisation_id: int, now: datetime) -> Response:
    wish = TemplatePictureWishSerializer(data=request.data)
    wish.is_valid(raise_exception=True)
    body = wish.validated_data["picture"].read()
    digest = store_template_picture(body, organisation_id, now=now)
    return Response(TemplatePictureSerializer({"digest": digest}).data, status=201)


def preview(
    request: Request, organisation_id: int, about: str, round_: str, now: datetime
) -> Response:
    PREVIEWS.spend(str(signed_in(request).uuid))
    wish = PreviewWishSerializer(data=request.data)
    wish.is_valid(raise_exception=True)
    design, kind = read_design(wish.validated_data["design"]), wish.validated_data["kind"]
    dress = Dress(design, pictures_of(design, organisation_id))
    today = now.astimezone(ZoneInfo(settings.TIME_ZONE)).date().isoformat()
    pdf = preview_pdf(dress, sample_facts(kind, about, round_=round_, today=today), kind, now=now)
    told = {
        "pdf": _address("application/pdf", pdf),
        "picture": _address("image/webp", preview_picture(pdf)),
    }
    return Response(PreviewSerializer(told).data)


def _address(media_type: str, body: bytes) -> str:
    return f"data:{media_type};base64,{b64encode(body).decode()}"
