"""Give a certificate: one at a time for each thing that earned it."""

import secrets
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from backend.accounts.models import User
from backend.certificates.actions.sign import SIGNED, sign_certificate
from backend.certificates.models import Certificate
from backend.certificates.rules import code
from backend.common.vault import KeysMissing


def issue_certificate(
    *, user: User, source: str, kind: str, facts: Mapping[str, Any], now: datetime
) -> Certificate:
    """The certificate for `source`, made when there is none. Safe to repeat.

    Call it inside the transaction that earned it. `source` names what earned it, such as
    "round:<uuid>:participant:<id>"; a second call returns the first certificate unchanged. One
    that was revoked is no certificate any more: the call makes a new one.
    `facts` is what the paper and the public page say: see `rules.facts.Facts`. They are signed here
    and now; where the installation has no key, the print waits until there is one.
    """
    certificate, is_new = Certificate.objects.get_or_create(
        source=source,
        revoked_at=None,
        defaults={
            "user": user,
            "code": code.encode(secrets.randbits(code.BITS)),
            "kind": kind,
            "facts": dict(facts),
            "issued_at": now,
            "print_due_at": now,
        },
    )
    if is_new:
        with suppress(KeysMissing):
            sign_certificate(certificate)
            certificate.save(update_fields=SIGNED)
    return certificate
