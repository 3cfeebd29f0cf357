"""The outbox: nothing is lost, nothing goes out twice."""

import smtplib
import subprocess
import sys
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from backend.accounts.actions.erasure import erase_person
from backend.messaging.actions.contact import choose_contact
from backend.messaging.actions.message import EVERY_WAY, NewMessage, write_message
from backend.messaging.actions.sending import send_due
from backend.messaging.models import Delivery, Message
from tests.factories.accounts import UserFactory
from tests.other_process import environment, wait_until_forgotten

pytestmark = pytest.mark.django_db
CONSOLE = "backend.messaging.gateways.ConsoleGateway"
NOON = datetime(2026, 3, 10, 12, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


class Down(EmailBackend):
    """A mail server that cannot be reached."""

    def open(self):
        raise ConnectionRefusedError


class Lost(EmailBackend):
    """The connection breaks when the letter was handed over."""

    def send_messages(self, messages):
        super().send_messages(messages)
        raise smtplib.SMTPServerDisconnected


class Unknown(EmailBackend):
    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({"a@b": (550, b"no such user")})


@pytest.fixture
def person():
    return UserFactory(full_name="Nông Văn An", email="an@hocso.test")


def write(*people, key="one", now=NOON, **more):
    fields = {"kind": "cohort", "subject": "Tin của {lop}", "body": "Chào {ten}"}
    new = NewMessage(key=key, fields={"lop": "Lớp 1"}, **{**fields, **more})
    return write_message(new, [one.pk for one in people], now=now)


def letter_of(message):
    return Delivery.objects.get(message=message, channel="email")


def backend(settings, of):
    settings.EMAIL_BACKEND = f"{__name__}.{of.__name__}"


def test_it_is_in_the_app_at_once_and_goes_out_as_a_letter(person):
    message = write(person)

    sent = send_due(now=NOON)

    assert sent == 1
    assert Delivery.objects.get(channel="app").state == "sent"
    [letter] = mail.outbox
    assert (letter.subject, letter.to) == ("Tin của Lớp 1", ["an@hocso.test"])
    assert letter.body.startswith("Chào Nông Văn An\n")
    assert str(letter_of(message).uuid) in letter.extra_headers["Message-ID"]
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_the_same_again_reaches_only_who_did_not_get_it(person):
    other = UserFactory(email="binh@hocso.test")
    write(person)
    send_due(now=NOON)

    write(person, other)
    send_due(now=NOON)
    send_due(now=NOON + timedelta(days=1))

    assert Message.objects.count() == 1
    assert sorted(one.to[0] for one in mail.outbox) == ["an@hocso.test", "binh@hocso.test"]


def test_a_mail_server_that_is_down_loses_nothing_and_is_asked_once_a_sweep(settings, person):
    other = UserFactory(email="binh@hocso.test")
    write(person, other)
    backend(settings, Down)

    send_due(now=NOON)

    tries = Delivery.objects.filter(channel="email").order_by("pk").values_list("state", "tries")
    assert list(tries) == [("waiting", 1), ("waiting", 0)]
    backend(settings, EmailBackend_)
    assert send_due(now=NOON + timedelta(minutes=2)) == 2
    assert len(mail.outbox) == 2


class EmailBackend_(EmailBackend):  # noqa: N801 - Django's own, under a name of this module
    pass


def test_after_all_tries_it_is_seen_as_failed(settings, person):
    message, now = write(person), NOON
    backend(settings, Down)

    for _ in range(20):
        send_due(now=now)
        now += timedelta(days=2)

    letter = letter_of(message)
    assert (letter.state, letter.tries, letter.failure) == ("failed", 8, "ConnectionRefusedError")


def test_an_address_that_does_not_exist_is_not_tried_again(settings, person):
    message = write(person)
    backend(settings, Unknown)

    send_due(now=NOON)

    assert (letter_of(message).state, letter_of(message).tries) == ("failed", 1)


def test_a_connection_lost_behind_the_letter_never_sends_a_second_one(settings, person):
    message = write(person)
    backend(settings, Lost)

    send_due(now=NOON)
    send_due(now=NOON + timedelta(days=1))

    assert letter_of(message).state == "unsure"
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_between_sending_and_marking_sends_no_second_letter(tmp_path, person):
    message = write(person)
    code = (
        "import django; django.setup(); from django.conf import settings;"
        "from backend.messaging.actions.sending import send_due;"
        "from datetime import datetime;"
        f"send_due(now=datetime.fromisoformat({NOON.isoformat()!r}))"
    )
    env = environment(
        DJANGO_SETTINGS_MODULE="tests.messaging.mail_to_files",
        MAIL_FOLDER=str(tmp_path),
        HOCSO_FAILPOINT="message_sent",
    )

    died = subprocess.run([sys.executable, "-c", code], env=env, timeout=60)
    wait_until_forgotten()
    env.pop("HOCSO_FAILPOINT")
    again = subprocess.run([sys.executable, "-c", code], env=env, timeout=60)
    send_due(now=NOON + timedelta(hours=1))

    assert (died.returncode, again.returncode) == (-9, 0)
    assert len(list(tmp_path.iterdir())) == 1
    assert (letter_of(message).state, letter_of(message).failure) == ("unsure", "worker_lost")
    assert mail.outbox == []


def test_phones_ring_by_day_only_for_who_agreed_and_chose(settings, person):
    settings.MESSAGING_GATEWAYS = {"email": "", "sms": CONSOLE, "zalo": CONSOLE}
    agreed, silent = UserFactory(), UserFactory()
    for one in (agreed, silent):
        choose_contact(one, {"sms": True}, now=NOON)
    agreed.consents.create(purpose="messages", granted=True, text_hash="0" * 64, given_at=NOON)
    night = NOON.replace(hour=22)

    write(person, agreed, silent, now=night, channels=EVERY_WAY)

    [sms] = Delivery.objects.exclude(channel="app")
    assert (sms.person, sms.channel) == (agreed, "sms")
    assert send_due(now=night) == 0
    assert send_due(now=night + timedelta(hours=9)) == 1


def test_who_switched_letters_off_meanwhile_gets_none(client, person):
    message = write(person)
    send_due(now=NOON)
    address = mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>")
    path = address.partition("://")[2].partition("/")[2]
    other = write(person, key="two")

    looked = client.get(f"/{path}")
    send_before = Delivery.objects.filter(message=other, channel="email").exists()
    stopped = client.post(f"/{path}")
    send_due(now=NOON)

    assert (looked.status_code, stopped.status_code, send_before) == (200, 200, True)
    assert letter_of(message).state == "sent"
    assert (letter_of(other).state, letter_of(other).failure) == ("failed", "switched_off")
    write(person, key="three")
    assert Delivery.objects.filter(message__key="three").values_list("channel")[0] == ("app",)


def test_a_forged_way_out_is_refused(client):
    assert client.post("/ngung-nhan-tin/abc:def:ghi/").status_code == 400


def test_what_is_of_no_use_any_more_is_not_sent(person):
    message = write(person, useful_until=NOON + timedelta(hours=1))

    send_due(now=NOON + timedelta(hours=2))

    assert (letter_of(message).state, letter_of(message).failure) == ("failed", "too_late")


def test_an_erased_person_leaves_no_message(person):
    write(person)
    sender = UserFactory(full_name="Lò Thị Bình")
    own = write(UserFactory(), key="two", sender=sender, body="Cô Lò Thị Bình đây")

    erase_person(person, actor=None, now=NOON)
    erase_person(sender, actor=None, now=NOON)

    assert not Delivery.objects.filter(person=person).exists()
    assert not Message.objects.filter(key="one").exists()
    own.refresh_from_db()
    assert "Lò Thị Bình" not in own.body


def test_reminders_that_wait_for_the_same_person_are_one_letter(person):
    other = UserFactory(email="khac@hocso.test")
    body = "Chào {ten},\n\nHạn là hôm nay."
    first = write(
        person, other, key="a", kind="reminder", subject="Buổi học", body=body, link="/a/"
    )
    second = write(person, key="b", kind="reminder", subject="Bài đến hạn", body=body, link="/b/")
    apart = write(person, key="c")

    send_due(now=NOON)

    by_person = {name: [] for name in ("an@hocso.test", "khac@hocso.test")}
    for one in mail.outbox:
        by_person[one.to[0]].append(one)
    reminders, cohort = by_person["an@hocso.test"]
    assert reminders.subject == "2 lời nhắc: Buổi học, …"
    assert reminders.body.count("Chào Nông Văn An") == 1
    assert reminders.body.index("• Buổi học") < reminders.body.index("• Bài đến hạn")
    assert "/a/" in reminders.body
    assert "/b/" in reminders.body
    assert cohort.subject == "Tin của Lớp 1"
    assert [one.subject for one in by_person["khac@hocso.test"]] == ["Buổi học"]
    assert {letter_of(one).state for one in (second, apart)} == {"sent"}
    assert set(first.deliveries.filter(channel="email").values_list("state", flat=True)) == {"sent"}


def test_a_reminder_of_no_use_any_more_stays_out_of_the_letter_of_others(person):
    write(person, key="a", kind="reminder", subject="Còn kịp")
    late = write(
        person, key="b", kind="reminder", subject="Đã qua", useful_until=NOON - timedelta(hours=1)
    )

    send_due(now=NOON)

    [letter] = mail.outbox
    assert letter.subject == "Còn kịp"
    assert (letter_of(late).state, letter_of(late).failure) == ("failed", "too_late")
