"""Signatures: of these facts, by these keys, and of nothing else."""

import base64
import hashlib
import json
from io import StringIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.management import CommandError, call_command
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from backend.certificates.actions.issue import issue_certificate
from backend.certificates.actions.print import LEASE, print_certificate
from backend.certificates.models import Certificate
from backend.certificates.printing.certificate import PROOF
from backend.certificates.queries.credential import attached_proof
from backend.certificates.queries.proof import bears_good_signature, statement_of
from backend.certificates.queries.verification import verification
from backend.certificates.rules.statement import statement
from backend.certificates.signing import add_signing_key, is_signed, public_keys, sign
from backend.certificates.storage import path_of
from backend.common.vault import KeysMissing
from tests.factories.accounts import UserFactory
from tests.factories.certificates import FACTS, ISSUED_AT, CertificateFactory

LATER = ISSUED_AT + LEASE


def issued() -> Certificate:
    return issue_certificate(
        user=UserFactory(), source="round:a:participant:1", kind="round", facts=FACTS, now=ISSUED_AT
    )


def test_a_statement_is_the_same_whatever_the_order_of_its_facts():
    turned = dict(reversed(FACTS.items()))

    said = statement(code="A", kind="round", facts=FACTS, issued_at=ISSUED_AT)

    assert said == statement(code="A", kind="round", facts=turned, issued_at=ISSUED_AT)
    assert json.loads(said)["facts"] == FACTS
    assert "Nguyễn Thị Diễm Phượng".encode() in said


@given(st.binary(min_size=1, max_size=40), st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_turned_bit_breaks_a_signature(said, data):
    place = data.draw(st.integers(0, len(said) * 8 - 1))
    other = bytearray(said)
    other[place // 8] ^= 1 << place % 8
    signature = sign(said)

    assert is_signed(said, signature)
    assert not is_signed(bytes(other), signature)


def test_what_an_old_key_signed_stays_good_after_a_rotation(keys: Path):
    before = sign(b"that")

    add_signing_key(keys)
    after = sign(b"that")

    assert before.key != after.key
    assert is_signed(b"that", before)
    assert is_signed(b"that", after)
    assert [key["kid"] for key in public_keys()] == [after.key, before.key]


def test_a_key_that_is_not_ours_signed_nothing(keys: Path):
    before = sign(b"that")
    (keys / "sign.keys").unlink()

    with pytest.raises(KeysMissing):
        is_signed(b"that", before)

    (keys / "sign.keys").write_bytes(base64.b64encode(bytes(32)))
    assert not is_signed(b"that", before)


@pytest.mark.parametrize("content", [b"", b"short", base64.b64encode(b"short"), b"\xff\xfe"])
def test_a_broken_file_of_keys_is_told(keys: Path, content: bytes):
    (keys / "sign.keys").write_bytes(content)

    with pytest.raises(KeysMissing):
        sign(b"that")


@pytest.mark.django_db
def test_a_certificate_is_signed_as_it_is_issued_and_the_public_page_says_so():
    certificate = issued()

    found = verification(certificate.code)

    assert bears_good_signature(Certificate.objects.get())
    assert (found["state"], found["signing_key"]) == ("valid", certificate.signing_key)


@pytest.mark.django_db
def test_facts_changed_behind_our_back_are_not_confirmed(client: Client):
    certificate = issued()
    Certificate.objects.update(facts={**FACTS, "points": 20})

    found = verification(certificate.code)
    page = client.get(f"/chung-nhan/{certificate.code}/").content.decode()

    assert (found["state"], found["facts"]) == ("altered", {})
    assert "không khớp chữ ký" in page
    assert FACTS["contest"] not in page


@pytest.mark.django_db
def test_without_a_key_a_certificate_waits_for_its_print_and_is_signed_first(
    keys: Path, media: Path
):
    (keys / "sign.keys").unlink()
    certificate = issued()

    assert not print_certificate(certificate.pk, now=ISSUED_AT)
    certificate.refresh_from_db()
    assert (certificate.signature, certificate.file, certificate.print_attempts) == ("", None, 0)
    assert certificate.print_due_at == ISSUED_AT + LEASE
    assert verification(certificate.code)["state"] == "valid"

    call_command("certificate_keys", stdout=StringIO())
    assert print_certificate(certificate.pk, now=LATER)
    certificate.refresh_from_db()
    assert bears_good_signature(certificate)


@pytest.mark.django_db
def test_the_file_carries_its_proof_and_anybody_can_check_it(client: Client, media: Path):
    certificate = issued()
    print_certificate(certificate.pk, now=LATER)
    certificate.refresh_from_db()
    assert certificate.file is not None
    path = path_of(certificate.file)

    [attached] = PdfReader(path).attachments[PROOF]
    proof = json.loads(attached)

    assert proof == attached_proof(certificate)
    assert proof["statement"]["facts"] == FACTS
    [key] = client.get("/api/v1/certificates/keys/").json()["keys"]
    public = base64.urlsafe_b64decode(key["x"] + "=")
    Ed25519PublicKey.from_public_bytes(public).verify(
        base64.b64decode(proof["signature"]["value"]), statement_of(certificate)
    )


@pytest.mark.django_db
def test_the_page_knows_the_digest_of_the_file_that_was_issued(client: Client, media: Path):
    certificate = issued()
    assert "data-digest" not in client.get(f"/chung-nhan/{certificate.code}/").content.decode()

    print_certificate(certificate.pk, now=LATER)

    certificate.refresh_from_db()
    assert certificate.file is not None
    digest = hashlib.sha256(path_of(certificate.file).read_bytes()).hexdigest()
    page = client.get(f"/chung-nhan/{certificate.code}/").content.decode()
    assert f'data-digest="{digest}"' in page


@pytest.mark.django_db
def test_signing_in_bulk_signs_what_has_none_and_reports_what_was_changed(keys: Path):
    unsigned, signed = CertificateFactory(), issued()
    add_signing_key(keys)

    call_command("sign_certificates", stdout=StringIO())
    unsigned.refresh_from_db()
    assert bears_good_signature(unsigned)
    assert unsigned.signing_key != signed.signing_key

    call_command("sign_certificates", "--anew", stdout=StringIO())
    signed.refresh_from_db()
    assert signed.signing_key == unsigned.signing_key

    Certificate.objects.filter(pk=signed.pk).update(facts={**FACTS, "points": 20})
    with pytest.raises(CommandError, match="1 certificates"):
        call_command("sign_certificates", "--anew", stdout=StringIO())


def test_missing_keys_are_told(client: Client, keys: Path):
    (keys / "sign.keys").unlink()

    answer = client.get("/api/v1/certificates/keys/")

    assert answer.status_code == 503
    assert answer.json()["code"] == "identity_keys_missing"
