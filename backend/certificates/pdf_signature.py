"""PAdES signatures upon printed certificates (ETSI EN 319 142-1), with a key outside the database.

The key is that of the file `pdf.keys`, or lies upon a token of the agency (PKCS#11) where one is
configured. By default the signature is of level B-B, and made from one prepared by pyHanko: of what
is signed only the digest differs. With a time-stamp server (CERTIFICATE_TIMESTAMP_URL) pyHanko
makes each one itself, of level B-T.
"""

import asyncio
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings

from backend.certificates import pkcs11_token
from backend.certificates.pdf_keys import PDF_KEYS, Pair, pairs_in
from backend.certificates.printing.pdf import Seal
from backend.common.vault import KeysMissing, read_key

DIGEST: Final = "sha256"
# Of ECDSA upon P-256, as DER writes it; it is shorter where numbers happen to be small.
LONGEST: Final = 72
_TIMESTAMPED_ROOM: Final = 16_384
_STAND_IN: Final = bytes(range(100, 132))


@dataclass(frozen=True)
class Signing:
    """pyHanko's signer and the bare signature by its key, of at most `longest` bytes."""

    signer: Any
    raw: Callable[[bytes], bytes]
    longest: int
    certificate: x509.Certificate


def certificates() -> list[x509.Certificate]:
    """Of all our keys, the signing one first. Raises KeysMissing."""
    of_tokens = pkcs11_token.known_certificates()
    try:
        of_the_file = [pair.certificate for pair in pairs_in(read_key(PDF_KEYS))]
    except KeysMissing:
        if not of_tokens:
            raise
        of_the_file = []
    first = of_tokens if pkcs11_token.is_configured() else []
    return [*first, *of_the_file, *(one for one in of_tokens if one not in first)]


def seal(*, now: datetime) -> Seal:
    """Signs PDF files as of now. Raises KeysMissing, also where the certificate has run out."""
    if pkcs11_token.is_configured():
        signing = _of_the_token(pkcs11_token.signer())
    else:
        signing = _of_the_file(read_key(PDF_KEYS))
    if now > signing.certificate.not_valid_after_utc:
        raise KeysMissing
    address = settings.CERTIFICATE_TIMESTAMP_URL
    if address:
        return Seal(_TIMESTAMPED_ROOM, now, partial(_timestamped, signing.signer, address))
    prepared = _prepared(signing)
    return Seal(prepared.room, now, prepared.signed)


class Prepared:
    """A signature (RFC 5652) upon a stand-in, into which digests are put: pyHanko takes a tenth of
    a second for each one that it makes."""

    def __init__(self, signing: Signing) -> None:
        self._raw = signing.raw
        with pkcs11_token.guarded():
            made = asyncio.run(signing.signer.async_sign(_STAND_IN, DIGEST, use_pades=True))
        self._made = made
        [self._signer] = self._made["content"]["signer_infos"]
        self._attributes = _around(self._signer["signed_attrs"].untag().dump())
        self._shells: dict[int, tuple[bytes, bytes]] = {}
        longest = signing.longest
        self.room = sum(map(len, self._shell(longest))) + len(_STAND_IN) + longest

    def signed(self, digest: bytes) -> bytes:
        """The signature upon a file with this SHA-256."""
        signature = self._raw(digest.join(self._attributes))
        return digest.join(self._shell(len(signature))) + signature

    def _shell(self, length: int) -> tuple[bytes, bytes]:
        """What stands around the digest, up to a signature of this length."""
        if length not in self._shells:
            self._signer["signature"] = bytes(length)
            self._shells[length] = _around(self._made.dump(force=True)[:-length])
        return self._shells[length]


@lru_cache(maxsize=4)
def _of_the_file(content: bytes) -> Signing:
    pair = pairs_in(content)[0]
    raw = partial(_by_key, pair.key)
    return Signing(_signer(pair), raw, LONGEST, pair.certificate)


def _by_key(key: ec.EllipticCurvePrivateKey, content: bytes) -> bytes:
    return key.sign(content, ec.ECDSA(hashes.SHA256()))


@lru_cache(maxsize=4)
def _of_the_token(signer: Any) -> Signing:
    raw = partial(pkcs11_token.signed, signer)
    certificate = pkcs11_token.certificate_of(signer)
    return Signing(signer, raw, pkcs11_token.longest(certificate), certificate)


def _signer(pair: Pair) -> Any:
    """pyHanko's, which is imported where something is signed and not before."""
    from asn1crypto import keys
    from asn1crypto import x509 as asn1
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    private = pair.key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    certificate, *chain = (
        asn1.Certificate.load(one.public_bytes(serialization.Encoding.DER))
        for one in (pair.certificate, *pair.chain)
    )
    known = SimpleCertificateStore()
    known.register_multiple(chain)
    return SimpleSigner(
        signing_cert=certificate,
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=known,
    )


@lru_cache(maxsize=4)
def _prepared(signing: Signing) -> Prepared:
    return Prepared(signing)


def _around(content: bytes) -> tuple[bytes, bytes]:
    """What stands before and after the digest."""
    before, after = content.split(_STAND_IN)
    return before, after


def _timestamped(signer: Any, address: str, digest: bytes) -> bytes:
    """With the word of a time-stamp server (RFC 3161) that the signature was there by now.

    Raises OSError where it does not answer: the print is tried again.
    """
    from pyhanko.sign.timestamps import HTTPTimeStamper

    stamps = HTTPTimeStamper(address, https=address.startswith("https:"), timeout=10)
    with pkcs11_token.guarded():
        made = asyncio.run(signer.async_sign(digest, DIGEST, use_pades=True, timestamper=stamps))
    content: bytes = made.dump()
    return content


def is_ours(pdf: bytes) -> bool:
    """Whether one of our keys signed this whole file, but for what validates the signature.

    Raises KeysMissing.
    """
    from asn1crypto import x509 as asn1
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.errors import ValidationInfoReadingError
    from pyhanko_certvalidator import ValidationContext

    known = {one.public_bytes(serialization.Encoding.DER) for one in certificates()}
    try:
        [signature] = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        mine = signature.signer_cert.dump()
        trusted = ValidationContext(trust_roots=[asn1.Certificate.load(mine)], allow_fetching=False)
        status = validate_pdf_signature(signature, trusted)
    except (PdfError, SigningError, ValidationInfoReadingError, ValueError):
        return False
    level = status.modification_level
    covers = level is not None and level.name in ("NONE", "LTA_UPDATES")
    return mine in known and status.intact and status.valid and covers
