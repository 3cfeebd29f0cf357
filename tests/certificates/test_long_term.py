"""Files that can be checked when nobody answers any more (PAdES B-LT)."""

import http.server
import io
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from asn1crypto import x509 as asn1
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from pyhanko.pdf_utils.generic import pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pytest_django import Settings

from backend.certificates import long_term
from backend.certificates.actions.print import print_certificate
from backend.certificates.pdf_keys import pairs, take_certificate
from backend.certificates.pdf_signature import is_ours
from backend.certificates.storage import path_of
from tests.certificates.authority import certified, new_key, revocations
from tests.certificates.poppler import judged_by_pdfsig, needs_pdfsig
from tests.certificates.token import make_token, needs_token
from tests.factories.certificates import ISSUED_AT, CertificateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority(settings: Settings, keys: Path) -> Iterator[SimpleNamespace]:
    """One that certified our key and a time-stamp server, and serves its list of revocations."""
    key, told = new_key("rsa"), SimpleNamespace(asked=0, list=b"", stamper=None)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked += 1
            self._say("application/pkix-crl", told.list)

        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            response = told.stamper.request_tsa_response(tsp.TimeStampReq.load(asked))
            self._say("application/timestamp-reply", response.dump())

        def _say(self, kind: str, content: bytes) -> None:
            self.send_response(200 if content else 503)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever).start()
        address = f"http://127.0.0.1:{server.server_port}"
        root = certified(key.public_key(), "Authority", by=key, until=2090)
        ours = pairs()[0].key.public_key()
        mine, time = new_key("rsa"), {"by": key, "ca": "Authority", "until": 2090}
        leaf = certified(ours, "Học Số", lists=f"{address}/crl", **time)
        stamp = certified(mine.public_key(), "Time", lists=f"{address}/crl", stamps=True, **time)
        take_certificate(keys, leaf.public_bytes(Encoding.PEM), now=ISSUED_AT)
        (keys / "roots.pem").write_bytes(root.public_bytes(Encoding.PEM))
        private = mine.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        told.root, told.leaf = asn1.Certificate.load(root.public_bytes(Encoding.DER)), leaf
        told.address, told.key, told.list = address, key, revocations(key, "Authority")
        told.stamper = DummyTimeStamper(
            tsa_cert=asn1.Certificate.load(stamp.public_bytes(Encoding.DER)),
            tsa_key=asn1_keys.PrivateKeyInfo.load(private),
            fixed_dt=datetime(2026, 11, 1, tzinfo=UTC),
        )
        settings.CERTIFICATE_TIMESTAMP_URL, settings.CERTIFICATE_LONG_TERM = f"{address}/tsa", True
        long_term._trusting.cache_clear()
        yield told
        server.shutdown()


def printed() -> bytes:
    certificate = CertificateFactory()
    assert print_certificate(certificate.pk, now=ISSUED_AT)
    certificate.refresh_from_db()
    return path_of(str(certificate.file)).read_bytes()


def is_good_offline(pdf: bytes, root: asn1.Certificate) -> bool:
    """By the file alone: nobody is asked, and of every certificate it must be known."""
    reader = PdfFileReader(io.BytesIO(pdf))
    [signature] = reader.embedded_signatures
    known = DocumentSecurityStore.read_dss(reader).as_validation_context(
        {"trust_roots": [root], "allow_fetching": False, "revocation_mode": "hard-fail"}
    )
    status = validate_pdf_signature(signature, known, known)
    assert status.timestamp_validity is not None
    return bool(status.bottom_line and status.timestamp_validity.trusted)


def test_files_carry_what_checks_them_and_the_authority_is_asked_once(
    authority: SimpleNamespace, media: Path
) -> None:
    files = [printed(), printed()]

    assert [is_good_offline(file, authority.root) for file in files] == [True, True]
    assert [is_ours(file) for file in files] == [True, True]
    assert authority.asked <= 2
    assert max(map(len, files)) <= 100 * 1024


@needs_token
def test_what_a_token_signs_can_be_checked_long_after_too(
    authority: SimpleNamespace,
    media: Path,
    tmp_path: Path,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key, lists = new_key("ec"), f"{authority.address}/crl"
    leaf = certified(
        key.public_key(), "UBND tỉnh", by=authority.key, ca="Authority", until=2090, lists=lists
    )
    make_token(tmp_path, key, leaf, settings, monkeypatch)

    file = printed()

    [signature] = PdfFileReader(io.BytesIO(file)).embedded_signatures
    assert signature.signer_cert.dump() == leaf.public_bytes(Encoding.DER)
    assert is_good_offline(file, authority.root)
    assert is_ours(file)
    assert len(file) <= 100 * 1024


@needs_pdfsig
def test_pdfsig_finds_such_a_file_good(
    authority: SimpleNamespace, media: Path, tmp_path: Path
) -> None:
    told = judged_by_pdfsig(printed(), tmp_path)

    assert "Signature is Valid" in told
    assert "ETSI.CAdES.detached" in told


def test_what_else_is_put_behind_such_a_file_is_caught(
    authority: SimpleNamespace, media: Path
) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(printed()))
    writer.root["/Lang"] = pdf_string("en")
    writer.update_root()
    changed = io.BytesIO()
    writer.write(changed)

    assert not is_ours(changed.getvalue())


@pytest.mark.parametrize("is_silent", [True, False], ids=["silent", "revoked"])
def test_without_the_authoritys_word_nothing_is_printed(
    authority: SimpleNamespace, media: Path, is_silent: bool
) -> None:
    revoked = revocations(authority.key, "Authority", authority.leaf)
    authority.list = b"" if is_silent else revoked
    certificate = CertificateFactory()

    assert not print_certificate(certificate.pk, now=ISSUED_AT)

    certificate.refresh_from_db()
    assert (certificate.file, certificate.print_attempts) == (None, 1)
    assert list(media.rglob("*.pdf")) == []
