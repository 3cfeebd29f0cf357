"""Assignments: handed in on a phone, judged at a desk."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from backend.common.models import AuditEntry
from courses.models import Enrolment, LessonProgress, LessonVersion, Work
from tests.factories.cohorts import LESSON, CohortFactory, CourseFactory, EnrolmentFactory
from tests.factories.organisations import MembershipFactory
from tests.quizzes.device import Device, problem_of

pytestmark = pytest.mark.django_db

CRITERIA = [
    {
        "title": "Đúng việc",
        "levels": [{"title": "Chưa", "points": 0}, {"title": "Đạt", "points": 6}],
    },
    {
        "title": "Rõ ràng",
        "levels": [{"title": "Khó hiểu", "points": 0}, {"title": "Dễ hiểu", "points": 4}],
    },
]
PART = {
    "key": "assignment-1",
    "kind": "assignment",
    "title": "Viết lại tin nhắn",
    "markup": "<p>Viết một tin nhắn.</p>",
    "criteria": CRITERIA,
    "pass": 6,
    "tries": 2,
}


@pytest.fixture
def cohort(commune, trainer):
    course = CourseFactory(lessons=1)
    wording = {**LESSON, "parts": [*LESSON["parts"], PART]}
    LessonVersion.objects.filter(course=course).update(document=wording)
    return CohortFactory(organisation=commune, trainers=[trainer], course=course)


@pytest.fixture
def enrolment(cohort):
    return EnrolmentFactory(cohort=cohort)


def address(enrolment, rest="parts/assignment-1/works/"):
    return f"/api/v1/courses/{enrolment.course.slug}/lessons/bai-1/{rest}"


def give(enrolment, text="Bài của tôi", key=None):
    body = {"key": str(key or uuid4()), "text": text}
    return Device(enrolment.person).http.post(address(enrolment), body, "json")


def judge(device, work, verdict="accepted", levels=(1, 1), **more):
    body = {"verdict": verdict, "levels": list(levels), **more}
    return device.http.post(f"/api/v1/teaching/works/{work.uuid}/judgement/", body, "json")


def test_a_work_is_returned_handed_in_again_and_accepted(enrolment, trainer):
    device, learner = Device(trainer), Device(enrolment.person)
    seen = {"evidence": {"text-1": {"seen": True}}}
    learner.http.put(address(enrolment, "progress/"), seen, "json")
    give(enrolment)
    [row] = device.http.get("/api/v1/teaching/works/").json()["works"]
    first = Work.objects.get()

    returned = judge(device, first, "returned", (0, 1), comment="Thiếu lời chào")
    told = learner.http.get(address(enrolment)).json()
    before = LessonProgress.objects.get().done_at
    give(enrolment, "Bài viết lại")
    accepted = judge(device, Work.objects.get(number=2), comment="Tốt")

    assert (row["full_name"], row["title"]) == (enrolment.person.full_name, "Viết lại tin nhắn")
    assert (returned.json()["points"], returned.json()["state"]) == (4, "returned")
    assert (told["may_hand_in"], told["left"]) == (True, 1)
    assert told["works"][0]["comment"] == "Thiếu lời chào"
    assert before is None
    assert accepted.json()["before"][0]["text"] == "Bài của tôi"
    progress = LessonProgress.objects.get()
    assert progress.evidence["assignment-1"] == {"accepted": [1], "seen": True}
    assert progress.done_at is not None
    assert Enrolment.objects.get(pk=enrolment.pk).lessons_done == 1
    subjects = [
        one["subject"] for one in learner.http.get("/api/v1/me/messages/").json()["messages"]
    ]
    assert subjects == [
        "Bài tập được chấp nhận: Viết lại tin nhắn",
        "Bài tập cần làm lại: Viết lại tin nhắn",
    ]
    assert AuditEntry.objects.filter(action="assignment.judged").count() == 2


def test_the_same_key_twice_is_one_work_and_a_second_one_waits(enrolment):
    key = uuid4()

    first, again, other = give(enrolment, key=key), give(enrolment, key=key), give(enrolment)

    assert (first.status_code, again.status_code) == (200, 200)
    assert problem_of(other) == (409, "hand_in_refused")
    assert other.json()["reason"] == "waiting"
    assert Work.objects.count() == 1


def test_no_try_is_left_behind_the_last(enrolment, trainer):
    for _ in range(2):
        give(enrolment)
        judge(Device(trainer), Work.objects.get(state="waiting"), "returned", (0, 0))

    refused = give(enrolment)

    assert (problem_of(refused)[0], refused.json()["reason"]) == (409, "no_try_left")


def test_no_device_tells_that_it_was_accepted(enrolment):
    told = {"evidence": {"assignment-1": {"seen": True, "accepted": [1]}}}

    answer = Device(enrolment.person).http.put(address(enrolment, "progress/"), told, "json")

    assert problem_of(answer) == (422, "invalid_evidence")
    assert not LessonProgress.objects.exists()


def test_the_second_trainer_sees_that_somebody_was_faster(enrolment, trainer, commune, cohort):
    other = MembershipFactory(trainer=True, organisation=commune).user
    cohort.trainers.add(other)
    give(enrolment)
    work = Work.objects.get()

    judge(Device(trainer), work)
    late = judge(Device(other), work, "returned", (0, 0))

    assert problem_of(late) == (409, "work_judged")
    assert late.json()["by"] == trainer.full_name
    work.refresh_from_db()
    assert (work.state, work.points) == ("accepted", 10)


@pytest.mark.parametrize(
    ("verdict", "levels", "reason"),
    [
        ("accepted", (0, 1), "too_few_points"),
        ("accepted", (1,), "levels"),
        ("returned", (1, 2), "levels"),
    ],
)
def test_a_judgement_that_does_not_fit_changes_nothing(enrolment, trainer, verdict, levels, reason):
    give(enrolment)

    refused = judge(Device(trainer), Work.objects.get(), verdict, levels)

    assert (problem_of(refused), refused.json()["reason"]) == ((422, "judgement_refused"), reason)
    assert Work.objects.get().state == "waiting"


def test_late_is_counted_by_the_personal_day(cohort):
    yesterday = timezone.localdate() - timedelta(days=1)
    cohort.closes_on = yesterday
    cohort.save()
    late = EnrolmentFactory(cohort=cohort)
    extended = EnrolmentFactory(cohort=cohort, due_on=timezone.localdate())

    give(late), give(extended)

    assert dict(Work.objects.values_list("enrolment", "is_late")) == {
        late.pk: True,
        extended.pk: False,
    }


def test_who_learns_alone_is_done_by_handing_in(enrolment):
    Enrolment.objects.filter(pk=enrolment.pk).update(cohort=None)

    told = give(enrolment).json()

    assert (told["is_judged"], told["works"][0]["state"]) == (False, "waiting")
    assert LessonProgress.objects.get().evidence["assignment-1"] == {"accepted": [1], "seen": True}


def test_strangers_and_administrators_do_not_judge(enrolment, commune):
    give(enrolment)
    work = Work.objects.get()
    administrator = Device(MembershipFactory(administrator=True, organisation=commune).user)
    stranger = Device(MembershipFactory(trainer=True, organisation=commune).user)

    answers = [judge(one, work).status_code for one in (administrator, stranger)]

    assert answers == [404, 404]
    assert stranger.http.get("/api/v1/teaching/works/").json()["count"] == 0
    assert give(EnrolmentFactory()).status_code == 404
