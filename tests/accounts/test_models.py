"""What the database keeps true about people and consents."""

import unicodedata

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from backend.accounts.enums import Purpose
from backend.accounts.models import Consent, User
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def consent() -> Consent:
    consent: Consent = Consent.objects.create(
        user=UserFactory(),
        purpose=Purpose.TAKING_PART,
        granted=True,
        text_hash="0" * 64,
        guardian_name="Nguyễn Thị Mẹ",
        guardian_phone="+84987654321",
        given_at=timezone.now(),
    )
    return consent


def test_user_needs_a_phone_number_or_an_address():
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user(full_name="Nguyễn Văn An")


@pytest.mark.parametrize("fields", [{"phone": "0912345678"}, {"email": "An@hocso.test"}])
def test_user_identifiers_are_canonical(fields: dict[str, str]):
    with pytest.raises(IntegrityError), transaction.atomic():
        User(full_name="Nguyễn Văn An", **fields).save()


def test_create_user_lowers_the_address_and_hashes_the_password():
    person = User.objects.create_user("An@HocSo.test", "mat-khau", full_name="Nguyễn Văn An")

    assert person.email == "an@hocso.test"
    assert person.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert person.check_password("mat-khau")


def test_create_superuser_is_staff():
    person = User.objects.create_superuser("admin@hocso.test", "mat-khau", full_name="Quản trị")

    assert person.is_staff
    assert person.is_superuser


def test_password_is_one_however_the_keyboard_writes_it():
    person = User(full_name="Nguyễn Văn An")
    person.set_password(unicodedata.normalize("NFD", "mật khẩu"))

    assert person.check_password(unicodedata.normalize("NFC", "mật khẩu"))


def test_user_keeps_a_sort_key_set_by_hand():
    person = UserFactory(full_name="Y Wơn Niê", name_sort_key="won")

    person.save()

    person.refresh_from_db()
    assert person.name_sort_key == "won"


def test_users_sort_by_given_name_in_the_database():
    names = ["Trần Thị An", "Lê Văn Ân", "Bùi Văn Bình", "Nguyễn An Đào", "Vũ Xuân"]
    for name in reversed(names):
        UserFactory(full_name=name)

    found = User.objects.order_by("name_sort_key").values_list("full_name", flat=True)

    assert list(found) == names


def test_consents_cannot_be_changed(consent: Consent):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Consent.objects.update(granted=False)

    consent.refresh_from_db()
    assert consent.granted


def test_consents_cannot_be_deleted(consent: Consent):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Consent.objects.all().delete()

    assert Consent.objects.exists()


def test_consents_let_a_guardian_be_erased(consent: Consent):
    Consent.objects.update(guardian_name="", guardian_phone="")

    consent.refresh_from_db()
    assert (consent.guardian_name, consent.guardian_phone, consent.granted) == ("", "", True)


def test_consents_refuse_an_erasure_that_changes_more(consent: Consent):
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.update(guardian_name="", guardian_phone="", granted=False)
