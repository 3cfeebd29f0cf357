"""What a signature is checked by when its authorities no longer answer (PAdES B-LT).

With CERTIFICATE_LONG_TERM certificates of authorities and their word that nothing was revoked are
written behind the signature. `roots.pem` in IDENTITY_KEYS_DIR names the authorities: of the
signing key's certificate, and of the time-stamp server's.
"""

import asyncio
import io
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings

from backend.common.vault import KeysMissing, read_key

ROOTS: Final = "roots.pem"


def completed(pdf: bytes, *, now: datetime) -> bytes:
    """The signed file with all that validates it, where that is asked for.

    Authorities are asked once an hour. Raises KeysMissing without `roots.pem`, and pyHanko's errors
    where an authority does not answer or a certificate was revoked: the print is tried again.
    """
    if not settings.CERTIFICATE_LONG_TERM:
        return pdf
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation.dss import async_add_validation_info

    trusted = _trusting(read_key(ROOTS), now.strftime("%Y-%m-%dT%H"))
    [signature] = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    output = asyncio.run(async_add_validation_info(signature, trusted))
    content: bytes = output.getvalue()
    return content


@lru_cache(maxsize=1)
def _trusting(roots: bytes, _hour: str) -> Any:
    """Keeps what authorities said. Of each certificate it must be known that it stands."""
    from asn1crypto import x509 as asn1
    from pyhanko_certvalidator import ValidationContext
    from pyhanko_certvalidator.fetchers.requests_fetchers import RequestsFetcherBackend

    try:
        found = x509.load_pem_x509_certificates(roots)
    except ValueError as error:
        raise KeysMissing from error
    return ValidationContext(
        trust_roots=[asn1.Certificate.load(one.public_bytes(Encoding.DER)) for one in found],
        allow_fetching=True,
        revocation_mode="hard-fail",
        fetcher_backend=RequestsFetcherBackend(per_request_timeout=10),
    )
