"""What proves a certificate: the bytes that were signed, and whether the signature fits."""

import json
from typing import Any

from backend.certificates.models import Certificate
from backend.certificates.rules.statement import statement
from backend.certificates.signing import Signature, is_signed


def statement_of(certificate: Certificate) -> bytes:
    return statement(
        code=certificate.code,
        kind=certificate.kind,
        facts=certificate.facts,
        issued_at=certificate.issued_at,
    )


def bears_good_signature(certificate: Certificate) -> bool:
    """Raises KeysMissing."""
    signature = Signature(certificate.signing_key, certificate.signature)
    return is_signed(statement_of(certificate), signature)


def proof_of(certificate: Certificate) -> dict[str, Any]:
    """What lies in the PDF for programs: the statement, and who signed it how."""
    return {
        "statement": json.loads(statement_of(certificate)),
        "signature": {
            "algorithm": "Ed25519",
            "key": certificate.signing_key,
            "value": certificate.signature,
        },
    }
