"""The certificate of the key that signs files: asked for, put in use, watched."""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from backend.certificates.expiry import state
from backend.certificates.pdf_keys import NotOurs, take_certificate
from backend.certificates.pdf_signature import certificates, is_ours, seal
from backend.certificates.printing.certificate import certificate_pdf
from backend.common.vault import KeysMissing
from tests.certificates.authority import certified, is_trusted, new_key
from tests.factories.certificates import FACTS, ISSUED_AT

CODE = "7QKM-4T2X-9DRW-HN5C-8JV3-TKPB-01"


def printed() -> bytes:
    facts: Any = FACTS
    return certificate_pdf(code=CODE, facts=facts, issued_at=ISSUED_AT, seal=seal(now=ISSUED_AT))


def requested() -> x509.CertificateSigningRequest:
    said = StringIO()
    call_command("certificate_keys", "--request", "UBND tỉnh", "Học Số", stdout=said)
    return x509.load_pem_x509_csr(said.getvalue().encode())


def test_an_authority_certifies_our_key_and_readers_trust_it(keys: Path) -> None:
    root_key, before = new_key(), printed()
    root = certified(root_key.public_key(), "Authority", by=root_key)
    request = requested()
    answer = certified(request.public_key(), "Học Số", by=root_key, ca="Authority")
    told = (answer, root)
    pem = b"".join(one.public_bytes(Encoding.PEM) for one in told)

    take_certificate(keys, pem, now=ISSUED_AT)

    assert request.is_signature_valid
    assert request.subject.rfc4514_string() == "CN=Học Số,O=UBND tỉnh,C=VN"
    assert certificates()[0] == answer
    assert is_trusted(printed(), root)
    assert not is_trusted(before, root)
    assert is_ours(before)


@pytest.mark.parametrize("until", [2030, 2027])
def test_what_is_no_answer_of_ours_is_refused_and_changes_nothing(keys: Path, until: int) -> None:
    root_key, kept = new_key(), (keys / "pdf.keys").read_bytes()
    public = new_key().public_key() if until == 2030 else requested().public_key()
    answer = certified(public, "Học Số", by=root_key, ca="Authority", until=until)
    pem = answer.public_bytes(Encoding.PEM)

    with pytest.raises(NotOurs):
        take_certificate(keys, pem, now=datetime(2028, 1, 1, tzinfo=UTC))

    assert (keys / "pdf.keys").read_bytes() == kept


def test_the_command_says_why_an_answer_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "answer.pem").write_text("nothing")

    with pytest.raises(CommandError, match="is not used: no certificate in PEM"):
        call_command("certificate_keys", "--certificate", str(tmp_path / "answer.pem"))


@pytest.mark.parametrize(("month", "told"), [(8, "ok"), (10, "expires"), (12, "expired")])
def test_the_end_of_the_certificate_is_told_in_time(month: int, told: str) -> None:
    assert state(datetime(2036, month, 1, tzinfo=UTC)) == told


@pytest.mark.django_db
def test_a_collector_of_figures_sees_when_it_ends(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = "a-collector"

    page = client.get("/metrics", headers={"Authorization": "Bearer a-collector"}).content.decode()

    [line] = [
        each
        for each in page.splitlines()
        if each.startswith("hocso_signing_certificate_expires_seconds ")
    ]
    assert float(line.split()[1]) == certificates()[0].not_valid_after_utc.timestamp()


def test_a_certificate_that_has_run_out_signs_nothing() -> None:
    with pytest.raises(KeysMissing):
        seal(now=datetime(2040, 1, 1, tzinfo=UTC))
