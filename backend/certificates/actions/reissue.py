"""Issue a certificate anew that says something wrong."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from backend.certificates.actions.issue import issue_certificate
from backend.certificates.actions.revoke import revoke_certificate
from backend.certificates.errors import CertificateErased, CertificateRevoked
from backend.certificates.models import Certificate
from backend.common import audit


@transaction.atomic
def reissue_certificate(
    certificate_id: int, changes: Mapping[str, Any], *, reason: str, actor: UUID, now: datetime
) -> Certificate:
    """Revoke it and issue another one for the same thing, with these facts changed; the new one.

    The old one's page leads to the new one. Raises CertificateRevoked when somebody was faster.
    """
    old = Certificate.objects.select_for_update(of=("self",)).select_related("user")
    certificate = old.get(pk=certificate_id)
    if certificate.erased_at is not None:
        raise CertificateErased
    if not revoke_certificate(certificate.pk, reason=reason, actor=actor, now=now):
        raise CertificateRevoked
    new = issue_certificate(
        user=certificate.user,
        source=certificate.source,
        kind=certificate.kind,
        facts={**certificate.facts, **changes},
        organisation_id=certificate.organisation_id,
        now=now,
    )
    audit.record(
        "certificate.reissued",
        f"certificate:{new.uuid}",
        actor=actor,
        now=now,
        certificate=str(certificate.uuid),
        changed=sorted(key for key in changes if changes[key] != certificate.facts.get(key)),
        reason=reason,
    )
    return new
