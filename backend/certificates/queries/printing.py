"""Which certificates wait for their print, which cannot be printed, and which are held back."""

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import StrIndex

from backend.certificates.models import Certificate, PausedPrinting


def not_paused(certificates: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Those whose printing nobody has paused."""
    begins = PausedPrinting.objects.alias(place=StrIndex(OuterRef("source"), "source"))
    return certificates.filter(~Exists(begins.filter(place=1)))


def waiting(source: str) -> QuerySet[Certificate]:
    """Not printed yet, but to be."""
    return _unprinted(source).filter(print_due_at__isnull=False)


def in_hand(source: str) -> QuerySet[Certificate]:
    """Waiting for nothing but whoever has them, or will have: no failure, no pause."""
    return not_paused(waiting(source)).filter(print_error="")


def failed(source: str) -> QuerySet[Certificate]:
    """Given up after some attempts; `print_error` says why. Somebody has to look."""
    return _unprinted(source).filter(print_due_at__isnull=True)


def is_paused(source: str) -> bool:
    return PausedPrinting.objects.filter(source=source).exists()


def _unprinted(source: str) -> QuerySet[Certificate]:
    return Certificate.objects.filter(
        source__startswith=source,
        file__isnull=True,
        revoked_at__isnull=True,
        erased_at__isnull=True,
    )
