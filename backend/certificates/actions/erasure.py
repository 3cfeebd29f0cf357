"""What of an erased person lies with certificates: the name goes, that one was issued stays."""

from contextlib import suppress
from datetime import datetime
from functools import partial

from django.db import transaction

from backend.accounts.actions.erasure import Known, counted, eraser
from backend.accounts.models import User
from backend.certificates.actions.sign import sign_certificate
from backend.certificates.models import Certificate
from backend.certificates.storage import path_of
from backend.common.vault import KeysMissing

KEPT_FACTS = ("contest", "round", "course", "issued_on", "issuer", "language")


@counted
def certificates_there_are(person: User) -> dict[str, int]:
    return {"certificates": Certificate.objects.filter(user=person).count()}


@eraser
def erase_certificates(person: User, known: Known, now: datetime) -> None:
    """Name and result go from the facts, the printed file from the disk; the code stays known."""
    for certificate in Certificate.objects.select_for_update().filter(user=person):
        name = certificate.file
        certificate.facts = {
            "name": "",
            **{key: certificate.facts[key] for key in KEPT_FACTS if key in certificate.facts},
        }
        certificate.erased_at = now
        certificate.user = certificate.file = certificate.organisation = None
        certificate.printed_at = certificate.print_due_at = None
        certificate.print_error = certificate.file_digest = ""
        _sign_anew(certificate)
        certificate.save()
        if name:
            transaction.on_commit(partial(path_of(name).unlink, missing_ok=True))


def _sign_anew(certificate: Certificate) -> None:
    """What is left is signed; the old signature, by which a name could be guessed, goes."""
    certificate.signing_key = certificate.signature = ""
    with suppress(KeysMissing):
        sign_certificate(certificate)
