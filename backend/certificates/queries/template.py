"""Templates of an organisation, and what a certificate is printed with."""

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from backend.certificates.formats.design import Design, read_design
from backend.certificates.formats.own_layout import pictures_in
from backend.certificates.models import (
    CertificateTemplate,
    OwnLayout,
    TemplatePicture,
    TemplateUse,
    TemplateVersion,
)
from backend.certificates.printing.dress import Dress
from backend.certificates.rules.own_page import OwnPage

# What a template says in the place of what a contest says without one.
TOLD_BY_TEMPLATES = (
    *("issuer", "place", "signing_for", "signatory", "signatory_title", "national_header"),
    *("seal", "signature", "language"),
)


def templates_of(organisation_id: int) -> QuerySet[CertificateTemplate]:
    """Those in use, by name, each with its versions, the newest first."""
    versions = TemplateVersion.objects.order_by("-number")
    found = CertificateTemplate.objects.filter(organisation=organisation_id, retired_at=None)
    return found.prefetch_related(Prefetch("versions", versions)).order_by("name", "pk")


def uses_of(subject: str) -> dict[str, CertificateTemplate]:
    """The templates chosen for a contest or course, by kind; "" for all kinds without their own."""
    uses = TemplateUse.objects.filter(subject=subject).select_related("template")
    return {use.kind: use.template for use in uses}


def chosen_versions(subject: str) -> dict[str, TemplateVersion]:
    """The newest versions of these templates."""
    uses = TemplateUse.objects.filter(subject=subject)
    wanted = dict(uses.values_list("kind", "template"))
    newest = (
        TemplateVersion.objects.filter(template__in=set(wanted.values()))
        .order_by("template", "-number")
        .distinct("template")
    )
    by_template = {version.template_id: version for version in newest}
    return {kind: by_template[template] for kind, template in wanted.items()}


def dressed(
    facts: Mapping[str, Any], kind: str, chosen: Mapping[str, TemplateVersion]
) -> dict[str, Any]:
    """The facts of a certificate of that kind, bound to the template chosen for it, if any.

    Who issues and who signs is then what the template says; it is signed with the other facts.
    """
    version = chosen.get(kind) or chosen.get("")
    if version is None:
        return dict(facts)
    own = {name: value for name, value in facts.items() if name not in TOLD_BY_TEMPLATES}
    return {**own, **_told(read_design(version.document)), "template": str(version.uuid)}


def _told(design: Design) -> dict[str, Any]:
    first = design.signatories[-1] if design.signatories else None
    told = {
        "issuer": design.issuer,
        "place": design.place,
        "signing_for": first.signing_for if first else "",
        "signatory": first.name if first else "",
        "signatory_title": first.title if first else "",
        "language": design.language,
    }
    return {name: value for name, value in told.items() if value}


def dress_of(facts: Mapping[str, Any]) -> Dress | None:
    """What the certificate with these facts is printed with; None where no template was chosen."""
    return _dress(UUID(facts["template"])) if facts.get("template") else None


@lru_cache(maxsize=64)
def _dress(version_uuid: UUID) -> Dress:
    """Versions and pictures never change."""
    version = TemplateVersion.objects.select_related("template").get(uuid=version_uuid)
    return dress_for(read_design(version.document), version.template.organisation_id)


def dress_for(design: Design, organisation_id: int) -> Dress:
    """The design with what its organisation has of the pictures and the layout that it names."""
    if design.own is None:
        return Dress(design, pictures_of(design.pictures, organisation_id))
    kept = OwnLayout.objects.get(organisation=organisation_id, digest=design.own)
    own = OwnPage(kept.page, kept.style)
    return Dress(design, pictures_of(pictures_in(own), organisation_id), own)


def pictures_of(digests: Collection[str], organisation_id: int) -> dict[str, bytes]:
    """Those of the pictures that the organisation has, by digest."""
    kept = TemplatePicture.objects.filter(organisation=organisation_id, digest__in=digests)
    return {digest: bytes(content) for digest, content in kept.values_list("digest", "content")}
