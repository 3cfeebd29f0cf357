"""Templates: a new version with every change, pictures drawn anew, and where they are used."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from backend.accounts.models import User
from backend.certificates.errors import DesignRefused, TemplateInUse
from backend.certificates.formats.design import Design, read_design
from backend.certificates.models import (
    CertificateTemplate,
    OwnLayout,
    TemplatePicture,
    TemplateUse,
    TemplateVersion,
)
from backend.certificates.printing.ink import LARGEST_SIDE, as_ink
from backend.certificates.queries.template import pictures_of
from backend.common import audit
from backend.common.pictures import redrawn


@transaction.atomic
def create_template(
    organisation_id: int, *, name: str, document: Any, actor: User | None, now: datetime
) -> CertificateTemplate:
    design = _checked(document, organisation_id)
    template = CertificateTemplate.objects.create(organisation_id=organisation_id, name=name)
    _add_version(template, design, actor, now)
    return template


@transaction.atomic
def change_template(
    template_id: int, *, name: str, document: Any, actor: User | None, now: datetime
) -> CertificateTemplate:
    """A new version, unless it says what the newest says. Certificates keep theirs."""
    template = CertificateTemplate.objects.select_for_update().get(pk=template_id)
    design = _checked(document, template.organisation_id)
    if template.name != name:
        template.name = name
        template.save(update_fields=["name"])
    newest = template.versions.latest("number")
    if read_design(newest.document) != design:
        _add_version(template, design, actor, now, after=newest.number)
    return template


def _add_version(
    template: CertificateTemplate, design: Design, actor: User | None, now: datetime, after: int = 0
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
        "certificate_template.changed",
        subject,
        actor=actor.uuid if actor else None,
        now=now,
        version=version.number,
    )


def _checked(document: Any, organisation_id: int) -> Design:
    design = read_design(document)
    ensure_kept(design, organisation_id)
    return design


def ensure_kept(design: Design, organisation_id: int) -> None:
    """Its organisation must have what the design names; DesignRefused."""
    if set(design.pictures) - pictures_of(design.pictures, organisation_id).keys():
        raise DesignRefused(gettext("Một ảnh của mẫu này không còn, xin tải ảnh lên lại."))
    layouts = OwnLayout.objects.filter(organisation=organisation_id, digest=design.own)
    if design.own is not None and not layouts.exists():
        raise DesignRefused(gettext("Bố cục riêng của mẫu này không có ở đơn vị."))


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
    sides = (LARGEST_SIDE, LARGEST_SIDE)
    content = as_ink(redrawn(body, sides, is_lossless=True).body)
    digest = sha256(content).hexdigest()
    TemplatePicture.objects.get_or_create(
        organisation_id=organisation_id,
        digest=digest,
        defaults={"content": content, "stored_at": now},
    )
    return digest
