"""What anyone may learn from a certificate's code: the facts, with the name masked."""

from datetime import datetime
from typing import Any, TypedDict

from backend.certificates.enums import CertificateKind, Verdict
from backend.certificates.models import Certificate
from backend.certificates.queries.certificate import standing_certificates
from backend.certificates.queries.proof import bears_good_signature
from backend.certificates.rules.code import canonical
from backend.common.text import masked_name
from backend.common.vault import KeysMissing

PUBLIC_FACTS = (
    "organisation",
    "contest",
    "round",
    "course",
    "lessons",
    "minutes",
    "award",
    "points",
    "max_points",
    "rank",
    "people",
    "issued_on",
    "issuer",
)
# Looked up when what was typed cannot be a code, so that it costs what an unknown code costs.
NO_CODE = ""


class Verification(TypedDict):
    """`facts` is empty for an unknown code, and for one whose facts are no longer those signed;
    after an erasure they are without a name.

    `revoked_reason` is what its owner was told; `replaced_by` is the code of the one that was
    issued in its place; `signing_key` names the key whose signature upon the facts was found good
    just now; `file_digest` is the SHA-256 of the printed file.
    """

    state: str
    code: str | None
    revoked_at: datetime | None
    revoked_reason: str | None
    replaced_by: str | None
    facts: dict[str, Any]
    signing_key: str | None
    file_digest: str | None


def find_certificate(typed: str) -> Certificate | None:
    """By its code as somebody typed it."""
    return Certificate.objects.filter(code=canonical(typed) or NO_CODE).first()


def verification(typed: str) -> Verification:
    """The verdict on a code as somebody typed it."""
    certificate = find_certificate(typed)
    if certificate is None:
        return _told(Verdict.UNKNOWN)
    key = _signing_key(certificate)
    if certificate.signature and key is None:
        return _told(Verdict.ALTERED, certificate)
    stated = certificate.facts
    facts = {name: stated[name] for name in PUBLIC_FACTS if stated.get(name) not in (None, "")}
    if certificate.erased_at:
        return _told(Verdict.ERASED, certificate, facts, key)
    is_person = certificate.kind != CertificateKind.ORGANISATION_PRIZE
    name = masked_name(stated["name"]) if is_person else stated["name"]
    facts = {"name": name, **facts}
    verdict = Verdict.REVOKED if certificate.revoked_at else Verdict.VALID
    return _told(verdict, certificate, facts, key)


def _told(
    verdict: Verdict,
    certificate: Certificate | None = None,
    facts: dict[str, Any] | None = None,
    key: str | None = None,
) -> Verification:
    return {
        "state": verdict.value,
        "code": certificate.code if certificate else None,
        "revoked_at": certificate.revoked_at if certificate else None,
        "revoked_reason": (certificate.revoked_reason or None) if certificate and facts else None,
        "replaced_by": _successor(certificate) if certificate and facts else None,
        "facts": facts or {},
        "signing_key": key or None,
        "file_digest": (certificate.file_digest or None) if certificate and facts else None,
    }


def _successor(certificate: Certificate) -> str | None:
    if certificate.revoked_at is None or certificate.erased_at is not None:
        return None
    standing = standing_certificates([certificate.source]).filter(erased_at__isnull=True)
    return standing.values_list("code", flat=True).first()


def _signing_key(certificate: Certificate) -> str | None:
    """The key that signed the facts; empty where nobody can tell, None where the facts differ."""
    if not certificate.signature:
        return ""
    try:
        return certificate.signing_key if bears_good_signature(certificate) else None
    except KeysMissing:
        return ""
