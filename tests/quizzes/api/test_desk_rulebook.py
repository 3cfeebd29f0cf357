"""The rulebook at the desk."""

from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from backend.common.models import Job
from quizzes.actions.simulation import simulate
from quizzes.formats.rulebook import Rulebook
from quizzes.models import Round, RulebookVersion
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import hand_in, make_attempt, rulebook_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return UserFactory(staff=True)


@pytest.fixture
def desk(person):
    client = APIClient()
    client.default_format = "json"
    client.force_login(person)
    return client


@pytest.fixture
def address(running):
    return f"/api/v1/desk/contests/{running.contest.slug}/rulebook/"


def test_the_rulebook_in_force_is_shown_in_words_and_with_its_versions(desk, address):
    shown = desk.get(address).json()

    assert shown["current"] == 1
    assert shown["document"]["ties"] == "shared_rank"
    assert [section["code"] for section in shown["summary"]][:2] == ["paper", "attempts"]
    assert [(one["number"], one["state"]) for one in shown["versions"]] == [(1, "in_force")]
    assert shown["topics"] == [
        {"code": "nghi-quyet-57", "name": "Nghị quyết 57", "easy": 8, "medium": 0, "hard": 0}
    ]


def test_the_schema_is_the_documents(desk, address):
    assert desk.get(f"{address}schema/").json() == Rulebook.model_json_schema()


def test_presets_come_fitted_to_the_items_there_are(desk, address):
    shown = {one["code"]: one for one in desk.get(f"{address}presets/").json()}

    assert shown["chung"]["missing_items"] == 12
    assert shown["chung"]["document"] is None
    assert shown["chung"]["summary"][0]["lines"] == [
        "Mỗi bài 20 câu, làm trong 15 phút; mỗi câu 1 điểm, tối đa 20 điểm."
    ]


def test_a_draft_is_read_out_with_what_it_changes(desk, address):
    document = rulebook_document(attempts={"per_day": 1})

    shown = desk.post(f"{address}summary/", {"document": document}).json()

    assert shown["problems"] == {}
    assert shown["changes"] == [
        {
            "code": "attempts",
            "title": "Số lượt",
            "before": ["Mỗi người thi tối đa 3 lượt mỗi ngày."],
            "after": ["Mỗi người thi tối đa 1 lượt mỗi ngày."],
        }
    ]


@pytest.mark.parametrize(
    "document", [{}, {"paper": 7}, rulebook_document(attempts={"per_day": 0}), {"ranking": [[]]}]
)
def test_a_draft_that_is_not_valid_says_what_is_wrong(desk, address, document):
    answer = desk.post(f"{address}summary/", {"document": document})

    assert answer.status_code == 200
    assert answer.json()["problems"]
    refused = desk.post(f"{address}versions/", {"document": document, "reason": "Thử"})
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_rulebook")
    assert RulebookVersion.objects.count() == 1


def test_a_new_version_is_tried_and_put_in_force(desk, address, person):
    asked = {"document": rulebook_document(attempts={"per_day": 1}), "effective_at": None}

    tried = desk.post(f"{address}trial/", asked)
    made = desk.post(f"{address}versions/", {**asked, "reason": "Theo công văn mới"})

    assert (tried.status_code, tried.json()["refusal"]) == (200, "")
    assert made.status_code == 201
    assert [one["state"] for one in made.json()["versions"]] == ["in_force", "superseded"]
    assert made.json()["versions"][0]["created_by"] == person.full_name
    assert Round.objects.get().rulebook.number == 2


def test_a_planned_version_is_shown_as_planned(desk, address):
    later = (timezone.now() + timedelta(hours=1)).isoformat()
    asked = {"document": rulebook_document(attempts={"per_day": 1}), "effective_at": later}

    made = desk.post(f"{address}versions/", {**asked, "reason": "Từ ngày mai"}).json()

    assert (made["current"], made["versions"][0]["state"]) == (1, "planned")


def test_a_version_needs_a_reason(desk, address):
    document = rulebook_document(attempts={"per_day": 1})

    assert desk.post(f"{address}versions/", {"document": document}).status_code == 400


def test_a_refusal_says_why(desk, address):
    document = rulebook_document()

    answer = desk.post(f"{address}versions/", {"document": document, "reason": "Như cũ"})

    assert (answer.status_code, answer.json()["reason"]) == (409, "rulebook_unchanged")
    assert answer.json()["detail"] == "Thể lệ không khác gì bản đang áp dụng."


def play(running, *wrongs):
    now = timezone.now()
    for place, wrong in enumerate(wrongs):
        attempt = make_attempt(running, now=now - timedelta(hours=2) + timedelta(minutes=place))
        hand_in(attempt, wrong=wrong, prediction=2 + place, after=timedelta(minutes=9 - place))


def test_two_rulebooks_are_played_out_on_a_rounds_own_facts(desk, address, running):
    play(running, 0, 0, 1)
    second = rulebook_document(ranking=["score", "time_used"])

    answer = desk.post(f"{address}simulation/", {"second": second, "round": 1})

    shown = answer.json()
    assert answer.status_code == 200
    assert (shown["first"]["people"], shown["first"]["all_correct_people"]) == (3, 2)
    assert (shown["first"]["target"], shown["first"]["ties"]) == (2, [])
    assert [(row["first"]["rank"], row["second"]["rank"]) for row in shown["rows"]] == [
        (1, 2),
        (2, 1),
        (3, 3),
    ]
    assert shown["winners_in_both"] == 3
    assert shown["rows"][0]["name"].count("*")


def test_invented_people_stand_in_before_anybody_played(desk, address):
    second = rulebook_document(ranking=["score"])
    question = {"second": second, "people": 400, "all_correct_percent": 50, "seed": 7}

    first = desk.post(f"{address}simulation/", question).json()
    again = desk.post(f"{address}simulation/", question).json()

    assert first == again
    assert first["first"]["people"] == 400
    assert first["second"]["ties"][0]["people"] > 100
    assert not RulebookVersion.objects.filter(number=2).exists()


def test_a_long_simulation_is_a_job(desk, address, person):
    question = {"second": rulebook_document(), "people": 20_001}

    answer = desk.post(f"{address}simulation/", question)

    assert (answer.status_code, answer.json()["state"]) == (202, "waiting")
    assert Job.objects.get().asked_by == person
    played = simulate(Job.objects.get(), lambda *_: None)["first"]
    assert played["people"] + played["excluded"] == 20_001
