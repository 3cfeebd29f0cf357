"""The results' desk over HTTP: what organisers see, take and are refused."""

from datetime import timedelta

import pytest

from backend.common.jobs import run_waiting_jobs
from quizzes import tasks  # noqa: F401 - registers the work
from quizzes.actions.round import close_due_rounds
from quizzes.models import ItemVersion, Ranking
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.factories.quizzes import (
    CLOSES_AT,
    KINDS,
    hand_in,
    make_attempt,
    make_round,
    make_round_of_every_kind,
)
from tests.quizzes.device import Device

pytestmark = pytest.mark.django_db(transaction=True)
AFTER = CLOSES_AT + timedelta(minutes=2)
RULES = {
    "results": {"approval": "second_person", "appeal_days": 3},
    "prizes": {"people": [{"code": "nhat", "title": "Giải Nhất", "count": 1}]},
}


class Desk:
    """Somebody at the results of one round."""

    def __init__(self, round_, user=None):
        self.at = f"/api/v1/desk/contests/{round_.contest.slug}/rounds/1/decision/"
        self.http = Device(user or UserFactory(staff=True)).http

    def get(self, path=""):
        return self.http.get(self.at + path)

    def post(self, path, **body):
        return self.http.post(self.at + path, body, "json")


@pytest.fixture
def round_():
    round_ = make_round(items=4, pool=4, **RULES)
    for wrong in (0, 0, 3):
        hand_in(make_attempt(round_), wrong=wrong, prediction=1)
    return round_


@pytest.fixture
def closed(round_):
    close_due_rounds(now=AFTER)
    return round_


def test_an_open_round_has_nothing_to_decide(round_):
    shown = Desk(round_).get().json()

    assert (shown["state"], shown["rankings"], shown["next"]) == ("running", [], [])
    assert Desk(round_).post("rank/", reason="Quá sớm").json()["code"] == "round_not_closed"


def test_the_desk_says_who_may_do_what_next(closed):
    first, second = Desk(closed), Desk(closed)

    shown = first.get().json()
    assert (shown["next"], shown["is_stale"]) == (["review"], False)
    assert shown["rankings"][0]["begun"]["by"] == ""
    assert first.post("review/", number=1).json()["next"] == ["return"]
    assert first.post("approve/", number=1).json()["code"] == "second_person_needed"
    assert second.get().json()["next"] == ["approve", "return"]
    assert second.post("approve/", number=1).json()["next"] == ["publish", "return"]
    published = first.post("publish/", number=1).json()

    assert published["next"] == []
    assert published["state"] == "published"
    assert published["rankings"][0]["appeals_until"] is not None


def test_the_desk_says_beforehand_when_nobody_would_be_left_to_approve(closed):
    province = OrganisationFactory()
    closed.contest.organisation = province
    closed.contest.save()
    first, second = (
        MembershipFactory(organiser=True, organisation=province).user for _ in range(2)
    )
    MembershipFactory(organiser=True)  # of another province
    UserFactory(staff=True)
    desk, other = Desk(closed, first), Desk(closed, second)
    assert desk.get().json()["left_to_approve"] == {"now": 2, "after_review": 1, "after_rank": 1}

    desk.post("rank/", reason="Rà lại")
    run_waiting_jobs()

    assert desk.get().json()["left_to_approve"] == {"now": 1, "after_review": 1, "after_rank": 1}
    assert other.get().json()["left_to_approve"]["after_review"] == 0
    other.post("review/", number=2)
    assert other.get().json()["left_to_approve"]["now"] == 0
    assert [desk.get().json()["next"], other.get().json()["next"]] == [["return"], ["return"]]


def test_numbers_borders_and_the_leading_are_shown(closed):
    shown = Desk(closed).get().json()

    assert [row["rank"] for row in shown["leading"]] == [1, 1, 3] or [
        row["rank"] for row in shown["leading"]
    ] == [1, 2, 3]
    assert shown["prize_places"] == 1
    assert shown["rankings"][0]["target"] == 2
    assert shown["leading"][0]["name"]


def test_a_correction_is_shown_with_what_it_changes(closed):
    desk, other = Desk(closed), Desk(closed)
    for step, who in (("review/", desk), ("approve/", other), ("publish/", desk)):
        assert who.post(step, number=1).status_code == 200
    assert desk.get("changes/?ranking=1").status_code == 404
    version = ItemVersion.objects.filter(rounds=closed, kind="single").first()

    tried = desk.post(
        "regrades/",
        corrections=[{"item": version.item.code, "correct": [1]}],
        reason="Đáp án in sai",
    ).json()
    run_waiting_jobs()
    [regrade] = desk.get().json()["regrades"]
    assert tried["job"]["kind"] == "regrade_trial"
    assert (regrade["state"], regrade["may_apply"]) == ("proposed", False)
    assert regrade["summary"]["attempts_changed"] == 3
    assert desk.post("regrades/2/apply/").json()["code"] == "second_person_needed"
    other.post("regrades/2/apply/")
    while run_waiting_jobs():
        pass

    shown = desk.get().json()
    assert [one["state"] for one in shown["rankings"]] == ["ranked", "published"]
    changes = desk.get("changes/?ranking=2").json()
    assert (changes["against"], changes["points_changed"]) == (1, 3)
    assert changes["rows"][0]["points"] in ([4, 3], [1, 2])


def test_voiding_needs_an_item_of_the_round_a_policy_and_a_reason(round_):
    code = ItemVersion.objects.filter(rounds=round_).first().item.code
    desk = Desk(round_)

    refused = [
        desk.post("void/", item="khong-co", policy="left_out", reason="Mơ hồ quá").json()["code"],
        desk.post("void/", item=code, policy="nonsense", reason="Mơ hồ quá").json()["code"],
        desk.post("void/", item=code, policy="left_out", reason="x").json()["code"],
    ]
    voided = desk.post("void/", item=code, policy="left_out", reason="Mơ hồ quá")

    assert refused == ["invalid_key", "invalid", "invalid"]
    assert voided.status_code == 200
    assert Ranking.objects.count() == 0


@pytest.mark.parametrize(
    "correct", [[9], [], "0", {"a": 1}, [[0]], None, [0, 0], [1.5], True, [2**70]]
)
def test_keys_that_fit_no_item_are_refused(closed, correct):
    version = ItemVersion.objects.filter(rounds=closed, kind="single").first()

    answer = Desk(closed).post(
        "regrades/",
        corrections=[{"item": version.item.code, "correct": correct}],
        reason="Đáp án in sai",
    )

    assert answer.status_code == 400


def test_a_step_names_the_ranking_that_was_looked_at(closed):
    desk = Desk(closed)

    assert desk.post("review/", number=2).status_code == 404
    assert desk.post("review/").status_code == 400
    assert desk.get("exclusions/?ranking=%C2%B2").status_code == 404
    assert desk.get("exclusions/?ranking=1").json() == []


def test_the_desk_asks_the_database_a_bounded_number_of_times(
    closed, django_assert_max_num_queries
):
    desk = Desk(closed)
    desk.get()

    with django_assert_max_num_queries(40):
        assert desk.get().status_code == 200


NEW_KEYS = {
    "true_false": [0],
    "matching": [2, 1, 2],
    "ordering": [3, 2, 1, 0],
    "number": {"value": "4", "tolerance": "0.1"},
    "short_text": {"accepted": ["Bình dân học vụ số", "BDHVS", "Học vụ số"]},
    "hotspot": {"areas": [{"shape": "circle", "x": 300, "y": 700, "radius": 90}]},
}


@pytest.mark.parametrize("kind", NEW_KEYS)
def test_a_key_of_any_kind_is_mended_with_what_its_editor_is_shown(kind):
    round_ = make_round_of_every_kind([kind], **RULES)
    hand_in(make_attempt(round_), prediction=1)
    close_due_rounds(now=AFTER)
    desk = Desk(round_)

    [item] = desk.get("items/").json()
    tried = desk.post(
        "regrades/",
        corrections=[{"item": item["item"], "correct": NEW_KEYS[kind]}],
        reason="Đáp án in sai",
    )

    assert (item["unit"], item["correct"]) == ("km" if kind == "number" else "", KINDS[kind][1])
    assert (item["picture"] is not None) == (kind == "hotspot")
    assert tried.status_code == 200, tried.content
