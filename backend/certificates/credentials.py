"""Proofs upon credentials: Data Integrity (eddsa-jcs-2022) inside of the JSON, or a signed JWT.

Both are of the keys that sign certificates' facts. The installation calls itself by a did:web,
whose document lies at the well-known address and names these keys.
"""

import base64
from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from urllib.parse import quote, urlsplit

from django.conf import settings

from backend.certificates.rules.badge import Issuer, moment
from backend.certificates.rules.canonical import canonical
from backend.certificates.rules.multibase import base58, multikey
from backend.certificates.signing import public_halves, public_keys, signed_by

DID_CONTEXTS: Final = (
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/multikey/v1",
    "https://w3id.org/security/jwk/v1",
)


def issuer() -> Issuer:
    """This installation. A did:web names the host, and the port where it is not the usual one."""
    url: str = settings.PUBLIC_URL
    return Issuer(did=f"did:web:{quote(urlsplit(url).netloc, safe='')}", url=url)


def did_document() -> dict[str, Any]:
    """Our public keys, each as a Multikey and as a JSON Web Key. Raises KeysMissing."""
    did = issuer().did
    multikeys = [
        {
            "id": f"{did}#{name}",
            "type": "Multikey",
            "controller": did,
            "publicKeyMultibase": multikey(public),
        }
        for name, public in public_halves().items()
    ]
    jwks = [
        {
            "id": f"{did}#jwk-{key['kid']}",
            "type": "JsonWebKey",
            "controller": did,
            "publicKeyJwk": {**key, "alg": "EdDSA"},
        }
        for key in public_keys()
    ]
    methods: list[dict[str, Any]] = [*multikeys, *jwks]
    return {
        "@context": list(DID_CONTEXTS),
        "id": did,
        "alsoKnownAs": [issuer().url],
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def with_proof(document: dict[str, Any], *, key: str, made_at: datetime) -> dict[str, Any]:
    """The document with a Data Integrity proof by this key (W3C vc-di-eddsa, eddsa-jcs-2022).

    Raises KeysMissing.
    """
    proof = {
        "@context": document["@context"],
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "created": moment(made_at),
        "verificationMethod": f"{issuer().did}#{key}",
        "proofPurpose": "assertionMethod",
    }
    hashed = sha256(canonical(proof)).digest() + sha256(canonical(document)).digest()
    return {**document, "proof": {**proof, "proofValue": base58(signed_by(key, hashed))}}


def as_jwt(document: dict[str, Any], *, key: str, claims: dict[str, Any]) -> str:
    """The document as the payload of a compact JWS by this key (RFC 7515, RFC 8037).

    Raises KeysMissing.
    """
    header = {"alg": "EdDSA", "typ": "JWT", "kid": f"{issuer().did}#jwk-{key}"}
    content = b".".join(_packed(canonical(part)) for part in (header, {**document, **claims}))
    return b".".join((content, _packed(signed_by(key, content)))).decode()


def _packed(content: bytes) -> bytes:
    return base64.urlsafe_b64encode(content).rstrip(b"=")
