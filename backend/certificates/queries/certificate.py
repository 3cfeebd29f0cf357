"""Certificates of a person, or of what earned them."""

from collections.abc import Iterable

from django.db.models import QuerySet

from backend.accounts.models import User
from backend.certificates.enums import PrintState
from backend.certificates.models import Certificate


def certificates_of(user: User) -> QuerySet[Certificate]:
    """The newest first."""
    return Certificate.objects.filter(user=user)


def standing_certificates(sources: Iterable[str]) -> QuerySet[Certificate]:
    """Those that these things earned and nobody took back; at most one each."""
    return Certificate.objects.filter(source__in=list(sources), revoked_at__isnull=True)


def print_state(certificate: Certificate) -> PrintState:
    if certificate.revoked_at is not None:
        return PrintState.REVOKED
    if certificate.file is not None:
        return PrintState.READY
    return PrintState.WAITING if certificate.print_due_at is not None else PrintState.FAILED
