"""Many people enrolled from a workbook: told, done, done once."""

import pytest
from django.utils import timezone

from backend.accounts.models import User
from backend.common.jobs import no_progress
from backend.common.models import AuditEntry
from backend.organisations.actions.people_import import ImportRefused
from backend.organisations.models import ImportState
from courses.actions.enrolment_import import NOBODY, apply_enrolments, check_enrolments
from courses.models import Enrolment, EnrolmentImport
from tests.courses.workbooks import people_workbook
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import CohortFactory, EnrolmentFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def commune():
    return OrganisationFactory(parent=OrganisationFactory(code="TINH"), code="XA-1")


@pytest.fixture
def cohort(commune):
    return CohortFactory(organisation=commune)


@pytest.fixture
def people(commune):
    return [MembershipFactory(organisation=commune).user for _ in range(3)]


def rows(people, code="XA-1"):
    return [(one.full_name, one.phone, "", code) for one in people]


def check(cohort, body, *, makes_accounts=False):
    return check_enrolments(
        cohort, "lop.xlsx", body, makes_accounts=makes_accounts, actor=UserFactory(), now=NOW
    )


def apply(found):
    return apply_enrolments(found.pk, actor=found.brought_by, now=NOW, progress=no_progress)


def test_checking_tells_and_changes_nothing(cohort, people):
    found = check(cohort, people_workbook(rows(people)))

    assert found.state == ImportState.CHECKED
    assert (found.report["people"], found.report["enrolled"]) == (3, 3)
    assert not Enrolment.objects.exists()


def test_applying_enrols_everybody_with_their_organisation(cohort, people, commune):
    found = apply(check(cohort, people_workbook(rows(people))))

    enrolled = Enrolment.objects.filter(cohort=cohort)
    assert {one.person for one in enrolled} == set(people)
    assert {one.organisation for one in enrolled} == {commune}
    assert found.report["enrolled"] == 3
    assert bytes(found.body) == b""


def test_the_same_file_twice_enrols_nobody_twice(cohort, people):
    body = people_workbook(rows(people))
    apply(check(cohort, body))

    again = check(cohort, body)
    apply(again)

    again.refresh_from_db()
    assert (again.report["enrolled"], again.report["known"]) == (0, 3)
    assert Enrolment.objects.count() == 3
    assert EnrolmentImport.objects.count() == 1


def test_applying_twice_is_one_act(cohort, people):
    found = check(cohort, people_workbook(rows(people)))

    apply(found)
    apply(found)

    assert AuditEntry.objects.filter(action="cohort.enrolled_many").count() == 1


def test_strangers_are_told_alike_whether_they_have_an_account_or_not(cohort, people):
    elsewhere = MembershipFactory().user
    body = people_workbook([*rows([elsewhere]), ("Nông Văn An", "0912000001", "", "XA-1")])

    found = check(cohort, body)

    assert found.state == ImportState.REFUSED
    assert [(one["row"], one["text"]) for one in found.report["problems"]] == [
        (2, NOBODY),
        (3, NOBODY),
    ]
    with pytest.raises(ImportRefused):
        apply(found)
    assert not Enrolment.objects.exists()


def test_accounts_are_made_where_that_was_asked(cohort, people):
    body = people_workbook([*rows(people), ("Nông Văn An", "0912000001", "", "XA-1")])

    found = check(cohort, body, makes_accounts=True)
    apply(found)

    made = User.objects.get(phone="+84912000001")
    assert found.report["accounts"] == 1
    assert Enrolment.objects.filter(cohort=cohort, person=made).exists()
    assert not made.has_usable_password()


def test_who_finds_no_place_waits(cohort, people):
    cohort.capacity = 2
    cohort.save()

    found = check(cohort, people_workbook(rows(people)))
    told = (found.report["enrolled"], found.report["waiting"])
    done = apply(found).report

    assert told == (done["enrolled"], done["waiting"]) == (2, 1)
    assert Enrolment.objects.filter(state="waiting").count() == 1


def test_people_of_another_cohort_are_left_where_they_are(cohort, people):
    other = EnrolmentFactory(person=people[0], cohort=CohortFactory(course=cohort.course))

    found = check(cohort, people_workbook(rows(people)))
    apply(found)

    other.refresh_from_db()
    assert [one["row"] for one in found.report["warnings"]] == [2]
    assert other.cohort != cohort
    assert Enrolment.objects.filter(cohort=cohort).count() == 2


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"not a workbook", "Đây không phải tệp Excel .xlsx."),
        (people_workbook([]), "Trang “Người” chưa có ai."),
        (
            people_workbook([("An", "0912000001", "", "NOI-KHAC")]),
            "Không thấy đơn vị có mã NOI-KHAC trong phạm vi của bạn.",
        ),
    ],
)
def test_what_cannot_be_taken_is_said(cohort, body, text):
    found = check(cohort, body)

    assert found.state == ImportState.REFUSED
    assert text in [one["text"] for one in found.report["problems"]]
