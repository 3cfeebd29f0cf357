"""Certificates as Open Badges: what other people's libraries make of them."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier
from openvc.did.did_web import DidWebResolver
from openvc.errors import OpenvcError
from openvc.resolvers import default_status_list_resolver
from openvc.status import CredentialRevoked
from openvc.verify import VerificationPolicy, VerificationResult, verify_credential
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries, Settings

from backend.certificates.actions.issue import issue_certificate
from backend.certificates.actions.print import LEASE, print_certificate
from backend.certificates.actions.revoke import revoke_certificate
from backend.certificates.actions.sign import sign_all
from backend.certificates.api.certificate import VERIFICATIONS
from backend.certificates.models import Certificate
from backend.certificates.printing.certificate import PROOF
from backend.certificates.signing import add_signing_key
from backend.certificates.storage import path_of
from tests.factories.accounts import UserFactory
from tests.factories.certificates import FACTS, ISSUED_AT

pytestmark = pytest.mark.django_db
HOME = "https://thi.example.vn"
DID = "did:web:thi.example.vn"
API = "/api/v1/certificates"
# What the libraries compare with is the clock of the machine.
LONG_AGO = ISSUED_AT - timedelta(days=365)


@pytest.fixture
def issued() -> Certificate:
    return issued_with()


def issued_with(**facts: Any) -> Certificate:
    return issue_certificate(
        user=UserFactory(email="diem.phuong@example.vn", full_name=FACTS["name"]),
        source="round:a:participant:1",
        kind="threshold",
        facts={**FACTS, **facts},
        now=LONG_AGO,
    )


@pytest.fixture
def fetch(client: Client) -> Callable[[str], bytes]:
    """The web, as far as it is ours."""

    def fetched(address: str) -> bytes:
        assert address.startswith(HOME)
        answer = client.get(address.removeprefix(HOME))
        assert answer.status_code == 200, address
        return answer.content

    return fetched


def own(client: Client, certificate: Certificate, form: str) -> str:
    client.force_login(certificate.user)
    answer = client.get(f"{API}/{certificate.uuid}/credential.{form}")
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def public(certificate: Certificate, form: str) -> str:
    return f"{API}/verify/{certificate.code}/credential.{form}"


def accepted(said: str, fetch: Callable[[str], bytes]) -> VerificationResult:
    """By openvc: the proof, the issuer's keys, and the signed list of revocations."""
    resolver = DidWebResolver(lambda address: json.loads(fetch(address)))
    lists = default_status_list_resolver(
        resolver=resolver, fetch=lambda address: fetch(address).decode(), expected_issuer=DID
    )
    return verify_credential(
        json.loads(said),
        resolver=resolver,
        resolve_status_list=lists,
        policy=VerificationPolicy(
            expected_types=["OpenBadgeCredential"], require_status_issuer_binding=True
        ),
    )


def test_another_library_accepts_the_credential_and_its_status(
    client: Client, issued: Certificate, fetch: Callable[[str], bytes]
):
    found = accepted(own(client, issued, "json"), fetch)

    assert (found.issuer, found.status and found.status.revoked) == (DID, False)
    assert found.format == "data-integrity:eddsa-jcs-2022"


def test_a_library_of_open_badges_accepts_the_jwt(
    client: Client, issued: Certificate, fetch: Callable[[str], bytes]
):
    token = own(client, issued, "jwt")

    found = OB3Verifier.for_issuer_did(DID, fetch).verify(token, check_status=True, download=fetch)

    assert found.issuer.name == "Ban Tổ chức Cuộc thi tỉnh Tuyên Quang"
    assert found.achievement.name == "Vòng 3 · Tìm hiểu Nghị quyết 57-NQ/TW và chuyển đổi số"
    assert found.achievement.criteria_narrative == (
        "Đã hoàn thành Vòng 3 của cuộc thi “Tìm hiểu Nghị quyết 57-NQ/TW và chuyển đổi số”."
    )
    [described], [result] = found.achievement.result_descriptions, found.results
    assert (result.value, described.value_max) == ("19", "20")
    assert result.result_description == described.id
    assert found.id == f"{HOME}/chung-nhan/{issued.code}/"


def test_a_revoked_certificate_is_refused_at_once(
    client: Client, issued: Certificate, fetch: Callable[[str], bytes]
):
    kept, token = own(client, issued, "json"), own(client, issued, "jwt")
    other = issue_certificate(
        user=UserFactory(), source="b", kind="threshold", facts=FACTS, now=LONG_AGO
    )
    verifier = OB3Verifier.for_issuer_did(DID, fetch)
    accepted(kept, fetch)
    verifier.verify(token, check_status=True, download=fetch)

    revoke_certificate(issued.pk, reason="Cấp nhầm", actor=None, now=ISSUED_AT)

    with pytest.raises(CredentialRevoked):
        accepted(kept, fetch)
    with pytest.raises(OB3VerificationError, match="'revocation' is set"):
        verifier.verify(token, check_status=True, download=fetch)
    assert accepted(own(client, other, "json"), fetch).issuer == DID
    verifier.verify(own(client, other, "jwt"), check_status=True, download=fetch)


def test_each_changed_fact_breaks_the_proof(
    client: Client, issued: Certificate, fetch: Callable[[str], bytes]
):
    said = own(client, issued, "json")

    for old, new in (("19", "20"), ("Vòng 3", "Vòng 4"), (issued.code, "Z" + issued.code[1:])):
        assert old in said
        with pytest.raises(OpenvcError):
            accepted(said.replace(old, new), fetch)
    with pytest.raises(OpenvcError):
        accepted(
            said.replace(DID, "did:web:other.example.vn"),
            lambda _: fetch(f"{HOME}/.well-known/did.json"),
        )


def test_what_anybody_may_download_does_not_lead_to_the_person(
    client: Client, issued: Certificate, fetch: Callable[[str], bytes]
):
    said = client.get(public(issued, "json")).content.decode()

    assert accepted(said, fetch).issuer == DID
    subject = json.loads(said)["credentialSubject"]
    assert "identifier" not in subject
    assert re.fullmatch("urn:uuid:[0-9a-f-]{36}", subject["id"])
    for secret in (FACTS["name"], FACTS["organisation"], "diem.phuong", str(issued.uuid)):
        assert secret not in said


def test_the_owners_credential_lets_those_compare_who_know_the_name(
    client: Client, issued: Certificate
):
    said = own(client, issued, "json")

    [identity] = json.loads(said)["credentialSubject"]["identifier"]
    digest = sha256(f"{FACTS['name']}{identity['salt']}".encode()).hexdigest()
    assert identity["identityHash"] == f"sha256${digest}"
    assert FACTS["name"] not in said
    assert "diem.phuong" not in said


def test_a_credential_of_an_old_key_is_good_after_a_rotation_and_after_all_are_signed_anew(
    client: Client, issued: Certificate, fetch: Callable[[str], bytes], keys: Path
):
    before = own(client, issued, "json")

    add_signing_key(keys)
    assert own(client, issued, "json") == before
    assert accepted(before, fetch).issuer == DID

    assert sign_all(anew=True) == (1, 0)
    after = own(client, issued, "json")
    assert after != before
    assert accepted(after, fetch).issuer == DID


def test_people_with_the_same_award_have_the_same_achievement(client: Client, issued: Certificate):
    other = issue_certificate(
        user=UserFactory(),
        source="b",
        kind="threshold",
        facts={**FACTS, "name": "Lò Y Ó", "points": 15, "rank": 7, "people": 90},
        now=ISSUED_AT,
    )

    subjects = [
        json.loads(own(client, one, "json"))["credentialSubject"] for one in (issued, other)
    ]

    assert subjects[0]["achievement"]["id"] == subjects[1]["achievement"]["id"]
    assert subjects[0]["id"] != subjects[1]["id"]
    assert [one["value"] for one in subjects[1]["result"]] == ["15", "7"]


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"award": "giải Nhì"}, "Award"),
        ({"contest": "", "round": "", "course": "An toàn số"}, "CertificateOfCompletion"),
        ({"language": "en"}, "Certificate"),
    ],
)
def test_each_kind_is_accepted(
    client: Client, fetch: Callable[[str], bytes], facts: dict[str, Any], kind: str
):
    certificate = issued_with(**facts)

    found = OB3Verifier.for_issuer_did(DID, fetch).verify(own(client, certificate, "jwt"))

    assert found.achievement.achievement_type == kind
    assert accepted(own(client, certificate, "json"), fetch).issuer == DID


@pytest.mark.parametrize("form", ["json", "jwt"])
def test_what_is_no_longer_as_it_was_signed_is_not_vouched_for(
    client: Client, issued: Certificate, form: str
):
    address = f"{API}/{issued.uuid}/credential.{form}"
    client.force_login(issued.user)
    Certificate.objects.update(facts={**FACTS, "points": 20})

    for asked in (address, public(issued, form)):
        answer = client.get(asked)
        assert (answer.status_code, answer.json()["code"]) == (409, "certificate_not_proven")

    Certificate.objects.update(facts=FACTS)
    revoke_certificate(issued.pk, reason="", actor=None, now=ISSUED_AT)
    for asked in (address, public(issued, form)):
        answer = client.get(asked)
        assert (answer.status_code, answer.json()["code"]) == (409, "certificate_revoked")


def test_the_printed_file_carries_the_credential(
    client: Client, issued: Certificate, fetch: Callable[[str], bytes], media: Path
):
    assert print_certificate(issued.pk, now=LONG_AGO + LEASE)
    issued.refresh_from_db()

    [attached] = PdfReader(path_of(str(issued.file))).attachments[PROOF]

    carried = json.loads(attached)["credential"]
    assert carried == json.loads(own(client, issued, "json"))
    assert accepted(json.dumps(carried), fetch).issuer == DID


def test_facts_changed_behind_our_back_are_not_printed(issued: Certificate, media: Path):
    Certificate.objects.update(facts={**FACTS, "points": 20})

    assert not print_certificate(issued.pk, now=LONG_AGO + LEASE)

    issued.refresh_from_db()
    assert issued.print_error.startswith("CertificateNotProven")
    assert list(media.rglob("*.pdf")) == []


def test_unknown_codes_are_not_told_from_what_cannot_be_one_and_cost_the_same_budget(
    client: Client,
):
    answers = [client.get(f"{API}/verify/{code}/credential.json") for code in ("0" * 26, "x")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content.replace(b"/x/", b"/" + b"0" * 26 + b"/")

    for _ in range(VERIFICATIONS.count - len(answers)):
        VERIFICATIONS.spend("127.0.0.1")
    assert client.get(f"{API}/verify/{'0' * 26}/credential.json").status_code == 429


def test_a_list_is_made_once_and_again_when_something_was_revoked(
    client: Client, issued: Certificate, django_assert_num_queries: DjangoAssertNumQueries
):
    number = issued.pk >> 17
    address = f"{API}/status/{number}.jwt"

    first = client.get(address)
    assert first["Access-Control-Allow-Origin"] == "*"
    with django_assert_num_queries(1):
        assert client.get(address).content == first.content

    revoke_certificate(issued.pk, reason="", actor=None, now=ISSUED_AT)
    assert client.get(address).content != first.content
    assert client.get(f"{API}/status/{number + 1}.jwt").status_code == 404


def test_a_host_with_a_port_is_named_by_the_rules_of_did_web(client: Client, settings: Settings):
    settings.PUBLIC_URL = "http://localhost:8000"

    assert client.get("/.well-known/did.json").json()["id"] == "did:web:localhost%3A8000"


def test_without_keys_nothing_is_said(client: Client, issued: Certificate, keys: Path):
    (keys / "sign.keys").unlink()

    for address in ("/.well-known/did.json", f"{API}/status/0.json", public(issued, "json")):
        answer = client.get(address)
        assert (answer.status_code, answer.json()["code"]) == (503, "identity_keys_missing")
