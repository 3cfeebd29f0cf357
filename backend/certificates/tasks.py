"""Wake up and print. The sweep is the guarantee; a lost message is handed out again."""

from celery import shared_task
from django.utils import timezone

from backend.certificates.actions import print as printing
from backend.certificates.printing.availability import certificates_available

SECONDS_A_CERTIFICATE = 20


@shared_task(ignore_result=True)
def print_certificates() -> None:
    """Every few seconds: hand each certificate that is due to a worker."""
    if not certificates_available():
        return
    for certificate_id in printing.hand_out(now=timezone.now()):
        print_certificate.delay(certificate_id)


@shared_task(ignore_result=True, time_limit=SECONDS_A_CERTIFICATE)
def print_certificate(certificate_id: int) -> None:
    if certificates_available():
        printing.print_certificate(certificate_id, now=timezone.now())
