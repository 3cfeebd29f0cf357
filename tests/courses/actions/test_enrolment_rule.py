"""Enrolling by rule: whom it means, once each, and nobody who went."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from backend.common.jobs import no_progress
from backend.common.models import AuditEntry, Job
from courses.actions.cohort_place import withdraw_person
from courses.actions.enrolment_rule import apply_rule, ask_for_rules, make_rule, stop_rule
from courses.models import Enrolment, EnrolmentRule
from courses.queries.enrolment_rule import rule_preview
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import CohortFactory, EnrolmentFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate(NOW)


@pytest.fixture
def province():
    return OrganisationFactory(kind="province")


@pytest.fixture
def admin(province):
    return MembershipFactory(organisation=province, role="organisation_admin").user


@pytest.fixture
def cohort(province, admin):
    return CohortFactory(organisation=province, entry="invited")


def member(organisation, **person):
    return MembershipFactory(organisation=organisation, user=UserFactory(**person)).user


def rule_of(cohort, admin, province, **wish):
    return EnrolmentRule(cohort=cohort, organisation=province, made_by=admin, **wish)


def applied(rule):
    made, _ = make_rule(rule, now=NOW)
    return apply_rule(made.pk, now=NOW, progress=no_progress)


def inside(cohort):
    return set(cohort.enrolments.filter(state="active").values_list("person", flat=True))


def test_it_means_the_kinds_of_the_subtree_and_the_age(cohort, admin, province):
    commune = OrganisationFactory(parent=province, kind="commune")
    school = OrganisationFactory(parent=province, kind="school")
    fits = member(commune, birth_date=date(TODAY.year - 30, 1, 1))
    member(commune, birth_date=date(TODAY.year - 70, 1, 1))
    member(commune, birth_date=None)
    member(commune, birth_date=date(TODAY.year - 30, 1, 1), is_active=False)
    member(school, birth_date=date(TODAY.year - 30, 1, 1))
    member(OrganisationFactory(kind="commune"), birth_date=date(TODAY.year - 30, 1, 1))
    rule = rule_of(cohort, admin, province, kinds=["commune"], least_age=18, most_age=60)

    told = rule_preview(rule, None, TODAY)
    assert (told["people"], told["enrolled"], told["unit_count"]) == (1, 1, 1)
    assert told["sample"] == [{"full_name": fits.full_name, "organisation": commune.name}]
    assert not Enrolment.objects.exists()

    assert applied(rule)["enrolled"] == 1
    assert inside(cohort) == {fits.pk}
    assert Enrolment.objects.get().organisation == commune


def test_it_means_roles(cohort, admin, province):
    trainer = member(province)
    MembershipFactory(user=trainer, organisation=province, role="trainer")
    member(province)

    applied(rule_of(cohort, admin, province, roles=["trainer"]))

    assert inside(cohort) == {trainer.pk}


def test_every_day_newcomers_come_in_and_who_left_stays_out(cohort, admin, province):
    first, second = member(province), member(province)
    rule = rule_of(cohort, admin, province)
    applied(rule)
    withdraw_person(Enrolment.objects.get(person=second).pk, actor=admin, now=NOW)
    newcomer = member(province)
    Job.objects.all().delete()

    told = rule_preview(rule, None, TODAY)
    assert (told["people"], told["enrolled"], told["left"], told["known"]) == (3, 1, 1, 1)
    assert ask_for_rules(now=NOW) == 1
    [job] = Job.objects.all()
    assert apply_rule(job.parameters["rule"], now=NOW, progress=no_progress)["enrolled"] == 1
    assert apply_rule(job.parameters["rule"], now=NOW, progress=no_progress)["enrolled"] == 0

    assert inside(cohort) == {first.pk, newcomer.pk}
    rule.refresh_from_db()
    assert rule.enrolled == 3
    assert AuditEntry.objects.filter(action="cohort.enrolled_by_rule").count() == 2


def test_who_left_the_course_alone_or_learns_elsewhere_is_left_alone(cohort, admin, province):
    gone, elsewhere, alone = member(province), member(province), member(province)
    version = {"course": cohort.course, "version": cohort.version}
    EnrolmentFactory(cohort=None, person=gone, state="withdrawn", **version)
    EnrolmentFactory(cohort=CohortFactory(course=cohort.course), person=elsewhere)
    EnrolmentFactory(cohort=None, person=alone, lessons_done=2, **version)

    applied(rule_of(cohort, admin, province))

    assert inside(cohort) == {alone.pk}
    assert Enrolment.objects.get(person=alone).lessons_done == 2


def test_places_are_kept_and_the_rest_waits(cohort, admin, province):
    cohort.capacity = 1
    cohort.save()
    member(province), member(province)
    rule = rule_of(cohort, admin, province)

    told = rule_preview(rule, 1, TODAY)
    assert (told["enrolled"], told["waiting"]) == (1, 1)
    outcome = applied(rule)

    assert (outcome["enrolled"], outcome["waiting"]) == (1, 1)
    assert applied(rule_of(cohort, admin, province))["waiting"] == 0


def test_nothing_happens_once_it_may_not(cohort, admin, province):
    member(province)
    rule, _ = make_rule(rule_of(cohort, admin, province), now=NOW)

    later = NOW + timedelta(days=60)
    assert apply_rule(rule.pk, now=later, progress=no_progress)["enrolled"] == 0
    assert ask_for_rules(now=later) == 0
    admin.memberships.all().delete()
    assert apply_rule(rule.pk, now=NOW, progress=no_progress)["enrolled"] == 0
    pk = rule.pk
    stop_rule(rule, actor=admin, now=NOW)
    assert apply_rule(pk, now=NOW, progress=no_progress)["enrolled"] == 0

    assert not Enrolment.objects.exists()
