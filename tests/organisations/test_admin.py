"""Django's admin: who sees and changes what."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from backend.accounts.models import User
from backend.organisations.enums import Role
from backend.organisations.models import Membership, Organisation
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

LISTS = [
    "accounts_user_changelist",
    "organisations_organisation_changelist",
    "organisations_membership_changelist",
]


@pytest.fixture
def province() -> Organisation:
    return OrganisationFactory(name="Tỉnh Tuyên Quang")


@pytest.fixture
def commune(province: Organisation) -> Organisation:
    return OrganisationFactory(parent=province, name="Xã Thượng Lâm")


@pytest.fixture
def staff(client: Client) -> User:
    person: User = UserFactory(staff=True, email="admin@hocso.test")
    client.force_login(person)
    return person


@pytest.fixture
def unit_admin(client: Client, commune: Organisation) -> User:
    person: User = MembershipFactory(organisation=commune, administrator=True).user
    client.force_login(person)
    return person


def _page(client: Client, name: str, *args: Any, **query: Any) -> Any:
    return client.get(reverse(f"admin:{name}", args=args), query)


@pytest.mark.parametrize("name", LISTS)
def test_lists_open_for_staff(client: Client, staff: User, commune: Organisation, name: str):
    MembershipFactory(organisation=commune)

    assert _page(client, name).status_code == 200
    assert _page(client, name, q="thu").status_code == 200


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("role", [Role.ORGANISER, Role.TRAINER])
def test_lists_are_closed_for_other_roles(client: Client, name: str, role: Role):
    client.force_login(MembershipFactory(role=role).user)

    assert _page(client, name).status_code == 403


@pytest.mark.parametrize("name", LISTS)
def test_lists_send_participants_to_sign_in(client: Client, name: str):
    client.force_login(MembershipFactory().user)

    assert _page(client, name).status_code == 302


def test_unit_admin_sees_their_subtree_only(
    client: Client, unit_admin: User, province: Organisation, commune: Organisation
):
    neighbour = OrganisationFactory(parent=province, name="Xã Láng Giềng")
    own = UserFactory(full_name="Nguyễn Thị Nhà")
    other = UserFactory(full_name="Trần Văn Người")
    MembershipFactory(user=own, organisation=commune)
    MembershipFactory(user=other, organisation=neighbour)

    people = _page(client, LISTS[0]).content.decode()
    organisations = _page(client, LISTS[1]).content.decode()

    assert "Nguyễn Thị Nhà" in people
    assert "Trần Văn Người" not in people
    assert "Xã Thượng Lâm" in organisations
    assert "Xã Láng Giềng" not in organisations
    assert _page(client, "accounts_user_change", other.pk).status_code == 302
    assert _page(client, "organisations_organisation_change", neighbour.pk).status_code == 302


def test_unit_admin_does_not_see_how_to_reach_people(
    client: Client, unit_admin: User, commune: Organisation
):
    own = UserFactory(phone="+84912345678", email="nha@hocso.test")
    MembershipFactory(user=own, organisation=commune)

    page = _page(client, "accounts_user_change", own.pk).content.decode()

    assert own.full_name in page
    assert "912345678" not in page
    assert "nha@hocso.test" not in page
    assert "1990" not in page


def test_unit_admin_keeps_the_headcount_and_nothing_else(
    client: Client, unit_admin: User, commune: Organisation
):
    address = reverse("admin:organisations_organisation_change", args=[commune.pk])

    client.post(address, {"headcount": "250", "name": "Tên khác", "is_contest_unit": ""})

    commune.refresh_from_db()
    assert (commune.headcount, commune.name) == (250, "Xã Thượng Lâm")
    assert commune.is_contest_unit


def test_unit_admin_cannot_change_people_or_roles(
    client: Client, unit_admin: User, commune: Organisation
):
    own = MembershipFactory(organisation=commune)
    change = reverse("admin:accounts_user_change", args=[own.user.pk])

    assert client.post(change, {"full_name": "X", "is_staff": "on"}).status_code == 403
    assert _page(client, "accounts_user_add").status_code == 403
    assert _page(client, "organisations_membership_add").status_code == 403
    assert _page(client, "organisations_organisation_add").status_code == 403
    assert _page(client, "auth_user_password_change", own.user.pk).status_code == 403
    own.user.refresh_from_db()
    assert not own.user.is_staff


def test_staff_add_a_person_under_the_rules_of_registration(client: Client, staff: User):
    typed = {
        "full_name": "  Đỗ  Thị Bé ",
        "phone": "0912 345 678",
        "email": "",
        "birth_date": "1990-09-02",
        "usable_password": "true",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "consents-TOTAL_FORMS": "0",
        "consents-INITIAL_FORMS": "0",
    }
    address = reverse("admin:accounts_user_add")

    refused = client.post(address, typed | {"full_name": "\u202eBé", "phone": "113"})
    client.post(address, typed)

    assert refused.status_code == 200
    person = User.objects.exclude(pk=staff.pk).get()
    assert (person.full_name, person.phone, person.email) == ("Đỗ Thị Bé", "+84912345678", None)
    assert person.check_password(PASSWORD)


def test_staff_rename_a_person_and_the_sort_key_follows(client: Client, staff: User):
    person = UserFactory(full_name="Nguyễn Văn An")
    before = person.name_sort_key
    typed = {
        "full_name": "Nguyễn Văn Đào",
        "name_sort_key": before,
        "phone": person.phone,
        "preferred_language": "vi",
        "is_active": "on",
        "consents-TOTAL_FORMS": "0",
        "consents-INITIAL_FORMS": "0",
    }

    client.post(reverse("admin:accounts_user_change", args=[person.pk]), typed)

    person.refresh_from_db()
    assert person.full_name == "Nguyễn Văn Đào"
    assert person.name_sort_key.startswith("d{ao")


def test_staff_find_people_without_diacritics(client: Client, staff: User):
    UserFactory(full_name="Đỗ Thị Bé")

    assert "Đỗ Thị Bé" in _page(client, LISTS[0], q="do be").content.decode()


def test_staff_add_an_organisation_below_another(
    client: Client, staff: User, commune: Organisation
):
    typed = {
        "parent": commune.pk,
        "name": "Trường Tiểu học Thượng Lâm",
        "kind": "school",
        "aliases": "[]",
    }

    assert _page(client, "organisations_organisation_add").status_code == 200
    client.post(reverse("admin:organisations_organisation_add"), typed)

    school = Organisation.objects.get(kind="school")
    assert school.path.startswith(commune.path)
    assert Organisation.objects.find_problems() == ([], [], [], [], [])


def test_nobody_deletes_people_or_organisations(client: Client, staff: User, commune: Organisation):
    assert _page(client, "accounts_user_delete", staff.pk).status_code == 403
    assert _page(client, "organisations_organisation_delete", commune.pk).status_code == 403


def test_staff_take_a_role_away(client: Client, staff: User, commune: Organisation):
    membership = MembershipFactory(organisation=commune, trainer=True)

    client.post(
        reverse("admin:organisations_membership_delete", args=[membership.pk]), {"post": "yes"}
    )

    assert not Membership.objects.exists()


def test_names_are_shown_as_text(client: Client, staff: User):
    UserFactory(full_name="<script>alert(1)</script>")

    page = _page(client, LISTS[0]).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_sign_in_page_takes_a_phone_number_and_counts_tries(client: Client):
    person = UserFactory(staff=True, phone="+84912345678")
    address = reverse("admin:login")

    for _ in range(10):
        client.post(address, {"username": "0912345678", "password": "wrong"})
    refused = client.post(address, {"username": "0912345678", "password": PASSWORD})

    assert refused.status_code == 200
    assert "quá nhiều lần" in refused.content.decode()
    person.phone = "+84912345679"
    person.save()
    welcome = client.post(address, {"username": "0912 345 679", "password": PASSWORD})
    assert welcome.status_code == 302
