"""One's own page: what to do next, told by few statements."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from backend.messaging.actions.message import NewMessage, write_message
from backend.messaging.enums import MessageKind
from courses.actions.session import NewSession, plan_session
from courses.models import Work
from courses.queries.version import outline_of
from quizzes.models import PracticeCard
from tests.courses.learner import Learner, right_tokens
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import CohortFactory, EnrolmentFactory
from tests.factories.courses import make_course
from tests.factories.quizzes import make_attempt, make_round
from tests.quizzes.device import Device

pytestmark = pytest.mark.django_db

HOME = "/api/v1/me/home/"
MOST_STATEMENTS = 16


def steps_of(device):
    """All but the standing offer to assess oneself."""
    [*steps, last] = device.http.get(HOME).json()["steps"]
    assert last["kind"] == "assessment"
    return steps


def test_a_newcomer_is_told_so(tmp_path):
    newcomer = Device(UserFactory())

    assert steps_of(newcomer) == []
    assert newcomer.http.get(HOME).json()["is_new"] is True


def test_where_one_stopped_is_the_next_step(tmp_path):
    make_course(tmp_path)
    learner = Learner()
    learner.enrol()
    learner.learn("bai-mot")

    [step] = steps_of(learner)

    assert (step["kind"], step["slug"], step["key"]) == ("lesson", "khoa-thu", "bai-hai")
    assert (step["detail"], step["count"]) == ("Khóa thử nghiệm", 33)
    assert learner.http.get(HOME).json()["is_new"] is False


def test_when_all_lessons_are_done_the_final_quiz_is_next(tmp_path):
    make_course(tmp_path)
    learner = Learner()
    learner.enrol()
    learner.learn_all()

    assert [step["kind"] for step in steps_of(learner)] == ["final_quiz"]

    learner.take_final()

    assert "final_quiz" not in [step["kind"] for step in steps_of(learner)]


def test_what_went_wrong_in_a_course_is_reviewed_with_the_rest(tmp_path):
    make_course(tmp_path)
    learner = Learner()
    learner.enrol()
    wrong, right = learner.lesson()["parts"][-1]["items"][:2]
    body = {"key": str(uuid4())}

    for _ in range(2):  # a device that tells the same answer twice
        learner.answer(wrong, None, **body)
    learner.answer(right, right_tokens(right))
    PracticeCard.objects.update(due_at=timezone.now())
    due = learner.http.get("/api/v1/practice/items/?only_due=true").json()["items"]
    learner.learn_all()
    learner.take_final(wrong=4)
    # the final quiz may have asked the same item, which puts it off
    PracticeCard.objects.filter(item__uuid=wrong["item"]).update(due_at=timezone.now())

    assert [one["item"] for one in due] == [wrong["item"]]
    assert ("review", 1) in [(step["kind"], step["count"]) for step in steps_of(learner)]
    assert PracticeCard.objects.filter(was_right=False).count() >= 4


def test_an_open_round_is_told_until_no_attempt_is_left():
    now = timezone.now()
    round_ = make_round(opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=3))
    person = UserFactory()
    device = Device(person)

    [open_] = steps_of(device)
    make_attempt(round_, person, now=now)
    [running] = steps_of(device)

    assert (open_["kind"], open_["slug"]) == ("round", round_.contest.slug)
    assert open_["count"] is None or open_["count"] > 0
    assert running["kind"] == "paper"


def test_a_hidden_contest_is_not_told():
    now = timezone.now()
    round_ = make_round(opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=3))
    type(round_.contest).objects.update(is_visible=False)

    assert steps_of(Device(UserFactory())) == []


def test_tomorrows_session_is_told_to_its_cohort_alone():
    now = timezone.now()
    cohort = CohortFactory()
    mine = EnrolmentFactory(cohort=cohort).person
    session = NewSession(
        "Buổi 1", now + timedelta(hours=20), now + timedelta(hours=22), "Hội trường"
    )
    plan_session(cohort, session, actor=mine, now=now)

    first = steps_of(Device(mine))[0]
    other = steps_of(Device(UserFactory()))

    assert (first["kind"], first["title"], first["detail"]) == ("session", "Buổi 1", "Hội trường")
    assert other == []


def test_dates_of_lessons_returned_work_and_messages_are_told():
    now, today = timezone.now(), timezone.localdate()
    cohort = CohortFactory(closes_on=today + timedelta(days=40))
    key = list(outline_of(cohort.version_id).lessons)[2]
    due = {"of": "lesson", "key": key, "on": (today + timedelta(days=2)).isoformat()}
    type(cohort).objects.update(due_dates=[due])
    mine = EnrolmentFactory(cohort=cohort)
    head = outline_of(cohort.version_id).lessons[key]
    work = {"enrolment": mine, "version_id": head.version_id, "part": "assignment-1"}
    moments = {"handed_in_at": now, "judged_at": now, "state": "returned"}
    Work.objects.create(**work, **moments, lesson=key, number=1, key=uuid4())
    write_message(
        NewMessage(key="x", kind=MessageKind.COHORT, subject="Mai học", body="Chào"),
        [mine.person_id],
        now=now,
    )

    [lesson, returned, message] = steps_of(Device(mine.person))

    assert (lesson["kind"], lesson["key"]) == ("lesson", key)
    assert lesson["at"].startswith(due["on"])
    assert (returned["kind"], returned["key"]) == ("work", key)
    assert (message["kind"], message["count"]) == ("message", 1)


def test_the_page_brings_its_steps_along_by_few_statements(tmp_path):
    now = timezone.now()
    make_course(tmp_path)
    make_round(opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=3))
    learner = Learner()
    learner.enrol()
    for _ in range(3):
        EnrolmentFactory(person=learner.person)
    learner.learn("bai-mot")
    learner.http.get(HOME)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        steps = steps_of(learner)
    page = learner.http.get("/toi/")

    assert len(asked) <= MOST_STATEMENTS, [one["sql"][:90] for one in asked]
    assert {step["kind"] for step in steps} == {"round", "lesson"}
    assert '"is_new": false' in page.content.decode()
