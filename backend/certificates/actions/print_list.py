"""Print a whole list: as a job, paused and resumed, and again what failed."""

from collections.abc import Callable
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from backend.certificates.actions.print import hand_out, print_certificate
from backend.certificates.errors import CannotPrintHere
from backend.certificates.models import PausedPrinting
from backend.certificates.printing.availability import certificates_available
from backend.certificates.queries.printing import failed, in_hand, waiting
from backend.common import audit
from backend.common.jobs import NotYet, Progress

PRINT_LIST: Final = "certificate_prints"
LOT: Final = 100


def print_list(
    source: str, *, told: int, progress: Progress, clock: Callable[[], datetime]
) -> dict[str, int]:
    """Print what waits and whose source begins so, until nothing is due or it is paused.

    Beside workers and other calls each is printed once. What fails is tried again later, by
    whoever prints then. NotYet while others, or a worker that died, have some in hand. `told`:
    how many there were when this began for the first time.
    """
    if not certificates_available():
        raise CannotPrintHere
    left = waiting(source).count()
    total = max(told, left)
    progress(total - left, total)
    while ids := hand_out(now=clock(), limit=LOT, of=source):
        for certificate_id in ids:
            print_certificate(certificate_id, now=clock())
        left = max(0, left - len(ids))
        progress(total - left, total)
    if in_hand(source).exists():
        raise NotYet
    return {"left": waiting(source).count(), "failed": failed(source).count()}


@transaction.atomic
def pause_printing(source: str, *, actor: UUID, now: datetime) -> None:
    """Print none of these from now on, whoever issues more; what is on the press gets done."""
    _, is_new = PausedPrinting.objects.get_or_create(source=source, defaults={"paused_at": now})
    if is_new:
        _record("certificates.paused", source, actor, now)


@transaction.atomic
def resume_printing(source: str, *, actor: UUID, now: datetime) -> None:
    """What waits is due again."""
    gone, _ = PausedPrinting.objects.filter(source=source).delete()
    if gone:
        _record("certificates.resumed", source, actor, now)


@transaction.atomic
def retry_failed(source: str, *, actor: UUID, now: datetime) -> int:
    """Give what could not be printed its attempts anew; how many."""
    count = failed(source).update(print_due_at=now, print_attempts=0, print_error="")
    if count:
        _record("certificates.retried", source, actor, now, certificates=count)
    return count


def _record(action: str, source: str, actor: UUID, now: datetime, **facts: int) -> None:
    audit.record(action, source.rstrip(":"), actor=actor, now=now, **facts)
