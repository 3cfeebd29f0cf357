"""Templates: a new version with every change, pictures drawn anew, and where they are used."""

from datetime import datetime
from functools import reduce
from hashlib import sha256
from io import BytesIO
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext
from PIL import Image, ImageChops, ImageMath

from backend.accounts.models import User
from backend.certificates.errors import DesignRefused, TemplateInUse
from backend.certificates.formats.design import Design, read_design
from backend.certificates.models import (
    CertificateTemplate,
    TemplatePicture,
    TemplateUse,
    TemplateVersion,
)
from backend.certificates.queries.template import pictures_of
from backend.common import audit
from backend.common.pictures import redrawn

# 34 mm at 300 points to the inch: the largest picture on a page
LARGEST_SIDES: Final = (400, 400)
# Enough for a seal's ink; a file of a certificate stays below 100 KiB
COLOURS: Final = 48
# How finely ink may thin out; what is paler than that is paper, or what a scanner made of it.
STEP: Final = 17


@transaction.atomic
def create_template(
    organisation_id: int, *, name: str, document: Any, actor: User, now: datetime
) -> CertificateTemplate:
    design = _checked(document, organisation_id)
    template = CertificateTemplate.objects.create(organisation_id=organisation_id, name=name)
    _add_version(template, design, actor, now)
    return template


@transaction.atomic
def change_template(
    template_id: int, *, name: str, document: Any, actor: User, now: datetime
) -> CertificateTemplate:
    """A new version, unless it says what the newest says. Certificates keep theirs."""
    template = CertificateTemplate.objects.select_for_update().get(pk=template_id)
    design = _checked(document, template.organisation_id)
    if template.name != name:
        template.name = name
        template.save(update_fields=["name"])
    newest = template.versions.latest("number")
    if newest.document != design.model_dump(mode="json"):
        _add_version(template, design, actor, now, after=newest.number)
    return template


def _add_version(
    template: CertificateTemplate, design: Design, actor: User, now: datetime, after: int = 0
) -> None:
    version = TemplateVersion.objects.create(
        template=template,
        number=after + 1,
        document=design.model_dump(mode="json"),
        created_by=actor,
        created_at=now,
    )
    subject = f"certificate_template:{template.uuid}"
    audit.record(
        "certificate_template.changed", subject, actor=actor.uuid, now=now, version=version.number
    )


def _checked(document: Any, organisation_id: int) -> Design:
    design = read_design(document)
    if set(design.pictures) - pictures_of(design, organisation_id).keys():
        raise DesignRefused(gettext("Một ảnh của mẫu này không còn, xin tải ảnh lên lại."))
    return design


@transaction.atomic
def retire_template(template_id: int, *, actor: User, now: datetime) -> None:
    """Take it out of the list. What was issued with it stays as it is; TemplateInUse before."""
    template = CertificateTemplate.objects.select_for_update().get(pk=template_id)
    if template.uses.exists():
        raise TemplateInUse
    if template.retired_at is not None:
        return
    template.retired_at = now
    template.save(update_fields=["retired_at"])
    subject = f"certificate_template:{template.uuid}"
    audit.record("certificate_template.retired", subject, actor=actor.uuid, now=now)


@transaction.atomic
def choose_template(
    subject: str, kind: str, template: CertificateTemplate | None, *, actor: User, now: datetime
) -> None:
    """What certificates of a contest or course will look like from now on; None: as usual.

    `kind` is "" for all kinds that have no template of their own.
    """
    if template is None:
        TemplateUse.objects.filter(subject=subject, kind=kind).delete()
    else:
        # whoever takes it out of the list waits, and then sees that it is in use
        held = CertificateTemplate.objects.select_for_update().get(pk=template.pk)
        if held.retired_at is not None:
            raise DesignRefused(gettext("Mẫu này đã được cất đi."))
        TemplateUse.objects.update_or_create(
            subject=subject, kind=kind, defaults={"template": held}
        )
    audit.record(
        "certificate_template.chosen",
        subject,
        actor=actor.uuid,
        now=now,
        certificate_kind=kind,
        template=str(template.uuid) if template else "",
    )


def store_template_picture(body: bytes, organisation_id: int, *, now: datetime) -> str:
    """The digest by which designs name it; PictureRefused if it is none. Safe to repeat."""
    content = _ink(redrawn(body, LARGEST_SIDES, is_lossless=True).body)
    digest = sha256(content).hexdigest()
    TemplatePicture.objects.get_or_create(
        organisation_id=organisation_id,
        digest=digest,
        defaults={"content": content, "stored_at": now},
    )
    return digest


def _ink(body: bytes) -> bytes:
    """As PNG, the white of the paper clear: a seal stands upon a signature and covers nothing.

    In few colours: what is not told apart on paper need not lie in a hundred thousand files.
    """
    with Image.open(BytesIO(body)) as picture:
        bands = picture.convert("RGB").split()
    white = reduce(ImageChops.darker, bands)
    cover = white.point(lambda part: (255 - part) // STEP * STEP)
    colours = [
        ImageMath.lambda_eval(_without_white, band=band, white=white).convert("L") for band in bands
    ]
    # what nobody sees is all the same, and takes no room
    ink = Image.new("RGBA", cover.size)
    ink.paste(Image.merge("RGBA", [*colours, cover]), mask=cover.point(lambda part: part and 255))
    few = ink.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    out = BytesIO()
    few.convert("RGBA").save(out, "PNG", optimize=True)
    return out.getvalue()


def _without_white(images: dict[str, Any]) -> Any:
    """The colour that gives what is seen when it covers white as much as it is not white."""
    band, white = images["band"], images["white"]
    return (band - white) * 255 / images["max"](255 - white, 1)
