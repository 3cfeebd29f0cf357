"""Take a certificate back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from backend.certificates.models import Certificate
from backend.common import audit


@transaction.atomic
def revoke_certificate(
    certificate_id: int, *, reason: str, actor: UUID | None, now: datetime
) -> bool:
    """Its code says "revoked" from now on; whether this call did it. There is no way back.

    Call it inside the transaction of the correction that takes it back.
    """
    certificate = Certificate.objects.select_for_update().get(pk=certificate_id)
    if certificate.revoked_at is not None:
        return False
    certificate.revoked_at, certificate.revoked_reason = now, reason
    certificate.print_due_at = None
    certificate.save(update_fields=["revoked_at", "revoked_reason", "print_due_at"])
    audit.record(
        "certificate.revoked",
        f"certificate:{certificate.uuid}",
        actor=actor,
        now=now,
        source=certificate.source,
        reason=reason,
    )
    return True
