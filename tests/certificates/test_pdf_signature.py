"""What is printed bears a signature that other programs find good, and no other."""

import hashlib
import http.server
import io
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import cms, tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.management import call_command
from pyhanko.pdf_utils.generic import pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import load_cert_from_pemder
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pytest_django import Settings

from backend.certificates.actions.print import LEASE, print_certificate
from backend.certificates.pdf_keys import add_pdf_key
from backend.certificates.pdf_signature import certificates, seal
from backend.certificates.printing.certificate import certificate_pdf
from backend.certificates.storage import path_of
from backend.common.vault import KeysMissing
from tests.certificates.poppler import judged_by_pdfsig, needs_pdfsig
from tests.factories.certificates import FACTS, ISSUED_AT, CertificateFactory

CODE = "7QKM-4T2X-9DRW-HN5C-8JV3-TKPB-01"


def printed(name: str = "Lò Y Ó") -> bytes:
    facts: Any = {**FACTS, "name": name}
    return certificate_pdf(
        code=CODE, facts=facts, issued_at=ISSUED_AT, proof={"a": 1}, seal=seal(now=ISSUED_AT)
    )


def judged(pdf: bytes, ours: list[x509.Certificate]) -> PdfSignatureStatus:
    """By pyHanko's validator, which trusts these certificates alone."""
    from asn1crypto import x509 as asn1

    roots = [asn1.Certificate.load(one.public_bytes(Encoding.DER)) for one in ours]
    [signature] = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    trusted = ValidationContext(trust_roots=roots, allow_fetching=False, moment=ISSUED_AT)
    return validate_pdf_signature(signature, trusted)


@pytest.mark.parametrize("name", ["Lò Y Ó", "H’Nhŭng Kđăm Krŏng Čư Ñơn"])
def test_signature_is_good_upon_the_whole_file_for_a_validator_of_others(name: str) -> None:
    printed()

    status = judged(printed(name), certificates())

    assert status.intact
    assert status.valid
    assert status.trusted
    assert status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    assert status.bottom_line


def test_signatures_of_every_length_are_put_in_whole() -> None:
    [certificate], digest, lengths = certificates(), hashlib.sha256(b"file").digest(), set()
    sign, public = seal(now=ISSUED_AT), certificate.public_key()
    assert isinstance(public, ec.EllipticCurvePublicKey)

    for _ in range(60):
        content = sign.cms(digest)
        [signer] = cms.ContentInfo.load(content, strict=True)["content"]["signer_infos"]
        attributes, signature = signer["signed_attrs"], signer["signature"].native
        told = {each["type"].native: each["values"][0].native for each in attributes}
        public.verify(signature, attributes.untag().dump(), ec.ECDSA(hashes.SHA256()))
        assert told["message_digest"] == digest
        assert len(content) <= sign.room
        lengths.add(len(signature))

    assert len(lengths) > 1


@pytest.mark.parametrize(
    ("old", "new"), [(b"/Nums ", b"/Numz "), (b"/Producer (Weasy", b"/Producer (Other")]
)
def test_an_edited_file_is_caught(old: bytes, new: bytes) -> None:
    pdf = printed()
    at = pdf.rindex(old, 0, -200)

    changed = pdf[:at] + new + pdf[at + len(old) :]

    assert not judged(changed, certificates()).intact


def test_what_was_put_behind_the_signature_is_not_covered() -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(printed()))
    writer.root["/Lang"] = pdf_string("en")
    writer.update_root()
    changed = io.BytesIO()
    writer.write(changed)

    status = judged(changed.getvalue(), certificates())

    assert status.coverage != SignatureCoverageLevel.ENTIRE_FILE
    assert not status.bottom_line


@needs_pdfsig
def test_pdfsig_finds_the_signature_good(tmp_path: Path) -> None:
    told = judged_by_pdfsig(printed(), tmp_path)

    assert "Signature is Valid" in told
    assert "Total document signed" in told
    assert "ETSI.CAdES.detached" in told


def test_a_signature_of_another_installation_is_not_trusted(keys: Path) -> None:
    theirs = printed()
    (keys / "pdf.keys").unlink()
    call_command("certificate_keys", stdout=StringIO())

    status = judged(theirs, certificates())

    assert status.intact
    assert not status.trusted


def test_what_an_old_key_signed_is_good_after_a_rotation(keys: Path) -> None:
    before = printed()

    add_pdf_key(keys, now=ISSUED_AT)
    after = printed()

    assert len(certificates()) == 2
    assert judged(before, certificates()).bottom_line
    assert judged(after, certificates()[:1]).bottom_line
    assert not judged(before, certificates()[:1]).bottom_line


@pytest.mark.parametrize("content", [b"", b"nothing", b"-----BEGIN PRIVATE KEY-----\nAA\n"])
def test_a_broken_file_of_keys_is_told(keys: Path, content: bytes) -> None:
    (keys / "pdf.keys").write_bytes(content)

    with pytest.raises(KeysMissing):
        seal(now=ISSUED_AT)


@pytest.mark.django_db
def test_without_a_key_nothing_leaves_unsigned_and_the_print_waits(keys: Path, media: Path) -> None:
    (keys / "pdf.keys").rename(keys / "away")
    certificate = CertificateFactory()

    assert not print_certificate(certificate.pk, now=ISSUED_AT)
    certificate.refresh_from_db()
    assert (certificate.file, certificate.print_attempts) == (None, 0)
    assert certificate.print_due_at == ISSUED_AT + LEASE
    assert list(media.rglob("*.pdf")) == []

    (keys / "away").rename(keys / "pdf.keys")
    assert print_certificate(certificate.pk, now=ISSUED_AT)
    certificate.refresh_from_db()
    assert judged(path_of(str(certificate.file)).read_bytes(), certificates()).bottom_line


@contextmanager
def serving(answer: Callable[[bytes], tuple[int, bytes]]) -> Iterator[str]:
    """A time-stamp server on this machine, at the address that is yielded."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            status, content = answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/tsa"
        server.shutdown()
        thread.join()


@pytest.fixture
def authority(tmp_path: Path) -> DummyTimeStamper:
    """A time-stamp authority with a key and a certificate of its own."""
    return make_authority(tmp_path)


def make_authority(folder: Path) -> DummyTimeStamper:
    from asn1crypto import keys as asn1_keys
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, "Time")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2036, 1, 1, tzinfo=UTC))
        .add_extension(
            x509.ExtendedKeyUsage([x509.oid.ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
        )
        .sign(key, hashes.SHA256())
    )
    (folder / "tsa.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    private = key.private_bytes(
        Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return DummyTimeStamper(
        tsa_cert=load_cert_from_pemder(folder / "tsa.pem"),
        tsa_key=asn1_keys.PrivateKeyInfo.load(private),
        fixed_dt=ISSUED_AT,
    )


def test_with_a_server_the_signature_bears_its_time_stamp(
    authority: DummyTimeStamper, settings: Settings, tmp_path: Path
) -> None:
    def stamped(asked: bytes) -> tuple[int, bytes]:
        request = tsp.TimeStampReq.load(asked)
        return 200, authority.request_tsa_response(request).dump()

    with serving(stamped) as address:
        settings.CERTIFICATE_TIMESTAMP_URL = address
        pdf = printed()

    tsa = x509.load_pem_x509_certificate((tmp_path / "tsa.pem").read_bytes())
    status = judged(pdf, [*certificates(), tsa])
    assert status.bottom_line
    assert status.timestamp_validity is not None
    assert status.timestamp_validity.valid
    assert status.timestamp_validity.timestamp == ISSUED_AT
    assert len(pdf) <= 100 * 1024


@pytest.mark.django_db
def test_a_silent_time_stamp_server_delays_the_print(settings: Settings, media: Path) -> None:
    certificate = CertificateFactory()

    with serving(lambda asked: (503, b"")) as address:
        settings.CERTIFICATE_TIMESTAMP_URL = address
        assert not print_certificate(certificate.pk, now=ISSUED_AT)

    certificate.refresh_from_db()
    assert (certificate.file, certificate.print_attempts) == (None, 1)
    assert certificate.print_error.startswith("TimestampRequestError")
    assert list(media.rglob("*.pdf")) == []
