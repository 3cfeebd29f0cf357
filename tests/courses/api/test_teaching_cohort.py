"""Cohorts over HTTP, and who sees which."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.actions.session import NewSession, plan_session
from courses.models import Cohort
from courses.permissions import seen_enrolments
from tests.factories.cohorts import CohortFactory, CourseFactory, EnrolmentFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.quizzes.device import Device, problem_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    return OrganisationFactory()


@pytest.fixture
def commune(province):
    return OrganisationFactory(parent=province)


def wish(course, organisation, **more):
    day = timezone.localdate().isoformat()
    return {
        "course": course.slug,
        "organisation": str(organisation.uuid),
        "title": "Lớp 1",
        "opens_on": day,
        "closes_on": day,
        **more,
    }


def listed(person):
    return [one["title"] for one in Device(person).get("teaching/cohorts/").json()]


def test_trainer_makes_a_cohort_and_teaches_it(commune):
    trainer = MembershipFactory(trainer=True, organisation=commune).user
    device = Device(trainer)

    answer = device.http.post("/api/v1/teaching/cohorts/", wish(CourseFactory(), commune), "json")

    assert answer.status_code == 201
    made = answer.json()
    assert [one["uuid"] for one in made["trainers"]] == [str(trainer.uuid)]
    assert (made["people"], made["phase"]) == (0, "running")
    assert listed(trainer) == ["Lớp 1"]


def test_cohort_belongs_to_an_own_organisation(province, commune):
    trainer = MembershipFactory(trainer=True, organisation=commune).user

    answer = Device(trainer).http.post(
        "/api/v1/teaching/cohorts/", wish(CourseFactory(), province), "json"
    )

    assert problem_of(answer) == (400, "invalid")
    assert not Cohort.objects.exists()


def test_days_in_the_wrong_order_are_refused(commune):
    trainer = MembershipFactory(trainer=True, organisation=commune).user
    body = wish(CourseFactory(), commune, closes_on="2026-01-01", opens_on="2026-01-02")

    answer = Device(trainer).http.post("/api/v1/teaching/cohorts/", body, "json")

    assert list(answer.json()["errors"]) == ["closes_on"]


def test_who_sees_which_cohorts(province, commune):
    trainer = MembershipFactory(trainer=True, organisation=commune).user
    CohortFactory(organisation=commune, title="Của xã", trainers=[trainer])
    CohortFactory(organisation=province, title="Của tỉnh")
    CohortFactory(title="Nơi khác")
    other = MembershipFactory(trainer=True, organisation=commune).user
    administrator = MembershipFactory(administrator=True, organisation=commune).user
    organiser = MembershipFactory(organiser=True, organisation=province).user

    assert listed(trainer) == ["Của xã"]
    assert listed(other) == []
    assert listed(administrator) == ["Của xã"]
    assert sorted(listed(organiser)) == ["Của tỉnh", "Của xã"]


def test_former_trainer_sees_nothing(commune):
    role = MembershipFactory(trainer=True, organisation=commune)
    cohort = CohortFactory(organisation=commune, trainers=[role.user])
    role.delete()
    MembershipFactory(user=role.user, organisation=commune)

    answer = Device(role.user).get(f"teaching/cohorts/{cohort.uuid}/")

    assert problem_of(answer) == (404, "not_found")


def test_administrator_knows_the_own_people_only(province, commune):
    cohort = CohortFactory(organisation=commune)
    own = EnrolmentFactory(cohort=cohort, organisation=commune)
    EnrolmentFactory(cohort=cohort, organisation=province)
    EnrolmentFactory(cohort=cohort, organisation=None)
    administrator = MembershipFactory(administrator=True, organisation=commune).user
    organiser = MembershipFactory(organiser=True, organisation=province).user

    assert list(seen_enrolments(administrator, cohort)) == [own]
    assert seen_enrolments(organiser, cohort).count() == 3


def test_places_left_are_told_to_whoever_has_the_code():
    cohort = CohortFactory(capacity=2)
    EnrolmentFactory(cohort=cohort)
    device = Device(MembershipFactory().user)

    before = device.get(f"cohorts/{cohort.code}/").json()
    after = device.http.post(f"/api/v1/cohorts/{cohort.code}/enrolment/").json()

    assert (before["free"], before["state"]) == (1, None)
    assert (after["free"], after["state"]) == (0, "active")


def test_cohort_by_list_is_not_shown_to_strangers():
    cohort = CohortFactory(entry="invited")

    answer = Device(MembershipFactory().user).get(f"cohorts/{cohort.code}/")

    assert problem_of(answer) == (404, "not_found")


def test_change_and_remove(commune):
    trainer = MembershipFactory(trainer=True, organisation=commune).user
    cohort = CohortFactory(organisation=commune, trainers=[trainer])
    address = f"/api/v1/teaching/cohorts/{cohort.uuid}/"
    device = Device(trainer)

    changed = device.http.patch(address, {"capacity": 30, "trainers": []}, "json")
    gone = device.http.get(address)

    assert changed.json()["capacity"] == 30
    assert problem_of(gone) == (404, "not_found")


def test_a_cohort_tells_how_many_meetings_the_course_asks_for(commune):
    trainer = MembershipFactory(trainer=True, organisation=commune).user
    course = CourseFactory()
    course.current.outline["completion"]["sessions"] = 3
    course.current.save(update_fields=["outline"])
    cohort = CohortFactory(course=course, organisation=commune, trainers=[trainer])
    EnrolmentFactory.create_batch(2, cohort=cohort)
    new = NewSession("Buổi 1", timezone.now(), timezone.now() + timedelta(hours=2))
    plan_session(cohort, new, actor=trainer, now=timezone.now())
    device = Device(trainer)

    [row] = device.get("teaching/cohorts/").json()
    [choice] = device.get("teaching/cohort-choices/").json()["courses"]

    assert (row["people"], row["meetings"], row["meetings_wanted"]) == (2, 1, 3)
    assert choice["meetings_wanted"] == 3


def test_organisations_of_a_rule_are_found_within_the_own_reach(province, commune):
    here = OrganisationFactory(parent=commune, name="Trường Mầm non Sao Mai")
    OrganisationFactory(parent=OrganisationFactory(), name="Trường Mầm non Sao Mai")
    organiser = MembershipFactory(organiser=True, organisation=province).user
    cohort = CohortFactory(organisation=commune)
    address = f"teaching/cohorts/{cohort.uuid}/rules/organisations/?q=mam non sao"

    found = Device(organiser).get(address).json()["results"]

    assert [one["uuid"] for one in found] == [str(here.uuid)]
    assert found[0]["path"].startswith("Trường Mầm non Sao Mai")
