"""Certificates as credentials for other programs, and the list of those that were taken back."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final

from django.conf import settings
from django.db.models import Count, Max

from backend.certificates.credentials import as_jwt, issuer, with_proof
from backend.certificates.errors import CertificateNotProven, CertificateRevoked
from backend.certificates.models import Certificate
from backend.certificates.printing.page import verification_url
from backend.certificates.printing.wording import told
from backend.certificates.queries.proof import bears_good_signature, proof_of
from backend.certificates.rules.badge import Earned, open_badge
from backend.certificates.rules.status_list import PLACES, place_of, status_list
from backend.certificates.signing import signing_key

# How long a list may be believed: an old copy of it cannot hide a revocation for longer.
BELIEVED: Final = timedelta(days=1)
OWN_FACTS: Final = ("points", "rank", "people")


class Form(StrEnum):
    """How the proof is carried; also how the address ends."""

    JSON = "json"
    JWT = "jwt"


def credential(certificate: Certificate, form: Form, *, is_own: bool) -> dict[str, Any] | str:
    """The certificate as an Open Badge 3.0, signed by the key that signed its facts.

    `is_own`: with a hash of the name, for its owner. Always the same for the same certificate.
    Raises KeysMissing, CertificateRevoked, and CertificateNotProven where the facts are gone or are
    not those that were signed.
    """
    if certificate.revoked_at is not None:
        raise CertificateRevoked
    if certificate.erased_at is not None or not bears_good_signature(certificate):
        raise CertificateNotProven
    salt = sha256(b"name" + certificate.signature.encode()).digest()[:16] if is_own else None
    document = open_badge(issuer(), _earned(certificate, form), named_by=salt)
    key, at = certificate.signing_key, certificate.issued_at
    if form == Form.JSON:
        return with_proof(document, key=key, made_at=at)
    claims = {"nbf": int(at.timestamp()), "sub": document["credentialSubject"]["id"]}
    return as_jwt(document, key=key, claims=_registered(document) | claims)


def attached_proof(certificate: Certificate) -> dict[str, Any]:
    """What lies in the PDF for programs: the signed facts, and the credential of its owner.

    Raises what `credential` raises: facts that were changed behind our back are not printed.
    """
    return {
        **proof_of(certificate),
        "credential": credential(certificate, Form.JSON, is_own=True),
    }


def revocations(number: int, form: Form, *, now: datetime) -> dict[str, Any] | str | None:
    """The signed list with this number; None where no certificate is on it. Raises KeysMissing.

    It is made anew each hour, and as soon as something is revoked.
    """
    first = number * PLACES
    on_it = Certificate.objects.filter(pk__gte=first, pk__lt=first + PLACES)
    if number and not on_it.exists():
        return None
    revoked = on_it.filter(revoked_at__isnull=False)
    state = revoked.aggregate(count=Count("pk"), last=Max("revoked_at"))
    hour = datetime.fromtimestamp(now.timestamp() // 3600 * 3600, tz=now.tzinfo)
    return _revocations(
        number, form, signing_key(), settings.PUBLIC_URL, hour, state["count"], state["last"]
    )


def status_list_url(number: int, form: Form) -> str:
    return f"{settings.PUBLIC_URL}/api/v1/certificates/status/{number}.{form}"


@lru_cache(maxsize=32)
def _revocations(
    number: int, form: Form, key: str, _url: str, hour: datetime, _count: int, _last: datetime
) -> dict[str, Any] | str:
    """Kept as long as nothing changes: what it is made of is what it is called with."""
    first = number * PLACES
    revoked = Certificate.objects.filter(
        pk__gte=first, pk__lt=first + PLACES, revoked_at__isnull=False
    )
    places = [place_of(pk)[1] for pk in revoked.values_list("pk", flat=True)]
    until = hour + BELIEVED
    document = status_list(issuer(), status_list_url(number, form), places, since=hour, until=until)
    if form == Form.JSON:
        return with_proof(document, key=key, made_at=hour)
    claims = {"nbf": int(hour.timestamp()), "exp": int(until.timestamp())}
    return as_jwt(document, key=key, claims=_registered(document) | claims)


def _registered(document: Mapping[str, Any]) -> dict[str, Any]:
    """Who says it, and what it is called, in the words of RFC 7519."""
    says = document["issuer"]
    return {"iss": says if isinstance(says, str) else says["id"], "jti": document["id"]}


def _earned(certificate: Certificate, form: Form) -> Earned:
    facts = certificate.facts
    shared = {name: value for name, value in facts.items() if name not in OWN_FACTS}
    number, place = place_of(certificate.pk)
    return Earned(
        uuid=certificate.uuid,
        url=verification_url(certificate.code),
        facts=facts,
        issued_at=certificate.issued_at,
        told=told(facts, certificate.kind),
        criteria=told(shared, certificate.kind),
        place=(status_list_url(number, form), place),
    )
