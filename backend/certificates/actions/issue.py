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

ISSUED = ("user", "code", "kind", "facts", "issued_at", *SIGNED)


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
    new = Certificate(
        user=user,
        code=code.encode(secrets.randbits(code.BITS)),
        kind=kind,
        facts=dict(facts),
        issued_at=now,
    )
    with suppress(KeysMissing):
        sign_certificate(new)
    certificate, _ = Certificate.objects.get_or_create(
        source=source,
        revoked_at=None,
        defaults={name: getattr(new, name) for name in ISSUED} | {"print_due_at": now},
    )
    return certificate
