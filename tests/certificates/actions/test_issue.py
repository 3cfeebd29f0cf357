"""One certificate for each thing that earned it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from backend.accounts.models import User
from backend.certificates.actions.issue import issue_certificate
from backend.certificates.models import Certificate
from backend.certificates.rules.code import canonical
from tests.factories.accounts import UserFactory
from tests.factories.certificates import FACTS, ISSUED_AT

SOURCE = "round:test:participant:1"


def issue(user: User, source: str = SOURCE) -> Certificate:
    return issue_certificate(user=user, source=source, kind="threshold", facts=FACTS, now=ISSUED_AT)


@pytest.mark.django_db
def test_issued_certificate_waits_for_its_print() -> None:
    certificate = issue(UserFactory())

    assert certificate.facts == FACTS
    assert certificate.print_due_at == ISSUED_AT
    assert certificate.file is None
    assert canonical(certificate.code) == certificate.code


@pytest.mark.django_db
def test_issuing_again_changes_nothing() -> None:
    user = UserFactory()
    first = issue(user)

    again = issue_certificate(
        user=UserFactory(), source=SOURCE, kind="other", facts={"name": "Ai đó"}, now=ISSUED_AT
    )

    again.refresh_from_db()
    assert again.pk == first.pk
    assert (again.user, again.kind, again.facts, again.code) == (
        user,
        "threshold",
        FACTS,
        first.code,
    )


@pytest.mark.django_db
def test_codes_are_not_alike() -> None:
    user = UserFactory()

    codes = {issue(user, f"round:test:participant:{number}").code for number in range(50)}

    assert len(codes) == 50


@pytest.mark.django_db(transaction=True)
def test_issuing_at_the_same_time_leaves_one_certificate() -> None:
    user = UserFactory()
    start = Barrier(8)

    def race(_: int) -> int:
        start.wait()
        try:
            return issue(user).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(race, range(8)))

    assert found == {Certificate.objects.get().pk}
