"""PAdES signatures upon printed certificates (ETSI EN 319 142-1), with a key outside the database.

The folder IDENTITY_KEYS_DIR holds `pdf.keys`: private keys and certificates in PEM, the newest pair
first. It signs; the others are kept so that it is known what they signed.

By default the signature is of level B-B, and made from one prepared by pyHanko: of what is signed
only the digest differs. With a time-stamp server (CERTIFICATE_TIMESTAMP_URL) pyHanko makes each one
itself, of level B-T.
"""

import asyncio
import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings

from backend.certificates.printing.pdf import Seal
from backend.common.vault import KeysMissing, read_key, write_first_key, write_key

PDF_KEYS: Final = "pdf.keys"
LASTS: Final = timedelta(days=3653)
DIGEST: Final = "sha256"
_BLOCK = re.compile(rb"-----BEGIN ([A-Z ]+)-----.+?-----END \1-----\n?", re.DOTALL)
# Of ECDSA upon P-256, as DER writes it; it is shorter where numbers happen to be small.
LONGEST: Final = 72
_TIMESTAMPED_ROOM: Final = 16_384
_STAND_IN: Final = bytes(range(100, 132))


@dataclass(frozen=True)
class Pair:
    """A key and the certificate that says whose it is."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate


def make_pdf_key(folder: Path, *, now: datetime) -> None:
    """The first key of a new installation; one that is there stays."""
    write_first_key(folder / PDF_KEYS, _new_pair(now))


def add_pdf_key(folder: Path, *, now: datetime) -> None:
    """Put a new key before the others."""
    path = folder / PDF_KEYS
    write_key(path, _new_pair(now) + b"\n" + path.read_bytes())


def certificates() -> list[x509.Certificate]:
    """Of all our keys, the signing one first. Raises KeysMissing."""
    return [pair.certificate for pair in _pairs(read_key(PDF_KEYS))]


def seal(*, now: datetime) -> Seal:
    """Signs PDF files as of now. Raises KeysMissing."""
    content = read_key(PDF_KEYS)
    address = settings.CERTIFICATE_TIMESTAMP_URL
    if address:
        pair = _pairs(content)[0]
        return Seal(_TIMESTAMPED_ROOM, now, partial(_timestamped, pair, address))
    prepared = _prepared(content)
    return Seal(prepared.room, now, prepared.signed)


class Prepared:
    """A signature (RFC 5652) upon a stand-in, into which digests are put: pyHanko takes a tenth of
    a second for each one that it makes."""

    def __init__(self, pair: Pair) -> None:
        self._key = pair.key
        self._made = asyncio.run(_signer(pair).async_sign(_STAND_IN, DIGEST, use_pades=True))
        [self._signer] = self._made["content"]["signer_infos"]
        self._attributes = _around(self._signer["signed_attrs"].untag().dump())
        self._shells: dict[int, tuple[bytes, bytes]] = {}
        self.room = sum(map(len, self._shell(LONGEST))) + len(_STAND_IN) + LONGEST

    def signed(self, digest: bytes) -> bytes:
        """The signature upon a file with this SHA-256."""
        signature = self._key.sign(digest.join(self._attributes), ec.ECDSA(hashes.SHA256()))
        return digest.join(self._shell(len(signature))) + signature

    def _shell(self, length: int) -> tuple[bytes, bytes]:
        """What stands around the digest, up to a signature of this length."""
        if length not in self._shells:
            self._signer["signature"] = bytes(length)
            self._shells[length] = _around(self._made.dump(force=True)[:-length])
        return self._shells[length]


def _new_pair(now: datetime) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, f"Học Số · {host}"[:64]),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, host[:64]),
        ]
    )
    usage = {"digital_signature": True, "content_commitment": True}
    others = ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign")
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now.astimezone(UTC) - timedelta(days=1))
        .not_valid_after(now.astimezone(UTC) + LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                **usage, **dict.fromkeys(others, False), encipher_only=False, decipher_only=False
            ),
            critical=True,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return private + certificate.public_bytes(serialization.Encoding.PEM)


@lru_cache(maxsize=4)
def _pairs(content: bytes) -> list[Pair]:
    blocks = [match.group(0) for match in _BLOCK.finditer(content)]
    try:
        pairs = [
            Pair(_private(key), x509.load_pem_x509_certificate(certificate))
            for key, certificate in zip(blocks[::2], blocks[1::2], strict=True)
        ]
    except (ValueError, TypeError) as error:
        raise KeysMissing from error
    if not pairs:
        raise KeysMissing
    return pairs


def _private(pem: bytes) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != "secp256r1":
        raise ValueError("not a key of the curve P-256")
    return key


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
    certificate = pair.certificate.public_bytes(serialization.Encoding.DER)
    return SimpleSigner(
        signing_cert=asn1.Certificate.load(certificate),
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),
    )


@lru_cache(maxsize=4)
def _prepared(content: bytes) -> Prepared:
    return Prepared(_pairs(content)[0])


def _around(content: bytes) -> tuple[bytes, bytes]:
    """What stands before and after the digest."""
    before, after = content.split(_STAND_IN)
    return before, after


def _timestamped(pair: Pair, address: str, digest: bytes) -> bytes:
    """With the word of a time-stamp server (RFC 3161) that the signature was there by now.

    Raises OSError where it does not answer: the print is tried again.
    """
    from pyhanko.sign.timestamps import HTTPTimeStamper

    signer = _signer(pair)
    stamps = HTTPTimeStamper(address, https=address.startswith("https:"), timeout=10)
    made = asyncio.run(signer.async_sign(digest, DIGEST, use_pades=True, timestamper=stamps))
    content: bytes = made.dump()
    return content


def is_ours(pdf: bytes) -> bool:
    """Whether one of our keys signed this whole file. Raises KeysMissing."""
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
        status = validate_pdf_signature(signature, trusted, skip_diff=True)
    except (PdfError, SigningError, ValidationInfoReadingError, ValueError):
        return False
    covers = status.coverage is not None and status.coverage.name == "ENTIRE_FILE"
    return mine in known and status.intact and status.valid and covers
