"""Sign what certificates state."""

from typing import Final

from django.db import transaction

from backend.certificates.models import Certificate
from backend.certificates.queries.proof import bears_good_signature, statement_of
from backend.certificates.signing import sign

AT_ONCE: Final = 500
SIGNED: Final = ("signing_key", "signature")


def sign_certificate(certificate: Certificate) -> None:
    """Set the signature by the newest key; saves nothing. Raises KeysMissing."""
    signature = sign(statement_of(certificate))
    certificate.signing_key, certificate.signature = signature.key, signature.value


def sign_all(*, anew: bool = False) -> tuple[int, int]:
    """Sign what has no signature yet; with `anew` also by the newest key what an older one signed.

    How many were signed, and how many were left because their facts no longer match the signature
    they bear. Raises KeysMissing. Safe to repeat.
    """
    signed, altered, last = 0, 0, 0
    while certificates := list(Certificate.objects.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        last = certificates[-1].pk
        fresh = [one for one in certificates if not one.signature]
        for one in certificates:
            if one.signature and not bears_good_signature(one):
                altered += 1
            elif one.signature and anew:
                fresh.append(one)
        signed += _sign(fresh)
    return signed, altered


@transaction.atomic
def _sign(certificates: list[Certificate]) -> int:
    for one in certificates:
        sign_certificate(one)
    Certificate.objects.bulk_update(certificates, SIGNED)
    return len(certificates)
