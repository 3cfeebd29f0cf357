"""Wake up and print. The sweep is the guarantee; a lost message is handed out again."""

from collections.abc import Sequence
from typing import Any

from celery import shared_task
from django.utils import timezone

from backend.certificates.actions import print as printing
from backend.certificates.actions.print_list import PRINT_LIST, print_list
from backend.certificates.printing.availability import certificates_available
from backend.common.jobs import Progress, work
from backend.common.models import Job

AT_ONCE = 40
# Forty whole layouts take a fifth of that.
SECONDS_AT_ONCE = 40


@shared_task(ignore_result=True)
def print_certificates() -> None:
    """Every few seconds: hand the certificates that are due to workers."""
    if not certificates_available():
        return
    ids = printing.hand_out(now=timezone.now())
    for first in range(0, len(ids), AT_ONCE):
        print_some.delay(ids[first : first + AT_ONCE])


@shared_task(ignore_result=True, time_limit=SECONDS_AT_ONCE)
def print_some(certificate_ids: Sequence[int]) -> None:
    """One message for many: it costs as much as printing one."""
    if certificates_available():
        for certificate_id in certificate_ids:
            printing.print_certificate(certificate_id, now=timezone.now())


@work(PRINT_LIST, is_slow=True)
def print_a_list(job: Job, progress: Progress) -> dict[str, Any]:
    """Print what waits of a list that somebody looks at."""
    source, told = job.parameters["source"], job.total or 0
    return print_list(source, told=told, progress=progress, clock=timezone.now)
