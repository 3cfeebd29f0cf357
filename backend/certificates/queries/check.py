"""Whether printed certificates are what was issued: rows, files and both signatures."""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from hashlib import sha256

from backend.certificates.models import Certificate
from backend.certificates.pdf_signature import is_ours
from backend.certificates.queries.proof import bears_good_signature
from backend.certificates.storage import path_of


class Finding(StrEnum):
    """What is to be said of one certificate; the first that applies."""

    ALTERED = "facts differ from what was signed"
    UNSIGNED = "facts are not signed"
    UNPRINTED = "not printed"
    MISSING = "the file is missing"
    CHANGED = "the file is not the one that was printed"
    NOT_OURS = "the file bears no good signature of ours"
    SOUND = "sound"


FAULTS = (Finding.ALTERED, Finding.MISSING, Finding.CHANGED, Finding.NOT_OURS)


def finding_on(certificate: Certificate) -> Finding:
    """Raises KeysMissing."""
    if not certificate.signature:
        return Finding.UNSIGNED
    if not bears_good_signature(certificate):
        return Finding.ALTERED
    if certificate.file is None:
        return Finding.UNPRINTED
    try:
        content = path_of(certificate.file).read_bytes()
    except FileNotFoundError:
        return Finding.MISSING
    if sha256(content).hexdigest() != certificate.file_digest:
        return Finding.CHANGED
    return Finding.SOUND if is_ours(content) else Finding.NOT_OURS


def findings(source: str = "") -> Iterator[tuple[Certificate, Finding]]:
    """On all certificates whose source begins so."""
    of = Certificate.objects.filter(source__startswith=source).order_by("pk")
    for certificate in of.iterator(chunk_size=500):
        yield certificate, finding_on(certificate)


def counted(source: str = "") -> tuple[Counter[Finding], list[str]]:
    """How often each was found, and the codes of those at fault."""
    counts: Counter[Finding] = Counter()
    faulty = []
    for certificate, found in findings(source):
        counts[found] += 1
        if found in FAULTS:
            faulty.append(f"{certificate.code}  {found}")
    return counts, faulty
