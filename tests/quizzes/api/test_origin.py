"""Where a start came from is kept as keyed hashes, for ninety days; and who invited."""

from datetime import timedelta

import pytest

from quizzes.actions.invitation import make_invitation
from quizzes.actions.traces import forget_traces
from quizzes.models import Attempt, Participant
from quizzes.queries.invitation import own_invitation
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import hand_in
from tests.quizzes.device import Device

pytestmark = pytest.mark.django_db
ADDRESS = "203.113.5.7"


def test_a_start_leaves_hashes_and_a_cookie_that_scripts_cannot_read(running, device):
    device.http.defaults["REMOTE_ADDR"] = ADDRESS
    answer = device.start(running)

    attempt = Attempt.objects.get()
    cookie = answer.cookies["hocso_device"]
    assert (len(attempt.network), len(attempt.device)) == (22, 22)
    assert ADDRESS not in attempt.network
    assert cookie.value not in attempt.device
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert cookie["max-age"] == 90 * 24 * 3600


def test_two_people_on_one_browser_leave_the_same_trace(running):
    first, second = Device(UserFactory()), Device(UserFactory())
    first.start(running)
    second.http.cookies["hocso_device"] = first.http.cookies["hocso_device"].value
    answer = second.start(running)

    assert len(set(Attempt.objects.values_list("device", flat=True))) == 1
    assert "hocso_device" not in answer.cookies


def test_an_overlong_cookie_is_replaced(running, device):
    device.http.cookies["hocso_device"] = "x" * 5000
    answer = device.start(running)

    assert len(answer.cookies["hocso_device"].value) == 22


def test_traces_are_forgotten_after_ninety_days(running, device):
    device.http.defaults["REMOTE_ADDR"] = ADDRESS
    device.start(running)
    started = Attempt.objects.get().started_at

    assert forget_traces(now=started + timedelta(days=90)) == 0
    assert forget_traces(now=started + timedelta(days=90, seconds=1)) == 1
    assert forget_traces(now=started + timedelta(days=91)) == 0
    assert Attempt.objects.values_list("network", "device").get() == ("", "")


@pytest.fixture
def inviter(running):
    """Somebody who takes part, and their code."""
    device = Device(UserFactory())
    device.start(running)
    user = Participant.objects.get().user
    return user, make_invitation(user, running.contest)


def visit(device, code):
    answer = device.http.get(f"/m/{code}/")
    device.http.cookies["hocso_invitation"] = answer.cookies["hocso_invitation"].value
    return answer


def test_an_invitation_counts_when_the_guest_has_handed_in(running, inviter):
    user, code = inviter
    guest = Device(UserFactory())
    answer = visit(guest, code.lower())
    guest.start(running)

    assert answer["Location"] == f"/cuoc-thi/{running.contest.slug}/"
    assert own_invitation(user, running.contest)["joined"] == 1
    assert own_invitation(user, running.contest)["counted"] == 0

    hand_in(Attempt.objects.select_related("round").latest("pk"))

    assert own_invitation(user, running.contest)["counted"] == 1
    assert own_invitation(user, running.contest)["link"].endswith(f"/m/{code}/")


def test_an_own_second_account_on_the_same_browser_does_not_count(running, inviter):
    user, code = inviter
    Attempt.objects.update(device="")
    second = Device(UserFactory())
    visit(second, code)
    second.start(running)
    hand_in(Attempt.objects.latest("pk"))
    Attempt.objects.update(device="the-same")

    assert own_invitation(user, running.contest)["joined"] == 1
    assert own_invitation(user, running.contest)["counted"] == 0


def test_who_takes_part_already_is_not_invited_any_more(running, inviter):
    _, code = inviter
    early = Device(UserFactory())
    early.start(running)
    visit(early, code)
    early.start(running)

    assert Participant.objects.filter(invited_by__isnull=False).count() == 0


def test_a_code_of_nowhere_is_not_found(client):
    assert client.get("/m/ZZZZZZZZ/").status_code == 404


def test_the_code_stays_the_same(running, inviter):
    user, code = inviter

    assert make_invitation(user, running.contest) == code
    assert own_invitation(UserFactory(), running.contest) is None
