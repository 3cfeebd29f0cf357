"""What trainers write to a cohort, reminders, and the inbox they arrive in."""

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import timezone

from backend.common.models import AuditEntry
from backend.messaging.actions.sending import send_due
from backend.messaging.models import Delivery, Message
from courses.actions.reminder import remind
from courses.actions.session import NewSession, plan_session
from courses.models import LessonProgress
from courses.queries.version import outline_of
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import EnrolmentFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.quizzes.device import Device, problem_of

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("Asia/Ho_Chi_Minh")


def at(cohort, rest=""):
    return f"/api/v1/teaching/cohorts/{cohort.uuid}/messages/{rest}"


def written(**more):
    text = {"subject": "Gửi lớp {lop}", "body": "Chào {ten}, mời học {khoa_hoc}."}
    return {"key": str(uuid4()), "to": "all", **text, **more}


def inbox(person):
    return Device(person).http.get("/api/v1/me/messages/").json()


def test_a_message_reaches_everybody_with_a_place_once(cohort, device):
    one = EnrolmentFactory(cohort=cohort, person__email="an@hocso.test")
    waiting = EnrolmentFactory(cohort=cohort, state="waiting")
    wish = written()

    first = device.http.post(at(cohort), wish, "json")
    again = device.http.post(at(cohort), wish, "json")
    send_due(now=timezone.now())

    assert (first.status_code, again.status_code) == (201, 201)
    assert Message.objects.count() == 1
    [told] = inbox(one.person)["messages"]
    assert told["subject"] == f"Gửi lớp {cohort.title}"
    assert told["body"] == f"Chào {one.person.full_name}, mời học {cohort.course.title}."
    assert inbox(waiting.person)["count"] == 0
    assert len(mail.outbox) == 1
    entry = AuditEntry.objects.get(action="cohort.message_sent")
    assert entry.details == {"message": first.json()["uuid"], "people": 1}


def test_the_trainer_sees_who_got_and_read_it(cohort, device):
    one, other = EnrolmentFactory.create_batch(2, cohort=cohort)
    sent = device.http.post(at(cohort), written(), "json").json()
    reader = Device(one.person).http

    unread = reader.post("/api/v1/me/messages/read/", {}, "json").json()["unread"]

    [shown] = device.http.get(at(cohort)).json()
    people = device.http.get(at(cohort, f"{sent['uuid']}/people/")).json()["people"]
    assert unread == 0
    assert (shown["people"], shown["read"]) == (2, 1)
    assert [row["full_name"] for row in people] == [other.person.full_name, one.person.full_name]
    assert [row["read_at"] is None for row in people] == [True, False]


def test_a_word_to_those_at_risk_reaches_only_them(cohort, device):
    quiet = EnrolmentFactory(
        cohort=cohort, enrolled_at=timezone.now() - timedelta(days=9), lessons_done=0
    )
    fine = EnrolmentFactory(cohort=cohort, seen_at=timezone.now(), lessons_done=4)

    answer = device.http.post(at(cohort), written(to="risk"), "json")

    assert answer.json()["people"] == 1
    assert (inbox(quiet.person)["unread"], inbox(fine.person)["unread"]) == (1, 0)
    assert inbox(quiet.person)["messages"][0]["kind"] == "personal"


def test_unknown_fields_strangers_and_floods_are_refused(cohort, device):
    EnrolmentFactory(cohort=cohort)
    stranger = EnrolmentFactory()

    typo = device.http.post(at(cohort), written(body="Chào {tên_bạn} {tem}"), "json")
    elsewhere = device.http.post(
        at(cohort), written(to="chosen", people=[str(stranger.uuid)]), "json"
    )
    answers = [device.http.post(at(cohort), written(), "json").status_code for _ in range(21)]

    assert problem_of(typo)[0] == 400
    assert elsewhere.status_code == 400
    assert answers == [201] * 20 + [429]
    assert inbox(stranger.person)["count"] == 0


def test_an_administrator_writes_to_the_own_people_only(cohort, commune):
    own = EnrolmentFactory(cohort=cohort, organisation=commune)
    other = EnrolmentFactory(cohort=cohort, organisation=OrganisationFactory())
    device = Device(MembershipFactory(administrator=True, organisation=commune).user)

    sent = device.http.post(at(cohort), written(), "json").json()

    assert sent["people"] == 1
    assert (inbox(own.person)["count"], inbox(other.person)["count"]) == (1, 0)


def test_a_preview_is_what_the_first_reader_would_see(cohort, device):
    EnrolmentFactory(cohort=cohort, person=UserFactory(full_name="Nông Văn An"))
    text = {"subject": "Buổi tới", "body": "{ten}: {buoi_toi}"}

    shown = device.http.post(at(cohort, "preview/"), text, "json").json()

    assert shown["body"] == "Nông Văn An: chưa có lịch"
    assert not Message.objects.exists()


def test_reminders_are_written_once_and_not_to_who_switched_them_off(cohort, trainer):
    now = datetime.now(HERE).replace(hour=9)
    reader = EnrolmentFactory(cohort=cohort)
    extended = EnrolmentFactory(cohort=cohort, due_on=now.date() + timedelta(days=3))
    off = EnrolmentFactory(cohort=cohort)
    Device(off.person).http.patch("/api/v1/me/contact-choices/", {"reminders": False}, "json")
    begins = now + timedelta(days=1)
    meeting = NewSession("Buổi 1", begins, begins + timedelta(hours=2), "Nhà văn hóa")
    plan_session(cohort, meeting, actor=trainer, now=now)

    remind(now=now.replace(hour=5))
    assert not Message.objects.exists()
    remind(now=now)
    remind(now=now + timedelta(hours=1))

    told = {
        one.person: [row["subject"] for row in inbox(one.person)["messages"]]
        for one in (reader, extended, off)
    }
    assert told[reader.person] == ["Ngày mai có buổi học: Buổi 1"]
    assert sorted(told[extended.person]) == [
        f"Còn 3 ngày để hoàn thành: {cohort.course.title}",
        "Ngày mai có buổi học: Buổi 1",
    ]
    assert told[off.person] == []
    assert Delivery.objects.filter(channel="app").count() == 3


def test_lessons_that_are_due_are_told_in_one_message_a_day(cohort):
    now = datetime.now(HERE).replace(hour=9)
    keys = list(outline_of(cohort.version_id).lessons)
    days = [now.date(), now.date() + timedelta(days=3), now.date() + timedelta(days=5)]
    cohort.due_dates = [
        {"of": "lesson", "key": key, "on": day.isoformat()}
        for key, day in zip(keys, days, strict=False)
    ]
    cohort.save()
    reader, early = (
        EnrolmentFactory(cohort=cohort, person__email=f"{name}@hocso.test")
        for name in ("reader", "early")
    )
    LessonProgress.objects.create(
        enrolment=early, lesson=keys[0], began_at=now, done_at=now, updated_at=now
    )

    remind(now=now)
    LessonProgress.objects.create(
        enrolment=reader, lesson=keys[0], began_at=now, done_at=now, updated_at=now
    )
    remind(now=now + timedelta(hours=1))

    [told] = inbox(reader.person)["messages"]
    [other] = inbox(early.person)["messages"]
    assert told["subject"] == "2 bài sắp đến hạn"
    assert [f"{day:%d/%m/%Y}" in told["body"] for day in days] == [True, True, False]
    assert other["subject"].startswith("Sắp đến hạn: ")
    assert other["link"].endswith(f"/bai/{keys[1]}/")
    assert Delivery.objects.filter(channel="email").count() == 2


def test_lessons_and_other_reminders_of_a_day_are_one_letter(cohort):
    now = datetime.now(HERE).replace(hour=9)
    key = next(iter(outline_of(cohort.version_id).lessons))
    today = now.date().isoformat()
    cohort.due_dates = [{"of": "lesson", "key": key, "on": today}]
    cohort.opens_on, cohort.closes_on = now.date() - timedelta(days=9), now.date()
    cohort.save()
    reader = EnrolmentFactory(cohort=cohort, person__email="reader@hocso.test").person

    remind(now=now)

    assert len(inbox(reader)["messages"]) == 2
    send_due(now=now)
    [letter] = [one for one in mail.outbox if one.to == ["reader@hocso.test"]]
    assert letter.subject.startswith("2 lời nhắc: Hôm nay là hạn cuối")
    assert outline_of(cohort.version_id).lessons[key].title in letter.body
