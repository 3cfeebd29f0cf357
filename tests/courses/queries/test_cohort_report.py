"""Who is where, who needs a hand, how hard lessons are; and that it takes few statements."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
from django.utils import timezone

from courses.enums import AttendanceWay
from courses.formats.cohort_workbook import write_cohort_workbook
from courses.models import Attendance, Enrolment, FinalQuiz, LessonProgress, QuizAnswer, Session
from courses.queries.cohort_book import cohort_book
from courses.queries.cohort_report import Asked, found_learners, learner_page, summary
from courses.queries.lesson_report import lesson_report
from courses.queries.organisation_report import organisation_report
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import CohortFactory, CourseFactory, EnrolmentFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.quizzes import make_round

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def cohort():
    """Ten lessons in thirty days, ten of which are gone: an even pace has done three."""
    return CohortFactory(course=CourseFactory(lessons=10))


def asked_of(cohort):
    return Asked(cohort, Enrolment.objects.filter(cohort=cohort), NOW)


def learner(cohort, name, *, done=0, seen_days_ago=0, **fields):
    seen_at = None if seen_days_ago is None else NOW - timedelta(days=seen_days_ago)
    enrolled_at = NOW - timedelta(days=10)
    return EnrolmentFactory(
        cohort=cohort,
        person=UserFactory(full_name=name),
        lessons_done=done,
        seen_at=seen_at,
        enrolled_at=fields.pop("enrolled_at", enrolled_at),
        **fields,
    )


def page_of(cohort, **wish):
    asked = asked_of(cohort)
    question = {"query": "", "only": "all", "order": "name"} | wish
    return learner_page(asked, found_learners(asked, **question), 1)


def test_who_needs_a_hand(cohort):
    learner(cohort, "Người Đều", done=3)
    learner(cohort, "Người Chậm", done=1)
    learner(cohort, "Người Vắng", done=5, seen_days_ago=8)
    learner(cohort, "Người Mới", seen_days_ago=None, enrolled_at=NOW, done=2)
    learner(cohort, "Người Xong", done=10, seen_days_ago=9, state="completed")
    learner(cohort, "Người Chờ", seen_days_ago=None, state="waiting")

    told = {one["full_name"]: one["risks"] for one in page_of(cohort)["people"]}
    numbers = summary(asked_of(cohort))

    assert told == {
        "Người Đều": [],
        "Người Chậm": ["behind"],
        "Người Vắng": ["quiet"],
        "Người Mới": [],
        "Người Xong": [],
        "Người Chờ": [],
    }
    assert {one["full_name"] for one in page_of(cohort, only="risk")["people"]} == {
        "Người Chậm",
        "Người Vắng",
    }
    assert (numbers["people"], numbers["waiting"], numbers["completed"]) == (5, 1, 1)
    assert (numbers["quiet"], numbers["behind"], numbers["at_risk"]) == (1, 1, 2)


def test_extension_gives_more_time(cohort):
    late = learner(cohort, "Người Chậm", done=1)
    assert summary(asked_of(cohort))["behind"] == 1

    late.due_on = cohort.closes_on + timedelta(days=60)
    late.save()

    assert summary(asked_of(cohort))["behind"] == 0


def test_nobody_is_quiet_before_the_beginning():
    cohort = CohortFactory(opens_on=NOW.date() + timedelta(days=2))
    learner(cohort, "Người Sớm", seen_days_ago=None)

    assert summary(asked_of(cohort))["at_risk"] == 0


def test_names_are_found_without_diacritics(cohort):
    learner(cohort, "Đỗ Thị Hoà")
    learner(cohort, "Trần Văn Bình")

    found = page_of(cohort, query="do hoa")

    assert [one["full_name"] for one in found["people"]] == ["Đỗ Thị Hoà"]
    assert found["count"] == 1


def test_a_row_tells_lessons_attendance_and_the_best_try(cohort):
    found = learner(cohort, "Người Học", done=1, place="bai-2#text-1")
    _progress(found, "bai-1", 1000, minutes=12)
    _progress(found, "bai-2", 400)
    session = _session(cohort)
    Attendance.objects.create(session=session, enrolment=found, way=AttendanceWay.QR, at=NOW)
    for number, right in ((1, 6), (2, 8)):
        FinalQuiz.objects.create(
            enrolment=found,
            number=number,
            versions=list(range(10)),
            began_at=NOW,
            handed_in_at=NOW,
            right=right,
        )

    [row] = page_of(cohort)["people"]
    numbers = summary(asked_of(cohort))

    assert row["shares"] == [1000, 400, 0, 0, 0, 0, 0, 0, 0, 0]
    assert (row["stopped_at"], row["present"], row["final_percent"]) == ("Bài 2", 1, 80)
    assert numbers["stopped"] == [{"key": "bai-2", "title": "Bài 2", "people": 1}]
    assert numbers["sessions"] == 1


def test_lessons_tell_their_median_time_and_first_answers(cohort):
    version = make_round().pool.order_by("pk")[0]
    for minutes, answers in ((10, [True]), (20, [False, True]), (90, [True, False])):
        found = learner(cohort, "Người Học")
        _progress(found, "bai-1", 1000, minutes=minutes)
        for place, is_right in enumerate(answers):
            QuizAnswer.objects.create(
                enrolment=found,
                lesson="bai-1",
                part="quiz-1",
                version=version,
                key=uuid4(),
                is_right=is_right,
                at=NOW + timedelta(seconds=place),
            )

    told = lesson_report(asked_of(cohort))

    first = told["lessons"][0]
    assert (told["sample"], first["done"], first["minutes"]) == (3, 3, 20.0)
    assert first["first_right_percent"] == 66.7
    assert told["lessons"][1]["minutes"] is None


def test_statements_do_not_grow_with_people(cohort, django_assert_num_queries):
    for number in range(12):
        _progress(learner(cohort, f"Người {number}", done=number), "bai-1", 500)
    asked = asked_of(cohort)

    with django_assert_num_queries(8):
        learner_page(asked, found_learners(asked, query="", only="risk", order="seen"), 1)


def test_workbook_holds_everybody_and_no_formula(cohort):
    learner(cohort, "=1+1", done=3)
    learner(cohort, "Trần Văn Bình", done=1)
    file = BytesIO()

    write_cohort_workbook(file, cohort_book(asked_of(cohort)))

    book = openpyxl.load_workbook(file)
    people = list(book["Người học"].iter_rows(min_row=4, values_only=True))
    assert {row[0] for row in people} == {"=1+1", "Trần Văn Bình"}
    assert book["Người học"]["A4"].data_type == "s"
    assert [row[-1] for row in people if row[0] == "Trần Văn Bình"] == ["Chậm so với kế hoạch"]
    assert len(list(book["Bài học"].iter_rows(min_row=4))) == 10
    assert "Tiến độ" in book.sheetnames


def test_organisations_count_their_whole_subtree(cohort):
    province = OrganisationFactory(headcount=900)
    commune = OrganisationFactory(parent=province, name="Xã A", headcount=50)
    hamlet = OrganisationFactory(parent=commune, name="Thôn", headcount=10)
    OrganisationFactory(parent=province, name="Xã B")
    learner(cohort, "Một", organisation=hamlet)
    learner(cohort, "Hai", organisation=commune, state="completed")
    learner(cohort, "Ba", organisation=province, seen_days_ago=None)
    learner(cohort, "Nơi khác", organisation=OrganisationFactory())
    province.refresh_from_db()

    told = organisation_report(cohort.course, province)

    names = ("name", "headcount", "enrolled", "active", "completed")
    assert [tuple(one[name] for name in names) for one in told] == [
        (province.name, 900, 3, 2, 1),
        ("Xã A", 50, 2, 2, 1),
        ("Xã B", 100, 0, 0, 0),
    ]


def _progress(enrolment, lesson, share, minutes=None):
    LessonProgress.objects.create(
        enrolment=enrolment,
        lesson=lesson,
        share=share,
        began_at=NOW,
        done_at=None if minutes is None else NOW + timedelta(minutes=minutes),
        updated_at=NOW,
    )


def _session(cohort):
    return Session.objects.create(
        cohort=cohort,
        title="Buổi 1",
        starts_at=NOW - timedelta(hours=1),
        ends_at=NOW + timedelta(hours=1),
        secret="bi-mat",
    )
