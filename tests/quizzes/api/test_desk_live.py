"""A round while it is open, at its organisers' desk and on the paper of whoever sits it."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from quizzes.actions.board import refresh_boards
from quizzes.actions.response import save_responses
from quizzes.actions.round import close_due_rounds
from quizzes.errors import AttemptClosed
from quizzes.models import Contest, HallScreen, LateResponse
from quizzes.queries.live_numbers import live_numbers
from quizzes.rules.response import Answer
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.factories.quizzes import grant_of, hand_in, make_attempt
from tests.quizzes.device import Device, problem_of

pytestmark = pytest.mark.django_db

WHY = "Mất điện toàn xã từ 20 giờ"


class Desk(Device):
    """The organiser's browser."""

    def __init__(self, round_):
        province = OrganisationFactory()
        Contest.objects.filter(pk=round_.contest_id).update(organisation=province)
        super().__init__(MembershipFactory(organiser=True, organisation=province).user)
        self.contest = f"/api/v1/desk/contests/{round_.contest.slug}/"
        self.round = f"{self.contest}rounds/{round_.number}/"

    def send(self, rest, **body):
        return self.http.post(self.round + rest, body, "json")

    def show(self, **body):
        return self.http.put(f"{self.contest}hall/", body, "json")

    @property
    def numbers(self):
        return self.http.get(f"{self.round}live/").json()


@pytest.fixture
def desk(running):
    return Desk(running)


def test_the_numbers_count_what_runs_and_what_was_handed_in(running, desk):
    now = timezone.now()
    make_attempt(running, now=now)
    hand_in(make_attempt(running, now=now - timedelta(minutes=3)), after=timedelta(minutes=1))

    numbers = desk.numbers

    counted = ("people", "starts", "in_progress", "handed_in", "waiting")
    assert [numbers[name] for name in counted] == [1, 2, 1, 1, 0]
    assert sum(numbers["starts_per_minute"]) == 2
    assert sum(numbers["hand_ins_per_minute"]) == 1
    assert len(numbers["forecast"]["expected"]) == 60
    assert (numbers["state"], numbers["pause"], numbers["frozen_at"]) == ("open", None, None)


def test_everybody_who_looks_within_the_interval_shares_one_count(running, desk):
    now = timezone.now()
    make_attempt(running, now=now)
    first = live_numbers(running, now)
    make_attempt(running, now=now)

    with CaptureQueriesContext(connection) as asked:
        second = live_numbers(running, now + timedelta(seconds=4))
    third = live_numbers(running, now + timedelta(seconds=5))

    assert not [one for one in asked.captured_queries if "quizzes_attempt" in one["sql"]]
    assert [numbers["starts"] for numbers in (first, second, third)] == [1, 1, 2]


def test_a_change_answers_with_what_it_changed(running, desk):
    make_attempt(running, now=timezone.now())
    before = desk.numbers

    answer = desk.send("pause/", reason=WHY).json()

    assert (before["pause"], before["starts"]) == (None, 1)
    assert answer["pause"]["reason"] == WHY
    assert desk.numbers["pause"] == answer["pause"]


def test_more_time_is_given_with_a_reason_and_told(running, desk, started):
    before = desk.numbers["closes_at"]

    answer = desk.send("extensions/", minutes=30, reason=WHY)

    assert answer.status_code == 200
    assert answer.json()["closes_at"] > before
    assert answer.json()["extensions"][0]["reason"] == WHY
    news = started.get(f"attempts/{started.attempt}/news/", **started.bearer).json()
    told, shown = news["news"]["closes_at"], answer.json()["closes_at"]
    assert datetime.fromisoformat(told) == datetime.fromisoformat(shown)


@pytest.mark.parametrize(
    "body",
    [
        {"minutes": 5},
        {"minutes": 5, "reason": "  a  "},
        {"minutes": -5, "reason": WHY},
        {"minutes": 0, "reason": WHY},
        {"minutes": "x", "reason": WHY},
        {"minutes": 10**9, "reason": WHY},
        {"minutes": 5, "reason": "đổi\u202echiều chữ"},
        {"minutes": 5, "reason": "x" * 501},
        {"minutes": 5, "reason": WHY, "person": "nobody"},
    ],
)
def test_time_is_not_given_for_a_wish_that_makes_no_sense(running, desk, body):
    before = desk.numbers["closes_at"]

    assert desk.send("extensions/", **body).status_code == 400
    assert desk.numbers["closes_at"] == before


def test_one_person_is_found_and_given_time(running, desk, started):
    person = running.attempts.get().participant.user
    code = started.attempt.replace("-", "")[:12]
    [found] = desk.http.get(f"{desk.round}live/people/?q={code}").json()
    [named] = desk.http.get(f"{desk.round}live/people/?q={person.full_name}").json()

    answer = desk.send("extensions/", minutes=10, reason=WHY, person=found["person"])

    assert (found["person"], found["code"]) == (named["person"], named["code"])
    assert answer.json()["extensions"][0]["person"] == person.full_name
    news = started.get(f"attempts/{started.attempt}/news/", **started.bearer).json()
    assert news["news"]["extended"] == {code: 10}
    assert news["remaining_ms"] > 24 * 60_000


@pytest.mark.parametrize("q", ["", "x", "%00%00", "zzzzzz", "0" * 12])
def test_odd_searches_find_nobody(running, desk, started, q):
    assert desk.http.get(f"{desk.round}live/people/?q={q}").json() == []


def test_nobody_of_another_contest_is_given_time(running, desk):
    stranger = UserFactory()

    answer = desk.send("extensions/", minutes=10, reason=WHY, person=str(stranger.uuid))

    assert problem_of(answer) == (404, "not_found")


def test_a_pause_stops_starts_and_clocks_and_is_told_in_every_reply(running, desk, started):
    assert desk.send("pause/", reason=WHY).json()["pause"]["reason"] == WHY

    saved = started.save(started.choice(1, 0)).json()
    refused = Device(UserFactory()).start(running)
    assert saved["paused"]
    assert problem_of(refused) == (409, "round_paused")
    assert started.reload().json()["news"]["paused"]["reason"] == WHY
    assert Device().get(f"contests/{running.contest.slug}/").json()["rounds"][0]["paused"]

    assert desk.send("resume/", moves_close=True).json()["pause"] is None
    assert not started.save(started.choice(1, 1, revision=2)).json()["paused"]
    assert problem_of(desk.send("resume/")) == (409, "pause_refused")


def test_an_announcement_is_on_the_paper_until_it_is_withdrawn(running, desk, started):
    made = desk.send("announcements/", text="Câu 3 in thiếu dấu, các bạn vẫn làm bình thường.")
    [announcement] = made.json()["announcements"]
    shown = started.reload().json()["news"]["announcements"]

    desk.send(f"announcements/{announcement['uuid']}/withdrawal/")
    again = desk.send(f"announcements/{announcement['uuid']}/withdrawal/")

    assert [one["text"] for one in shown] == [announcement["text"]]
    assert started.reload().json()["news"]["announcements"] == []
    assert again.json()["announcements"][0]["withdrawn_at"] is not None


@pytest.mark.parametrize("text", ["", "  ", "x" * 401, "a\u0000bcdefg", "a\u200b\u200b\u200bbcd"])
def test_odd_announcements_are_refused(running, desk, text):
    assert desk.send("announcements/", text=text).status_code == 400
    assert desk.numbers["announcements"] == []


def test_the_board_is_frozen_and_thawed_by_hand(running, desk):
    refresh_boards(now=timezone.now())
    path = f"rounds/{running.uuid}/board/"

    frozen = desk.send("freeze/", reason="Giữ kín đến lễ trao giải").json()
    board = Device().get(path).json()
    thawed = desk.send("thaw/", reason="Bấm nhầm nút").json()

    assert frozen["frozen_at"] is not None
    assert board["frozen_at"] is not None
    assert thawed["frozen_at"] is None
    assert Device().get(path).json()["frozen_at"] is None


def test_late_evidence_tells_how_late_and_never_what(running, desk):
    attempt = hand_in(make_attempt(running, now=timezone.now() - timedelta(hours=1)))
    answer = Answer(1, 9, [1])
    with pytest.raises(AttemptClosed):
        save_responses(grant_of(attempt), [answer], now=timezone.now())
    assert LateResponse.objects.count() == 1

    [row] = desk.http.get(f"{desk.round}live/late/").json()

    assert desk.numbers["late"] == {"answers": 1, "attempts": 1}
    assert row["seconds_after_end"] > 40 * 60
    assert set(row) == {
        "code",
        "name",
        "organisation",
        "answers",
        "last_at",
        "seconds_after_end",
    }


def test_every_hall_is_moved_and_results_are_revealed_only_once_published(running, desk):
    slug = running.contest.slug
    shown = desk.show(scene="countdown", round=1).json()
    refused = desk.show(scene="reveal", round=1, place=3)

    public = Device().get(f"contests/{slug}/hall/").json()
    assert (public["scene"], public["version"]) == ("countdown", 1)
    assert public == shown
    assert problem_of(refused) == (409, "scene_refused")

    running.opens_at, running.closes_at = (
        timezone.now() - timedelta(hours=3),
        timezone.now() - timedelta(hours=2),
    )
    running.save()
    close_due_rounds(now=timezone.now())
    revealed = desk.show(scene="reveal", round=1, place=3).json()
    assert (revealed["scene"], revealed["place"]) == ("reveal", 3)
    assert HallScreen.objects.get().version == 2


@pytest.mark.parametrize(
    "body", [{}, {"scene": "x"}, {"scene": "reveal", "round": 0}, {"scene": "reveal", "place": 0}]
)
def test_odd_scenes_are_refused(running, desk, body):
    assert desk.show(**body).status_code == 400


def test_a_scene_before_anyone_chose_one_is_the_automatic_one(running):
    shown = Device().get(f"contests/{running.contest.slug}/hall/").json()

    assert shown == {
        "version": 0,
        "scene": "automatic",
        "round": None,
        "round_number": None,
        "place": None,
    }


def test_news_are_for_the_device_that_holds_the_paper(running, started):
    path = f"attempts/{started.attempt}/news/"

    assert problem_of(Device().get(path)) == (401, "not_signed_in")
    assert started.get(path, **started.bearer).status_code == 200
