"""Print certificates: the row is the queue, a repeated print changes nothing."""

import errno
import logging
from datetime import datetime, timedelta
from hashlib import sha256
from typing import cast

from django.db import DatabaseError, transaction

from backend.certificates.actions.sign import SIGNED, sign_certificate
from backend.certificates.long_term import completed
from backend.certificates.models import Certificate
from backend.certificates.pdf_signature import seal
from backend.certificates.printing.certificate import certificate_pdf
from backend.certificates.queries.credential import attached_proof
from backend.certificates.queries.printing import not_paused
from backend.certificates.queries.template import dress_of
from backend.certificates.rules.facts import Facts
from backend.certificates.storage import file_name, path_of, store
from backend.common.failpoints import failpoint
from backend.common.vault import KeysMissing

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
# How long a print may take before another worker takes it over.
LEASE = timedelta(minutes=2)
PAUSES = (timedelta(seconds=15), timedelta(minutes=2))
MOST_IN_HAND = 800
FULL = (errno.ENOSPC, errno.EDQUOT)
DIED = "the worker died while printing"


def hand_out(*, now: datetime, limit: int = MOST_IN_HAND, of: str = "") -> list[int]:
    """Ids of certificates to print now; until their lease ends nobody else gets them.

    Workers are never handed more than they can print within the lease. `of`: how the source
    begins, such as "round:<uuid>:".
    """
    with transaction.atomic():
        in_hand = Certificate.objects.filter(print_due_at__gt=now).count()
        due = not_paused(Certificate.objects.select_for_update(skip_locked=True))
        due = due.filter(print_due_at__lte=now, revoked_at__isnull=True, source__startswith=of)
        room = max(0, min(limit, MOST_IN_HAND - in_hand))
        ids = list(due.order_by("print_due_at", "pk").values_list("pk", flat=True)[:room])
        Certificate.objects.filter(pk__in=ids).update(print_due_at=now + LEASE)
    return ids


def print_certificate(certificate_id: int, *, now: datetime) -> bool:
    """Make the PDF; whether this call made it. A failure is kept on the row and tried again."""
    if not _begin(certificate_id, now=now):
        return False
    try:
        return _print(certificate_id, now=now)
    except DatabaseError:
        raise
    except Exception as error:
        logger.exception("certificate not printed: id=%s", certificate_id)
        _keep_failure(certificate_id, error, now=now)
        return False


def print_again(certificate_id: int, *, now: datetime) -> None:
    """Forget file and failures, and print anew: the file is lost, or the cause is mended."""
    Certificate.objects.filter(pk=certificate_id, revoked_at__isnull=True).update(
        file=None,
        file_digest="",
        printed_at=None,
        print_due_at=now,
        print_attempts=0,
        print_error="",
    )


def _locked(certificate_id: int) -> Certificate | None:
    """The row, unless it needs no print, its printing is paused, or somebody else is at it."""
    waiting = not_paused(Certificate.objects.select_for_update(skip_locked=True)).filter(
        file__isnull=True, print_due_at__isnull=False, revoked_at__isnull=True
    )
    return waiting.filter(pk=certificate_id).first()


@transaction.atomic
def _begin(certificate_id: int, *, now: datetime) -> bool:
    """Count the attempt before it is made: a page that kills its worker must not come back."""
    certificate = _locked(certificate_id)
    if certificate is None or not _is_signed(certificate, now):
        return False
    if certificate.print_attempts >= MOST_ATTEMPTS:
        certificate.print_due_at = None
        certificate.print_error = certificate.print_error or DIED
        certificate.save(update_fields=["print_due_at", "print_error"])
        return False
    certificate.print_attempts += 1
    certificate.print_due_at = now + LEASE
    certificate.save(update_fields=["print_attempts", "print_due_at"])
    return True


def _is_signed(certificate: Certificate, now: datetime) -> bool:
    """Nothing unsigned is printed: without keys the certificate waits and loses no attempt."""
    try:
        seal(now=now)
        if not certificate.signature:
            sign_certificate(certificate)
            certificate.save(update_fields=SIGNED)
    except KeysMissing as missing:
        certificate.print_due_at, certificate.print_error = now + LEASE, missing.title
        certificate.save(update_fields=["print_due_at", "print_error"])
        return False
    return True


@transaction.atomic
def _print(certificate_id: int, *, now: datetime) -> bool:
    certificate = _locked(certificate_id)
    if certificate is None:
        return False
    content = certificate_pdf(
        code=certificate.code,
        facts=cast(Facts, certificate.facts),
        issued_at=certificate.issued_at,
        kind=certificate.kind,
        dress=dress_of(certificate.facts),
        proof=attached_proof(certificate),
        seal=seal(now=now),
    )
    content = completed(content, now=now)
    name = file_name(certificate)
    store(name, content)
    failpoint("certificate-before-row")
    certificate.file, certificate.file_digest = name, sha256(content).hexdigest()
    certificate.printed_at = now
    certificate.print_due_at = None
    certificate.print_error = ""
    certificate.save(
        update_fields=["file", "file_digest", "printed_at", "print_due_at", "print_error"]
    )
    return True


@transaction.atomic
def _keep_failure(certificate_id: int, error: Exception, *, now: datetime) -> None:
    certificate = Certificate.objects.select_for_update().get(pk=certificate_id)
    attempts = certificate.print_attempts
    is_full = isinstance(error, OSError) and error.errno in FULL
    if is_full or isinstance(error, KeysMissing):
        # nobody's certificate is at fault: it waits until there is room, or the token is back
        attempts = certificate.print_attempts = max(attempts - 1, 0)
        certificate.print_due_at = now + LEASE
    else:
        is_last = attempts >= MOST_ATTEMPTS
        certificate.print_due_at = None if is_last else now + PAUSES[max(attempts, 1) - 1]
    certificate.print_error = f"{type(error).__name__}: {error}"[:500]
    certificate.save(update_fields=["print_attempts", "print_due_at", "print_error"])


def is_on_disk(certificate: Certificate) -> bool:
    return certificate.file is not None and path_of(certificate.file).is_file()
