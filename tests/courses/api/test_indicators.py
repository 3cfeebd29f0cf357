"""The five reported indicators: counted as defined, of the own subtree, told of enough people."""

from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from backend.common.models import AuditEntry
from backend.organisations.models import Organisation
from courses.enums import EnrolmentState
from courses.models import Assessment
from courses.queries.assessment import self_assessment
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import CohortFactory, EnrolmentFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.quizzes.device import Device

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/teaching/indicators/"


def add_people(organisation, count, *, born, completed=0, cohort, says=""):
    now = timezone.now()
    for number in range(count):
        person = UserFactory(birth_date=born)
        MembershipFactory(user=person, organisation=organisation)
        if number < completed:
            EnrolmentFactory(
                cohort=cohort, person=person, state=EnrolmentState.COMPLETED, completed_at=now
            )
        if says:
            Assessment.objects.create(
                person=person,
                slug=self_assessment().slug,
                audience=says,
                began_at=now,
                updated_at=now,
                finished_at=now,
            )


@pytest.fixture
def province():
    """Two communes: in the first an agency, a school and citizens; in the second few people."""
    province = OrganisationFactory()
    first, second = OrganisationFactory(parent=province), OrganisationFactory(parent=province)
    agency = OrganisationFactory(parent=first, kind="agency")
    school = OrganisationFactory(parent=first, kind="school")
    cohort = CohortFactory(organisation=province)
    adult, child = date(1980, 5, 1), timezone.localdate() - timedelta(days=365 * 12)
    add_people(agency, 4, born=adult, completed=3, cohort=cohort)
    add_people(school, 3, born=child, completed=1, cohort=cohort)
    add_people(school, 2, born=adult, cohort=cohort)
    add_people(first, 10, born=adult, completed=4, cohort=cohort, says="business")
    add_people(second, 9, born=adult, completed=9, cohort=cohort, says="business")
    return province


def rows_of(device, organisation):
    answer = device.http.get(ADDRESS, {"organisation": organisation.uuid})
    assert answer.status_code == 200, answer.content
    return {
        row["uuid"]: {one["key"]: (one["reached"], one["people"]) for one in row["figures"]}
        for row in answer.json()["rows"]
    }


def test_each_group_is_counted_by_its_definition(province):
    device = Device(MembershipFactory(organiser=True, organisation=province).user)
    first, second = Organisation.objects.get_children(province).order_by("path")

    rows = rows_of(device, province)

    assert rows[str(first.uuid)] == {
        "officials": (3, 4),
        "students": (1, 3),
        "adults": (7, 16),
        "vneid": (None, None),
        "workers": (4, 10),
    }
    # nine people are too few to tell what they say of themselves
    assert rows[str(second.uuid)]["workers"] == (None, None)
    assert rows[str(second.uuid)]["adults"] == (9, 9)
    assert rows[str(province.uuid)]["officials"] == (3, 4)


def test_organisations_without_people_are_left_out_and_counted(province):
    OrganisationFactory(parent=province)
    device = Device(MembershipFactory(organiser=True, organisation=province).user)

    told = device.http.get(ADDRESS, {"organisation": province.uuid}).json()

    assert (len(told["rows"]), told["left_out"]) == (3, 1)


def test_an_admin_sees_the_own_subtree_alone(province):
    first, second = Organisation.objects.get_children(province).order_by("path")
    admin = MembershipFactory(administrator=True, organisation=first).user
    device = Device(admin)

    assert len(rows_of(device, first)) == 3
    for other in (province, second):
        for address in (ADDRESS, f"{ADDRESS}report.xlsx"):
            assert device.http.get(address, {"organisation": other.uuid}).status_code == 404


def test_the_workbook_says_the_same_and_that_it_was_taken_is_noted(province):
    device = Device(MembershipFactory(organiser=True, organisation=province).user)

    answer = device.http.get(f"{ADDRESS}report.xlsx", {"organisation": province.uuid})

    book = openpyxl.load_workbook(BytesIO(answer.content))
    [whole] = list(book["Chỉ số"].iter_rows(min_row=4, max_row=4, values_only=True))
    assert whole[0] == province.name
    assert whole[2:5] == (3, 4, 0.75)
    assert whole[11:14] == (None, None, None)
    assert book["Cách đếm"].max_row == 8
    assert AuditEntry.objects.filter(action="indicators.report_taken").count() == 1


def test_it_takes_few_statements_however_many_organisations(province):
    device = Device(MembershipFactory(organiser=True, organisation=province).user)
    rows_of(device, province)

    with CaptureQueriesContext(connection) as asked:
        rows_of(device, province)

    assert len(asked) <= 10
