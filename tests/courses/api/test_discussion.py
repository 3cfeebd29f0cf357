"""Discussions below lessons: who reads, who is named, what may be mended and hidden."""

from datetime import timedelta

import pytest
from django.utils import timezone

from backend.accounts.actions.erasure import erase_person
from backend.common.models import AuditEntry
from courses.models import Post
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import CohortFactory, EnrolmentFactory
from tests.factories.organisations import MembershipFactory
from tests.quizzes.device import Device, problem_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def asker(cohort):
    return EnrolmentFactory(cohort=cohort, person=UserFactory(full_name="Nông Văn An")).person


class Talker:
    """Somebody at the first lesson's discussion."""

    def __init__(self, person, cohort):
        self.http, self.course = Device(person).http, f"/api/v1/courses/{cohort.course.slug}/"
        self.address = f"{self.course}lessons/bai-1/posts/"

    def read(self):
        return self.http.get(self.address)

    def say(self, text, question=None):
        return self.http.post(self.address, {"text": text, "question": question}, "json")

    def post(self, uuid, rest, body=None):
        return self.http.post(f"{self.course}posts/{uuid}/{rest}/", body or {}, "json")

    def edit(self, uuid, text):
        return self.http.patch(f"{self.course}posts/{uuid}/", {"text": text}, "json")

    def withdraw(self, uuid):
        return self.http.delete(f"{self.course}posts/{uuid}/")


def test_a_question_is_answered_and_the_asker_is_told(asker, trainer, cohort):
    learner, teacher = Talker(asker, cohort), Talker(trainer, cohort)
    asked = learner.say("Mở tệp ở đâu?").json()["questions"][0]
    waiting = Device(trainer).http.get("/api/v1/teaching/questions/").json()
    teacher.say("Ở mục Tài liệu, xem https://a.test/x", asked["uuid"])
    unread = learner.read().json()["unread"]
    answer = Post.objects.get(question__isnull=False)

    pinned = teacher.post(answer.uuid, "pin", {"is_pinned": True})
    learner.http.post(f"{learner.address}visit/")

    assert [one["author"] for one in waiting["questions"]] == ["Nông Văn An"]
    [question] = learner.read().json()["questions"]
    [shown] = question["answers"]
    assert (unread, learner.read().json()["unread"], pinned.status_code) == (1, 0, 204)
    assert (shown["author"], shown["is_teaching"], shown["is_pinned"]) == (
        trainer.full_name,
        True,
        True,
    )
    assert Device(trainer).http.get("/api/v1/teaching/questions/").json()["count"] == 0
    [told] = learner.http.get("/api/v1/me/messages/").json()["messages"]
    assert told["subject"] == "Câu hỏi của bạn có trả lời: Bài 1"


def test_names_are_whole_only_within_the_cohort(asker, cohort, commune, trainer):
    Talker(asker, cohort).say("Ai giúp tôi với?")
    mate = EnrolmentFactory(cohort=cohort).person
    elsewhere = CohortFactory(organisation=commune, course=cohort.course)
    other = EnrolmentFactory(cohort=elsewhere).person
    alone = EnrolmentFactory(cohort=None, course=cohort.course, version=cohort.version).person

    names = {
        one: Talker(one, cohort).read().json()["questions"][0]["author"]
        for one in (asker, mate, trainer, other, alone)
    }

    assert {names[one] for one in (asker, mate, trainer)} == {"Nông Văn An"}
    assert len({names[other], names[alone]}) == 1
    assert "Nông Văn An" not in names[other]


def test_only_who_learns_or_teaches_the_course_reads_and_writes(asker, cohort):
    Talker(asker, cohort).say("Ai giúp tôi với?")
    waiting = EnrolmentFactory(cohort=cohort, state="waiting").person
    gone = EnrolmentFactory(cohort=cohort, state="withdrawn").person
    stranger = MembershipFactory(trainer=True).user

    for one in (waiting, gone, stranger, UserFactory()):
        talker = Talker(one, cohort)
        assert (talker.read().status_code, talker.say("Chào").status_code) == (404, 404)
    assert Post.objects.count() == 1


def test_ones_own_is_mended_for_a_quarter_of_an_hour(asker, cohort):
    learner = Talker(asker, cohort)
    mate = Talker(EnrolmentFactory(cohort=cohort).person, cohort)
    uuid = learner.say("Mở tệp ở đau?").json()["questions"][0]["uuid"]

    mended, strange = learner.edit(uuid, "Mở tệp ở đâu?"), mate.edit(uuid, "Khác")
    Post.objects.update(written_at=timezone.now() - timedelta(minutes=16))
    late = learner.edit(uuid, "Muộn")

    assert (mended.status_code, strange.status_code) == (204, 404)
    assert problem_of(late) == (409, "post_too_old")
    assert Post.objects.get().text == "Mở tệp ở đâu?"


def test_what_was_withdrawn_or_hidden_is_kept_and_not_shown(asker, trainer, cohort):
    learner, teacher = Talker(asker, cohort), Talker(trainer, cohort)
    mate = Talker(EnrolmentFactory(cohort=cohort).person, cohort)
    first = learner.say("Câu một").json()["questions"][0]["uuid"]
    second = mate.say("Câu hai").json()["questions"][0]["uuid"]
    reported = learner.post(second, "report")

    learner.withdraw(first)
    refused = mate.post(second, "hide", {"reason": "Không hợp"})
    hidden = teacher.post(second, "hide", {"reason": "Quảng cáo"})

    assert (reported.status_code, refused.status_code, hidden.status_code) == (204, 403, 204)
    assert mate.read().json()["questions"] == []
    assert [one["text"] for one in teacher.read().json()["questions"]] == ["Câu hai", "Câu một"]
    entry = AuditEntry.objects.get(action="post.hidden")
    assert entry.details == {"post": second, "reason": "Quảng cáo"}
    assert problem_of(mate.edit(second, "Khác")) == (409, "post_gone")


def test_a_flood_is_stopped_and_pages_are_bounded(asker, cohort, django_assert_max_num_queries):
    learner = Talker(asker, cohort)

    answers = [learner.say(f"Câu {number}").status_code for number in range(11)]

    assert answers == [201] * 10 + [429]
    Post.objects.bulk_create(
        Post(
            course=cohort.course,
            lesson="bai-1",
            author=asker,
            text="Nữa",
            written_at=timezone.now(),
        )
        for _ in range(30)
    )
    with django_assert_max_num_queries(14):
        page = learner.read().json()
    assert (page["count"], len(page["questions"])) == (40, 20)


def test_an_erased_person_has_no_name_left_in_what_they_wrote(asker, trainer, cohort):
    Talker(asker, cohort).say("Tôi là Nông Văn An, mở tệp ở đâu?")

    erase_person(asker, actor=None, now=timezone.now())

    [question] = Talker(trainer, cohort).read().json()["questions"]
    assert "Nông Văn An" not in question["text"] + question["author"]
