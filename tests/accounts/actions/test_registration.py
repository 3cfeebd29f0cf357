"""The action refuses by itself, whoever calls it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from backend.accounts.actions.registration import (
    Guardian,
    Registration,
    RegistrationRefused,
    register,
)
from backend.accounts.models import Consent, User
from backend.accounts.rules.consent import ConsentRequired
from backend.accounts.rules.identifier import Identifier
from backend.accounts.rules.person import GuardianRequired, InvalidBirthDate, InvalidFullName
from backend.common.errors import DomainError

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 17, 30, tzinfo=UTC)  # the 22nd in Vietnam
COMPLETE = Registration(
    identifier=Identifier("phone", "+84912345678"),
    password="mat-khau-thu",
    full_name="Nguyễn Văn An",
    birth_date=date(1990, 9, 2),
    consents={"taking_part": True},
)


def test_register_stores_a_person_and_four_consents():
    person = register(COMPLETE, now=NOW)

    assert person.date_joined == NOW
    assert person.consents.count() == 4


@pytest.mark.parametrize(
    ("registration", "refusal"),
    [
        (replace(COMPLETE, full_name="😀"), InvalidFullName),
        (replace(COMPLETE, birth_date=date(2026, 11, 22)), InvalidBirthDate),
        (replace(COMPLETE, birth_date=date(2012, 1, 1)), GuardianRequired),
        (replace(COMPLETE, consents={"taking_part": False, "photos": True}), ConsentRequired),
        (replace(COMPLETE, consents={}), ConsentRequired),
    ],
)
def test_register_refuses_and_stores_nothing(
    registration: Registration, refusal: type[DomainError]
):
    with pytest.raises(refusal):
        register(registration, now=NOW)

    assert not User.objects.exists()


def test_register_takes_a_child_with_a_guardian():
    guardian = Guardian("Nguyễn Thị Mẹ", "+84987654321")

    register(replace(COMPLETE, birth_date=date(2012, 1, 1), guardian=guardian), now=NOW)

    assert Consent.objects.filter(guardian_name="Nguyễn Thị Mẹ").count() == 4


def test_register_twice_is_refused_and_changes_nothing():
    register(COMPLETE, now=NOW)

    with pytest.raises(RegistrationRefused):
        register(replace(COMPLETE, full_name="Kẻ Khác"), now=NOW)

    assert User.objects.get().full_name == "Nguyễn Văn An"
    assert Consent.objects.count() == 4


def test_register_records_the_words_of_the_language():
    vietnamese = register(COMPLETE, now=NOW)
    english = register(
        replace(COMPLETE, identifier=Identifier("email", "an@hocso.test"), language="en"), now=NOW
    )

    assert _hashes(vietnamese).isdisjoint(_hashes(english))


def _hashes(person: User) -> set[str]:
    return set(person.consents.values_list("text_hash", flat=True))
