"""Give certificates: one at a time for each thing that earned it."""

import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from backend.accounts.models import User
from backend.certificates.actions.sign import SIGNED, sign_certificate
from backend.certificates.models import Certificate
from backend.certificates.queries.certificate import standing_certificates
from backend.certificates.queries.template import chosen_versions, dressed
from backend.certificates.rules import code
from backend.common.vault import KeysMissing

ISSUED = ("user", "organisation_id", "code", "kind", "facts", "issued_at", *SIGNED)


@dataclass(frozen=True, slots=True)
class Grant:
    """What somebody earned. `user` is None where an organisation earned it.

    `source` names what earned it, such as "round:<uuid>:participant:<id>"; `facts` is what the
    paper and the public page say: see `rules.facts.Facts`.
    """

    user: User | None
    source: str
    kind: str
    facts: Mapping[str, Any]
    organisation_id: int | None = None


def issue_certificate(
    *,
    user: User | None,
    source: str,
    kind: str,
    facts: Mapping[str, Any],
    now: datetime,
    organisation_id: int | None = None,
) -> Certificate:
    """The certificate for `source`, made when there is none. Safe to repeat.

    Call it inside the transaction that earned it. A second call returns the first certificate
    unchanged. One that was revoked is no certificate any more: the call makes a new one.
    The facts are signed here and now; where the installation has no key, the print waits until
    there is one.
    """
    new = _certificate(Grant(user, source, kind, facts, organisation_id), now)
    certificate, _ = Certificate.objects.get_or_create(
        source=source,
        revoked_at=None,
        defaults={name: getattr(new, name) for name in ISSUED} | {"print_due_at": now},
    )
    return certificate


def issue_certificates(grants: Sequence[Grant], *, now: datetime, subject: str = "") -> int:
    """The same for many at once, in one statement; how many are new.

    They are bound to the templates chosen for `subject`, such as "contest:<uuid>".
    """
    chosen = chosen_versions(subject)
    grants = [replace(one, facts=dressed(one.facts, one.kind, chosen)) for one in grants]
    known = standing_certificates([one.source for one in grants])
    standing = set(known.values_list("source", flat=True))
    new = [_certificate(one, now) for one in grants if one.source not in standing]
    # whoever issues the same at this moment comes first or second, and it is one certificate
    Certificate.objects.bulk_create(new, ignore_conflicts=True)
    return Certificate.objects.filter(code__in=[one.code for one in new]).count()


def _certificate(grant: Grant, now: datetime) -> Certificate:
    new = Certificate(
        user=grant.user,
        organisation_id=grant.organisation_id,
        source=grant.source,
        code=code.encode(secrets.randbits(code.BITS)),
        kind=grant.kind,
        facts=dict(grant.facts),
        issued_at=now,
        print_due_at=now,
    )
    with suppress(KeysMissing):
        sign_certificate(new)
    return new
