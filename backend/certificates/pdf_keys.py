"""The keys that sign printed files, and the certificates that say whose they are.

The folder IDENTITY_KEYS_DIR holds `pdf.keys` in PEM, the newest first: each private key is followed
by its certificate and, where an authority made that, by the authority's own. The first signs; the
others are kept so that it is known what they signed.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings

from backend.common.vault import KeysMissing, read_key, write_first_key, write_key

PDF_KEYS: Final = "pdf.keys"
LASTS: Final = timedelta(days=3653)
_BLOCK = re.compile(rb"-----BEGIN ([A-Z ]+)-----.+?-----END \1-----\n?", re.DOTALL)


class NotOurs(ValueError):
    """The certificate is of another key than ours, or is no certificate."""


@dataclass(frozen=True)
class Pair:
    """A key and the certificate that says whose it is; `chain` are those of the authority."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()

    def pem(self) -> bytes:
        """As it is kept."""
        private = self.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        told = (self.certificate, *self.chain)
        return private + b"".join(one.public_bytes(serialization.Encoding.PEM) for one in told)


def make_pdf_key(folder: Path, *, now: datetime) -> None:
    """The first key of a new installation; one that is there stays."""
    write_first_key(folder / PDF_KEYS, _new_pair(now))


def add_pdf_key(folder: Path, *, now: datetime) -> None:
    """Put a new key before the others."""
    path = folder / PDF_KEYS
    write_key(path, _new_pair(now) + b"\n" + path.read_bytes())


def pairs() -> list[Pair]:
    """The signing one first. Raises KeysMissing."""
    return pairs_in(read_key(PDF_KEYS))


def signing_request(*, organisation: str, name: str) -> bytes:
    """What an authority needs to certify the signing key (PKCS#10, in PEM). Raises KeysMissing."""
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
    request = (
        x509.CertificateSigningRequestBuilder()
        .subject_name(subject)
        .add_extension(_usage(), critical=True)
        .sign(pairs()[0].key, hashes.SHA256())
    )
    return request.public_bytes(serialization.Encoding.PEM)


def take_certificate(folder: Path, pem: bytes, *, now: datetime) -> x509.Certificate:
    """Put an authority's answer in use: the key's certificate first, then the authority's.

    What the key signed before stays known. Raises KeysMissing, and NotOurs for the certificate of
    another key or one that does not hold now.
    """
    try:
        certificate, *chain = x509.load_pem_x509_certificates(pem)
    except ValueError as error:
        raise NotOurs("no certificate in PEM") from error
    ours = [one.key for one in pairs() if one.key.public_key() == certificate.public_key()]
    if not ours:
        raise NotOurs("the certificate is of another key")
    if not holds(certificate, now):
        raise NotOurs("the certificate does not hold now")
    path = folder / PDF_KEYS
    write_key(path, Pair(ours[0], certificate, tuple(chain)).pem() + b"\n" + path.read_bytes())
    return certificate


def holds(certificate: x509.Certificate, now: datetime) -> bool:
    """Whether it may be used at that time."""
    return certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc


@lru_cache(maxsize=4)
def pairs_in(content: bytes) -> list[Pair]:
    """Of a file of keys. Raises KeysMissing."""
    found: list[list[bytes]] = []
    for match in _BLOCK.finditer(content):
        if b"PRIVATE KEY" in match.group(1):
            found.append([])
        elif not found:
            raise KeysMissing
        found[-1].append(match.group(0))
    try:
        made = [_pair(key, certificates) for key, *certificates in found]
    except (ValueError, TypeError) as error:
        raise KeysMissing from error
    if not made:
        raise KeysMissing
    return made


def _pair(private: bytes, certificates: list[bytes]) -> Pair:
    key = serialization.load_pem_private_key(private, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != "secp256r1":
        raise ValueError("not a key of the curve P-256")
    certificate, *chain = map(x509.load_pem_x509_certificate, certificates)
    if certificate.public_key() != key.public_key():
        raise ValueError("the certificate is of another key")
    return Pair(key, certificate, tuple(chain))


def _usage() -> x509.KeyUsage:
    usage = {"digital_signature": True, "content_commitment": True}
    others = ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign")
    return x509.KeyUsage(
        **usage, **dict.fromkeys(others, False), encipher_only=False, decipher_only=False
    )


def _new_pair(now: datetime) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, f"Học Số · {host}"[:64]),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, host[:64]),
        ]
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now.astimezone(UTC) - timedelta(days=1))
        .not_valid_after(now.astimezone(UTC) + LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return Pair(key, certificate).pem()
