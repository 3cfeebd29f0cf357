"""An authority that certifies keys, and a reader who trusts it."""

import io
from datetime import UTC, datetime

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from tests.factories.certificates import ISSUED_AT

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def new_key(kind: str = "ec") -> Key:
    """ "ec" or "rsa"."""
    if kind == "rsa":
        return rsa.generate_private_key(65537, 2048)
    return ec.generate_private_key(ec.SECP256R1())


def certified(
    key: CertificatePublicKeyTypes,
    name: str,
    *,
    by: Key,
    ca: str = "",
    until: int = 2030,
    lists: str = "",
    stamps: bool = False,
) -> x509.Certificate:
    """Of somebody's key; without `ca` it is an authority's own.

    `lists` is where revocations are listed; `stamps`: for a time-stamp server.
    """
    named = [
        x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, one)]) for one in (name, ca or name)
    ]
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only"), False
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(named[0])
        .issuer_name(named[1])
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(until, 1, 1, tzinfo=UTC))
        .add_extension(x509.BasicConstraints(ca=not ca, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=bool(ca),
                content_commitment=bool(ca),
                key_cert_sign=not ca,
                crl_sign=not ca,
                decipher_only=False,
                **usage,
            ),
            critical=True,
        )
    )
    if lists:
        at = [x509.UniformResourceIdentifier(lists)]
        points = x509.CRLDistributionPoints([x509.DistributionPoint(at, None, None, None)])
        builder = builder.add_extension(points, critical=False)
    if stamps:
        purpose = x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(purpose, critical=True)
    return builder.sign(by, hashes.SHA256())


def revocations(by: Key, ca: str, *revoked: x509.Certificate) -> bytes:
    """The authority's list, in DER."""
    named = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, ca)])
    since, until = datetime(2026, 1, 2, tzinfo=UTC), datetime(2090, 1, 1, tzinfo=UTC)
    builder = x509.CertificateRevocationListBuilder(named, since, until)
    for one in revoked:
        entry = x509.RevokedCertificateBuilder(one.serial_number, since).build()
        builder = builder.add_revoked_certificate(entry)
    return builder.sign(by, hashes.SHA256()).public_bytes(Encoding.DER)


def is_trusted(pdf: bytes, root: x509.Certificate) -> bool:
    """By pyHanko's validator, which trusts this authority alone."""
    roots = [asn1.Certificate.load(root.public_bytes(Encoding.DER))]
    [signature] = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    trusted = ValidationContext(trust_roots=roots, allow_fetching=False, moment=ISSUED_AT)
    return bool(validate_pdf_signature(signature, trusted).bottom_line)
