"""Finding organisations by what is typed."""

import unicodedata
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from backend.organisations.actions.organisation import add_organisations
from backend.organisations.enums import Kind, Role
from backend.organisations.models import Organisation
from backend.organisations.queries.organisation import (
    administered_by,
    find_organisations,
    organisation_of,
    written_paths,
)
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory

TODAY = date(2026, 11, 22)
pytestmark = pytest.mark.django_db


@pytest.fixture
def province() -> Organisation:
    return OrganisationFactory(name="Tỉnh Tuyên Quang")


def _found(typed: str, limit: int = 12) -> list[str]:
    return [each.name for each in find_organisations(typed, limit=limit, today=TODAY)]


@pytest.mark.parametrize(
    "typed",
    [
        "Xã Đỗ Sơn",
        "do son",
        "DO SON",
        "son do",
        "xa d s",
        "Đỗ",
        unicodedata.normalize("NFD", "Đỗ Sơn"),
        "  do,  son ",
    ],
)
def test_find_organisations_ignores_diacritics_and_whole_words(province: Organisation, typed: str):
    OrganisationFactory(parent=province, name="Xã Đỗ Sơn")

    assert _found(typed) == ["Xã Đỗ Sơn"]


@pytest.mark.parametrize("typed", ["on", "dos", "%", "_", "| xa", "", "   ", "\x00", "'"])
def test_find_organisations_finds_beginnings_of_words_only(province: Organisation, typed: str):
    OrganisationFactory(parent=province, name="Xã Đỗ Sơn")

    assert _found(typed) == ([] if typed != "| xa" else ["Xã Đỗ Sơn"])


def test_find_organisations_puts_whole_names_and_contest_units_first(province: Organisation):
    longer = OrganisationFactory(parent=province, name="Xã Tân An Hội")
    OrganisationFactory(parent=longer, name="Tân An", kind=Kind.BRANCH, is_contest_unit=False)
    OrganisationFactory(parent=province, name="Hội Nông dân Tân An", kind=Kind.ASSOCIATION)
    OrganisationFactory(parent=province, name="Xã Tân An")
    OrganisationFactory(
        parent=longer, name="Trường Tân An 1", kind=Kind.SCHOOL, is_contest_unit=False
    )

    assert _found("tan an") == [
        "Xã Tân An",
        "Tân An",
        "Xã Tân An Hội",
        "Hội Nông dân Tân An",
        "Trường Tân An 1",
    ]


def test_find_organisations_prefers_the_typed_signs(province: Organisation):
    OrganisationFactory(parent=province, name="Xã Thường Tân")
    OrganisationFactory(parent=province, name="Xã Thượng Tân")

    assert _found("thượng") == ["Xã Thượng Tân", "Xã Thường Tân"]


@pytest.mark.parametrize(
    "typed", ["thuong lam tuyen quang", "xã thượng lâm, tỉnh tuyên quang", "lam tuyen quang"]
)
def test_find_organisations_lets_the_province_be_named_last(province: Organisation, typed: str):
    OrganisationFactory(parent=province, name="Xã Thượng Lâm")
    elsewhere = OrganisationFactory(name="Tỉnh Lào Cai")
    OrganisationFactory(parent=elsewhere, name="Xã Thượng Lâm")

    found = find_organisations(typed, limit=12, today=TODAY)

    assert [written_paths([each])[each.pk] for each in found] == ["Xã Thượng Lâm, tỉnh Tuyên Quang"]


def test_find_organisations_knows_former_names(province: Organisation):
    OrganisationFactory(parent=province, name="Xã Hùng Đức", aliases=["Xã Bình Nhân"])

    assert _found("binh nhan") == ["Xã Hùng Đức"]


def test_find_organisations_leaves_out_what_does_not_exist_that_day(province: Organisation):
    OrganisationFactory(parent=province, name="Xã Cũ", valid_to=date(2025, 6, 30))
    OrganisationFactory(parent=province, name="Xã Cũ Mới", valid_from=date(2027, 1, 1))
    OrganisationFactory(parent=province, name="Xã Cũ Nay", valid_to=TODAY)

    assert _found("cu") == ["Xã Cũ Nay"]


def test_find_organisations_keeps_the_limit(province: Organisation):
    for _ in range(5):
        OrganisationFactory(parent=province)

    assert len(_found("thu", limit=3)) == 3


def test_written_paths_take_one_query_for_all(
    province: Organisation, django_assert_num_queries: DjangoAssertNumQueries
):
    commune = OrganisationFactory(parent=province, name="Xã Thượng Lâm")
    hamlet = OrganisationFactory(parent=commune, name="Thôn Nà Tông", kind=Kind.BRANCH)

    with django_assert_num_queries(1):
        paths = written_paths([hamlet, commune, province])

    assert paths == {
        hamlet.pk: "Thôn Nà Tông, xã Thượng Lâm, tỉnh Tuyên Quang",
        commune.pk: "Xã Thượng Lâm, tỉnh Tuyên Quang",
        province.pk: "Tỉnh Tuyên Quang",
    }


def test_find_organisations_among_23_000_uses_the_index(province: Organisation):
    names = [f"Trường Tiểu học Kim Đồng {number}" for number in range(23_000)]
    add_organisations(province, [Organisation(name=name, kind=Kind.SCHOOL) for name in names])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE organisations_organisation")

    with CaptureQueriesContext(connection) as queries:
        found = _found("kim dong 1234")
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {queries[0]['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert found[0] == "Trường Tiểu học Kim Đồng 1234"
    assert len(queries) == 1
    assert "organisation_search_key_trgm" in plan


def test_contest_unit_is_the_nearest_above(province: Organisation):
    agency = OrganisationFactory(parent=province, name="Sở Nội vụ", kind=Kind.AGENCY)
    section = OrganisationFactory(
        parent=agency, name="Phòng 1", kind=Kind.AGENCY, is_contest_unit=False
    )

    assert section.contest_unit() == agency
    assert agency.contest_unit() == agency
    assert province.contest_unit() is None


def test_administered_by_reaches_the_subtree_only(province: Organisation):
    commune = OrganisationFactory(parent=province)
    school = OrganisationFactory(parent=commune, kind=Kind.SCHOOL)
    OrganisationFactory(parent=province)
    admin = MembershipFactory(organisation=commune, role=Role.ORGANISATION_ADMIN).user

    assert list(administered_by(admin)) == [commune, school]
    assert not administered_by(MembershipFactory(organisation=commune).user).exists()
    assert administered_by(UserFactory(staff=True)).count() == 4


def test_organisation_of_is_where_somebody_is_a_member(province: Organisation):
    membership = MembershipFactory(organisation=province)
    MembershipFactory(user=membership.user, role=Role.TRAINER)

    assert organisation_of(membership.user) == province
    assert organisation_of(UserFactory()) is None
