"""Dates of a cohort: set by its trainer, seen by learners, in the calendar and in the report."""

from datetime import timedelta

import pytest
from django.utils import timezone

from backend.common.models import AuditEntry
from courses.models import LessonProgress
from courses.queries.session import calendar_feed, calendar_key
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import CohortFactory, CourseFactory, EnrolmentFactory
from tests.factories.organisations import MembershipFactory
from tests.quizzes.device import Device

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate()


@pytest.fixture
def cohort():
    """Four lessons; it began ten days ago."""
    trainer = MembershipFactory(role="trainer", user=UserFactory()).user
    return CohortFactory(course=CourseFactory(lessons=4), trainers=[trainer])


def put(cohort, dues):
    trainer = Device(cohort.trainers.get())
    address = f"/api/v1/teaching/cohorts/{cohort.uuid}/due-dates/"
    return trainer.http.put(address, {"due_dates": dues}, "json")


def dates_of(person, cohort):
    course = Device(person).http.get(f"/api/v1/courses/{cohort.course.slug}/").json()
    return [row["due_on"] for module in course["modules"] for row in module["lessons"]]


def test_dates_are_seen_by_learners_and_follow_their_extension(cohort):
    answer = put(
        cohort,
        [
            {"of": "module", "key": "phan-1", "day": 5},
            {"of": "lesson", "key": "bai-2", "on": (TODAY + timedelta(days=9)).isoformat()},
        ],
    )
    own = EnrolmentFactory(cohort=cohort)
    late = EnrolmentFactory(cohort=cohort, due_on=cohort.closes_on + timedelta(days=7))

    fifth = cohort.opens_on + timedelta(days=4)
    expected = [fifth, TODAY + timedelta(days=9), fifth, fifth]
    assert [row["falls_on"] for row in answer.json()["rows"][:2]] == [fifth.isoformat(), None]
    assert dates_of(own.person, cohort) == [day.isoformat() for day in expected]
    assert dates_of(late.person, cohort) == [
        (day + timedelta(days=7)).isoformat() for day in expected
    ]
    assert dates_of(UserFactory(), cohort) == [None] * 4
    assert AuditEntry.objects.filter(action="cohort.due_dates_set").count() == 1


def test_who_is_behind_is_told_by_dates_and_not_by_pace(cohort):
    put(
        cohort,
        [{"of": "lesson", "key": "bai-1", "day": 3}, {"of": "lesson", "key": "bai-2", "day": 5}],
    )
    found = EnrolmentFactory(cohort=cohort, seen_at=NOW, lessons_done=1)
    LessonProgress.objects.create(
        enrolment=found, lesson="bai-1", share=1000, began_at=NOW, done_at=NOW, updated_at=NOW
    )
    trainer = Device(cohort.trainers.get())
    address = f"/api/v1/teaching/cohorts/{cohort.uuid}/people/"

    [row] = trainer.http.get(address).json()["people"]
    assert (row["overdue"], row["risks"]) == (1, ["behind"])

    put(cohort, [{"of": "lesson", "key": "bai-1", "day": 3}])
    [row] = trainer.http.get(address).json()["people"]
    assert (row["overdue"], row["risks"]) == (0, [])


def test_the_calendar_has_them_as_days_that_block_nobody(cohort):
    put(cohort, [{"of": "lesson", "key": "bai-3", "day": 20}])

    feed = (calendar_feed(calendar_key(cohort), NOW) or b"").decode()

    day = cohort.opens_on + timedelta(days=19)
    assert f"DTSTART;VALUE=DATE:{day:%Y%m%d}" in feed
    assert "SUMMARY:Hạn: Bài 3" in feed
    assert "TRANSP:TRANSPARENT" in feed


@pytest.mark.parametrize(
    "due",
    [
        {"of": "lesson", "key": "khong-co", "day": 3},
        {"of": "lesson", "key": "bai-1"},
        {"of": "lesson", "key": "bai-1", "day": 3, "on": "2026-12-01"},
        {"of": "lesson", "key": "bai-1", "day": 0},
        {"of": "course", "key": "bai-1", "day": 1},
    ],
)
def test_what_fits_nothing_is_refused_and_nothing_changes(cohort, due):
    assert put(cohort, [due]).status_code == 400

    cohort.refresh_from_db()
    assert cohort.due_dates == []
