"""Growing the tree."""

import pytest
from django.core.management import CommandError, call_command

from backend.organisations.actions.organisation import add_organisations
from backend.organisations.actions.provinces import load_provinces
from backend.organisations.enums import Kind
from backend.organisations.models import Organisation
from tests.factories.organisations import OrganisationFactory

pytestmark = pytest.mark.django_db


def _agencies(*names: str) -> list[Organisation]:
    return [Organisation(name=name, kind=Kind.AGENCY) for name in names]


def test_add_organisations_keeps_a_sound_tree():
    root = OrganisationFactory()
    OrganisationFactory(parent=root)

    first = add_organisations(root, _agencies("Sở A", "Sở B"))
    add_organisations(first[0], _agencies("Phòng 1"))
    add_organisations(None, _agencies("Cơ quan trung ương"))
    OrganisationFactory(parent=root)

    assert Organisation.objects.find_problems() == ([], [], [], [], [])
    root.refresh_from_db()
    assert root.numchild == 4
    assert [each.name for each in Organisation.objects.filter(depth=3)] == ["Phòng 1"]
    assert Organisation.objects.get(name="Sở B").search_key == "| so b |"


def test_add_organisations_of_nothing_changes_nothing():
    assert add_organisations(None, []) == []
    assert not Organisation.objects.exists()


def test_load_provinces_brings_tuyen_quang_with_its_communes():
    [province] = load_provinces(["08"])

    assert (province.code, province.name) == ("08", "Tỉnh Tuyên Quang")
    communes = Organisation.objects.filter(depth=2)
    assert communes.count() == 124
    assert all(each.is_contest_unit for each in communes)
    assert {each.kind for each in communes} == {Kind.COMMUNE, Kind.WARD}
    assert all(len(each.code or "") == 5 for each in communes)


def test_load_provinces_twice_changes_nothing():
    load_provinces(["08"])
    before = list(Organisation.objects.values())

    load_provinces(["08"])

    assert list(Organisation.objects.values()) == before


def test_load_provinces_keeps_a_former_name_as_an_alias():
    load_provinces(["08"])
    commune = Organisation.objects.filter(depth=2).first()
    assert commune is not None
    official, commune.name = commune.name, "Xã Tên Cũ"
    commune.save()

    load_provinces(["08"])

    commune.refresh_from_db()
    assert (commune.name, commune.aliases) == (official, ["Xã Tên Cũ"])
    assert "ten cu" in commune.search_key


def test_load_provinces_brings_the_whole_country(capsys: pytest.CaptureFixture[str]):
    call_command("load_provinces", "--all")

    assert capsys.readouterr().out == "34 provinces loaded\n"
    assert Organisation.objects.filter(depth=1).count() == 34
    assert Organisation.objects.filter(depth=2).count() == 3321


@pytest.mark.parametrize("options", [[], ["--province", "99"]])
def test_load_provinces_command_says_what_is_wrong(options: list[str]):
    with pytest.raises(CommandError):
        call_command("load_provinces", *options)

    assert not Organisation.objects.exists()
