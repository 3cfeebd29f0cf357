"""Workbooks of organisations and people: what is taken, what is refused, and the way back."""

import io
import zipfile

import openpyxl
import pytest
from django.utils import timezone

from backend.accounts.actions.activation import activation_code
from backend.accounts.models import User
from backend.organisations.actions.people_import import (
    ImportRefused,
    apply_import,
    check_import,
    undo_import,
)
from backend.organisations.enums import Kind
from backend.organisations.formats.import_workbook import write_template
from backend.organisations.models import ImportState, Membership, Organisation, PeopleImport
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.quizzes.device import Device

pytestmark = pytest.mark.django_db
UNITS = [("THON-1", "Thôn Một", "Thôn, chi hội", "XA-1", "120")]
PEOPLE = [
    ("Nông Văn An", "0912 000 001", "05/09/1966", "THON-1"),
    ("Ma Thị Bình", "binh@hocso.test", "", "XA-1"),
]


def workbook(units=UNITS, people=PEOPLE, change=None):
    """The template, filled in as somebody does it in Excel."""
    book = openpyxl.load_workbook(io.BytesIO(write_template([("XA-1", "Xã Một")])))
    for title, rows in (("Đơn vị", units), ("Người", people)):
        for line, row in enumerate(rows, start=2):
            for column, value in enumerate(row, start=1):
                book[title].cell(line, column, value)
    if change:
        change(book)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def raw(parts):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return written.getvalue()


@pytest.fixture
def commune():
    province = OrganisationFactory(name="Tỉnh Thử", code="TINH")
    OrganisationFactory(parent=province, name="Xã Hai", code="XA-2")
    return OrganisationFactory(parent=province, name="Xã Một", code="XA-1")


@pytest.fixture
def admin(commune):
    return MembershipFactory(organisation=commune, administrator=True).user


def bring(commune, admin, body):
    return check_import(commune, "nguoi.xlsx", body, actor=admin, now=timezone.now())


def put_in(found, admin):
    return apply_import(
        found.pk, actor=admin, now=timezone.now(), progress=lambda *_said, **_more: None
    )


def wrongs(found):
    return [
        (note["sheet"], note["row"], f"{note['column']}: {note['text']}")
        for note in found.report["problems"]
    ]


def test_a_checked_workbook_changes_nothing_until_it_is_applied(commune, admin):
    before = (User.objects.count(), Organisation.objects.count())

    found = bring(commune, admin, workbook())

    assert (found.state, wrongs(found)) == (ImportState.CHECKED, [])
    assert (User.objects.count(), Organisation.objects.count()) == before
    put_in(found, admin)
    hamlet = Organisation.objects.get(code="THON-1")
    person = User.objects.get(phone="+84912000001")
    assert (hamlet.kind, hamlet.headcount) == (Kind.BRANCH, 120)
    assert hamlet.path.startswith(commune.path)
    assert not person.has_usable_password()
    assert person.memberships.get().organisation == hamlet


def test_the_same_workbook_twice_makes_nobody_twice(commune, admin):
    body = workbook()
    first = put_in(bring(commune, admin, body), admin)
    count = User.objects.count()

    again = put_in(bring(commune, admin, body), admin)
    other = put_in(
        bring(commune, admin, workbook(people=[*PEOPLE, ("Lý A", "0912000009", "", "XA-1")])), admin
    )

    assert again.pk == first.pk
    assert other.pk != first.pk
    assert User.objects.count() == count + 1


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (("Nông Văn An", "12", "", "XA-1"), "điện thoại"),
        (("Nông Văn An", "0912000001", "31/02/1990", "XA-1"), "lịch"),
        (("Nông Văn An", "0912000001", "1990-02-01", "XA-1"), "ngày/tháng/năm"),
        (("Nông Văn An", "0912000001", 44927, "XA-1"), "ngày/tháng/năm"),
        (("Nông Văn An", "0912000001", "", "XA-2"), "phạm vi"),
        (("Nông Văn An", "0912000001", "", "../x"), "Mã đơn vị"),
        (("🙂", "0912000001", "", "XA-1"), "Họ và tên"),
        (("=1+1", "0912000001", "", "XA-1"), "tên"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_applied(commune, admin, row, text):
    found = bring(commune, admin, workbook(units=[], people=[PEOPLE[1], row]))

    [(sheet, number, said)] = wrongs(found)
    assert (found.state, sheet, number) == (ImportState.REFUSED, "Người", 3)
    assert text.lower() in said.lower()
    with pytest.raises(ImportRefused):
        put_in(found, admin)


def test_every_fault_of_every_row_is_told_with_its_column(commune, admin):
    units = [("THON 1", "", "Ấp", "XA-2", "nhiều"), ("THON-2", "Thôn Hai", "", "XA-1", "")]
    people = [
        ("🙂", "12", "31/02/1990", "../x"),
        ("Ma Thị Bình", "0912000001", "sau này", "XA-2"),
        ("Ma Thị Chi", "0912000001", "05/09/1966", "THON-2"),
    ]

    found = bring(commune, admin, workbook(units, people))

    assert found.report["problem_count"] == 13
    assert [(sheet, row, said.split(" ")[0]) for sheet, row, said in wrongs(found)] == [
        *(("Đơn vị", 2, column) for column in "ABCDE"),
        ("Đơn vị", 3, "C"),
        *(("Người", 2, column) for column in "ABCD"),
        ("Người", 3, "C"),
        ("Người", 3, "D"),
        ("Người", 4, "B"),
    ]
    assert wrongs(found)[-1][2] == (
        "B – Điện thoại hoặc thư: Số điện thoại hoặc thư này đã có ở dòng 3."
    )


def test_a_lost_zero_is_put_back_with_a_warning(commune, admin):
    found = bring(commune, admin, workbook(units=[], people=[("An", 912000001, "", "XA-1")]))

    put_in(found, admin)

    assert [note["row"] for note in found.report["warnings"]] == [2]
    assert User.objects.filter(phone="+84912000001").exists()


@pytest.mark.parametrize(
    "body",
    [
        b"MZ\x90\x00 a program",
        b"PK\x03\x04 cut short",
        raw({"xl/workbook.xml": "<workbook/>", "xl/vbaProject.bin": "x"}),
        raw({"xl/workbook.xml": "<workbook/>", "../../x": "x"}),
        raw({"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": b"\0" * 70_000_000}),
        raw(
            {
                "xl/_rels/workbook.xml.rels": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><r>&e;</r>',
                "xl/workbook.xml": "<workbook/>",
            }
        ),
    ],
    ids=["program", "broken", "macro", "path", "bomb", "entity"],
)
def test_what_is_no_honest_workbook_is_refused(commune, admin, body):
    found = bring(commune, admin, body)

    assert (found.state, len(found.report["problems"])) == (ImportState.REFUSED, 1)


def test_an_import_is_undone_while_nobody_has_come(commune, admin):
    before = set(Organisation.objects.values_list("code", "numchild"))
    found = put_in(bring(commune, admin, workbook()), admin)

    undo_import(found.pk, actor=admin, now=timezone.now())

    assert not User.objects.filter(phone="+84912000001").exists()
    assert set(Organisation.objects.values_list("code", "numchild")) == before
    assert put_in(bring(commune, admin, workbook()), admin).state == ImportState.APPLIED


def test_an_import_is_not_undone_once_somebody_came(commune, admin):
    found = put_in(bring(commune, admin, workbook()), admin)
    person = User.objects.get(phone="+84912000001")
    person.set_password(PASSWORD)
    person.save()

    with pytest.raises(ImportRefused):
        undo_import(found.pk, actor=admin, now=timezone.now())

    assert Membership.objects.filter(user=person).exists()
    assert PeopleImport.objects.get().state == ImportState.APPLIED


def test_a_code_opens_the_account_once(commune, admin):
    put_in(bring(commune, admin, workbook()), admin)
    person = User.objects.get(phone="+84912000001")
    body = {
        "identifier": "0912000001",
        "code": activation_code(person),
        "password": PASSWORD,
        "birth_date": "1966-09-05",
        "consents": {"taking_part": True},
    }

    wrong = Device().http.post("/api/v1/activations/", body | {"code": "AAAAAAAAAA"}, format="json")
    right = Device().http.post("/api/v1/activations/", body, format="json")
    again = Device().http.post("/api/v1/activations/", body, format="json")

    assert [one.status_code for one in (wrong, right, again)] == [400, 201, 400]
    assert wrong.json()["code"] == again.json()["code"] == "activation_refused"
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    assert person.consents.filter(granted=True).count() == 1


def test_only_own_admins_and_organisers_above_bring_people(commune, admin):
    aside = MembershipFactory(
        organisation=Organisation.objects.get(code="XA-2"), administrator=True
    ).user
    path = f"/api/v1/organisations/{commune.uuid}/imports/"
    upload = {"workbook": io.BytesIO(workbook())}

    got = [Device(one).http.get(path).status_code for one in (None, aside, UserFactory(), admin)]
    answer = Device(admin).http.post(path, upload, format="multipart")

    assert got == [401, 404, 404, 200]
    assert (answer.status_code, answer.json()["state"]) == (200, "checked")
