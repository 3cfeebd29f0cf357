"""Which certificates were taken back, as a Bitstring Status List 1.0. Pure.

A list has a bit for each of 131,072 certificates, the fewest that the standard allows: who asks
about one does not tell which.
"""

import base64
import gzip
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from backend.certificates.rules.badge import CREDENTIALS, Issuer, moment

PLACES: Final = 1 << 17


def place_of(number: int) -> tuple[int, int]:
    """The list and the bit of the certificate with this number in the database."""
    return divmod(number, PLACES)


def encoded(places: Iterable[int]) -> str:
    """The bits, of which these are set, packed; the first is the leftmost."""
    bits = bytearray(PLACES // 8)
    for place in places:
        bits[place // 8] |= 0x80 >> place % 8
    packed = gzip.compress(bits, compresslevel=6, mtime=0)
    return "u" + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def status_list(
    issuer: Issuer, url: str, places: Iterable[int], *, since: datetime, until: datetime
) -> dict[str, Any]:
    """The credential that carries the list, without its proof."""
    return {
        "@context": [CREDENTIALS],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.did,
        "validFrom": moment(since),
        "validUntil": moment(until),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded(places),
        },
    }
