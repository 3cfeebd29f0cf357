"""What a stranger learns from a code."""

import json

import pytest
from pytest_django import DjangoAssertNumQueries

from backend.certificates.queries.verification import verification
from tests.factories.certificates import FACTS, ISSUED_AT, CertificateFactory

UNKNOWN = {
    "state": "unknown",
    "code": None,
    "revoked_at": None,
    "revoked_reason": None,
    "replaced_by": None,
    "facts": {},
    "signing_key": None,
    "file_digest": None,
}
pytestmark = pytest.mark.django_db


def test_valid_code_shows_the_facts_with_a_masked_name():
    certificate = CertificateFactory()

    found = verification(certificate.code)

    assert (found["state"], found["code"], found["revoked_at"]) == ("valid", certificate.code, None)
    assert found["facts"]["name"] == "Nguyễn T. D. P***"
    assert found["facts"]["contest"] == FACTS["contest"]


def test_only_public_facts_are_shown():
    certificate = CertificateFactory(
        facts={**FACTS, "phone": "+84912345678", "birth_date": "1990-01-01", "organisation": ""}
    )

    found = verification(certificate.code)

    assert set(found["facts"]) == {
        *("name", "contest", "round", "points", "max_points", "issued_on", "issuer")
    }
    assert "Phượng" not in json.dumps(found, default=str, ensure_ascii=False)


def test_revoked_certificate_says_so_and_why():
    certificate = CertificateFactory(revoked=True)

    found = verification(certificate.code)

    assert (found["state"], found["revoked_at"]) == ("revoked", ISSUED_AT)
    assert (found["revoked_reason"], found["replaced_by"]) == ("Cấp nhầm", None)


@pytest.mark.parametrize("typed", ["0" * 26, "not a code", "", "'; DROP TABLE", "ſ" * 26])
def test_unknown_and_impossible_codes_are_answered_alike(
    typed: str, django_assert_num_queries: DjangoAssertNumQueries
):
    CertificateFactory()

    with django_assert_num_queries(1):
        assert verification(typed) == UNKNOWN
