"""Practising over HTTP: anyone may, nobody learns of a contest's items, answers count once."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from quizzes.actions.practice import forget_practice_answers
from quizzes.api.practice import BY_ADDRESS, BY_PERSON
from quizzes.enums import RoundState
from quizzes.models import (
    Item,
    ItemVersion,
    PracticeAnswer,
    PracticeCard,
    PracticeDay,
    Round,
    RoundItem,
)
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import KINDS, make_items, make_items_of_every_kind, make_round
from tests.quizzes.api.test_kinds import HOLDING_KEYS
from tests.quizzes.device import Device, problem_of
from tests.test_canary import CANARY, TELLING, names_in

pytestmark = pytest.mark.django_db
OBJECTIVE = tuple(kind for kind in KINDS if kind != "essay")


@pytest.fixture
def items():
    """Twelve choices whose right option says "A", all for practice."""
    versions = make_items(12)
    Item.objects.update(use="practice")
    return versions


@pytest.fixture(params=["visitor", "person"])
def anyone(request):
    return Device(UserFactory() if request.param == "person" else None)


@pytest.fixture
def person():
    return Device(UserFactory())


def batch(device, **wish):
    answer = device.http.get("/api/v1/practice/items/", wish)
    assert answer.status_code == 200, answer.content
    return answer.json()


def right_tokens(item):
    """In the factories' items A is right, and C too where several are."""
    letters = "AC" if item["kind"] == "multiple" else "A"
    return [one["token"] for one in item["options"] if one["text"].split()[2] in letters]


def give(device, item, value, key=None):
    body = {"key": str(key or uuid4()), "item": item["item"], "version": item["version"]}
    return device.http.post("/api/v1/practice/answers/", body | {"value": value}, "json")


def progress(device, **wish):
    return device.http.get("/api/v1/practice/", wish).json()


def test_anyone_practises_and_learns_at_once_what_is_right_and_why(anyone, items):
    item = batch(anyone)["items"][0]

    verdict = give(anyone, item, right_tokens(item)).json()

    assert (verdict["is_right"], verdict["percent"]) == (True, 100)
    assert verdict["review"]["explanation"].startswith("Giải thích")
    assert verdict["review"]["source"] == {"document": "57-NQ/TW"}
    assert not give(anyone, item, None).json()["is_right"]


def test_items_hold_no_key(anyone):
    make_items_of_every_kind(OBJECTIVE)
    Item.objects.update(use="practice")

    found = batch(anyone)

    assert {item["kind"] for item in found["items"]} == set(OBJECTIVE)
    assert CANARY.decode() not in json.dumps(found)
    assert names_in(found) & (TELLING | HOLDING_KEYS) == set()


def test_visitors_see_every_item_once_and_leave_nothing(items):
    visitor = Device()
    first = batch(visitor)
    second = batch(visitor, cursor=first["cursor"])
    give(visitor, first["items"][0], None)

    seen = [item["item"] for item in first["items"] + second["items"]]
    assert (len(first["items"]), len(set(seen)), len(seen)) == (10, 12, 12)
    assert batch(visitor, cursor=second["cursor"])["items"] == []
    assert not PracticeAnswer.objects.exists()
    assert not PracticeCard.objects.exists()


@pytest.mark.parametrize("state", [RoundState.RUNNING, RoundState.CLOSED])
def test_an_item_of_a_round_that_is_not_published_is_out_of_reach(anyone, items, state):
    round_ = make_round(pool=0)
    round_.state = state
    round_.save()
    shown = batch(anyone)["items"][0]
    pinned = ItemVersion.objects.get(item__uuid=shown["item"])
    RoundItem.objects.create(round=round_, version=pinned)

    refused = give(anyone, shown, None)

    assert problem_of(refused) == (404, "not_found")
    assert CANARY not in refused.content
    found = [*batch(anyone)["items"], *batch(anyone, cursor="0" * 64)["items"]]
    assert shown["item"] not in {item["item"] for item in found}
    assert progress(anyone)["topics"][0]["items"] == 11

    Round.objects.update(state=RoundState.PUBLISHED)
    assert give(anyone, shown, None).status_code == 200


@pytest.mark.parametrize(
    ("when", "status"), [("after_publication", 200), ("after_close", 200), ("never", 404)]
)
def test_an_item_of_a_published_round_is_practised_only_if_its_key_is_told(
    anyone, items, when, status
):
    never = {"score": "after_submit", "key": when, "explanations": "never"}
    round_ = make_round(pool=0, feedback=never)
    RoundItem.objects.create(round=round_, version=items[0])
    named = {"item": str(items[0].item.uuid), "version": items[0].number}
    assert give(anyone, named, None).status_code == 404

    Round.objects.update(state=RoundState.PUBLISHED)

    answer = give(anyone, named, None)
    assert answer.status_code == status
    assert (CANARY in answer.content) == (status == 200)


def test_too_many_answers_in_a_minute_are_refused_and_not_kept(items):
    user = UserFactory()
    person = Device(user)
    item = batch(person)["items"][0]
    for _ in range(BY_PERSON.count):
        BY_PERSON.spend(str(user.uuid))

    refused = give(person, item, None)

    assert problem_of(refused) == (429, "too_many_attempts")
    assert refused["Retry-After"] == "60"
    assert not PracticeAnswer.objects.exists()
    assert give(Device(UserFactory()), item, None).status_code == 200


def test_visitors_of_one_address_share_a_larger_budget(items):
    item = batch(Device())["items"][0]
    for _ in range(BY_ADDRESS.count):
        BY_ADDRESS.spend("127.0.0.1")

    assert problem_of(give(Device(), item, None)) == (429, "too_many_attempts")
    assert give(Device(UserFactory()), item, None).status_code == 200


def test_an_item_pinned_in_an_older_version_is_out_of_reach_too(anyone, items):
    old = items[0]
    RoundItem.objects.create(round=make_round(pool=0), version=old)
    newer = ItemVersion.objects.create(
        item=old.item, number=2, kind="single", stem="Mới?", options=["A", "B"], digest="n"
    )
    Item.objects.filter(pk=old.item_id).update(current=newer, newest=newer)

    answer = give(anyone, {"item": str(old.item.uuid), "version": 2}, None)

    assert answer.status_code == 404


@pytest.mark.parametrize(
    "change",
    [{"use": "contest"}, {"status": "retired"}, {"current": None}],
    ids=["of contests", "retired", "not approved"],
)
def test_what_is_not_for_practice_is_not_there(anyone, items, change):
    item = batch(anyone)["items"][0]
    Item.objects.update(**change)

    assert batch(anyone)["items"] == []
    assert give(anyone, item, None).status_code == 404
    assert progress(anyone)["topics"] == []


def test_topics_and_audience_narrow_the_choice(anyone, items):
    make_items(2, "ky-nang-so")
    Item.objects.update(use="practice")
    officials = Item.objects.filter(topic__code="ky-nang-so").first()
    officials.audience = ["official"]
    officials.save()

    assert len(batch(anyone, topics=["ky-nang-so"])["items"]) == 2
    assert len(batch(anyone, topics=["ky-nang-so"], audience="citizen")["items"]) == 1
    assert len(batch(anyone, topics=["ky-nang-so"], audience="official")["items"]) == 2
    assert len(batch(anyone, topics=["ky-nang-so", "nghi-quyet-57"])["items"]) == 10
    assert [one["items"] for one in progress(anyone, audience="citizen")["topics"]] == [1, 12]


def test_every_kind_is_judged(anyone):
    make_items_of_every_kind(OBJECTIVE)
    Item.objects.update(use="practice")
    items = {item["kind"]: item for item in batch(anyone)["items"]}

    def named(kind, *texts, among="options"):
        tokens = {one["text"]: one["token"] for one in items[kind][among]}
        return [tokens[text] for text in texts]

    targets = named("matching", "3", "1", "3", among="targets")
    right = {
        "single": named("single", "Hai"),
        "multiple": named("multiple", "Một", "Bốn"),
        "true_false": named("true_false", "Sai"),
        "matching": list(zip(named("matching", "Một", "Hai", "Ba"), targets, strict=True)),
        "ordering": named("ordering", "Một", "Hai", "Ba", "Bốn"),
        "number": "3,55",
        "short_text": "BDHVS",
        "hotspot": [250, 700],
    }
    for kind, value in right.items():
        assert give(anyone, items[kind], value).json()["percent"] == 100, kind
    half = give(anyone, items["multiple"], named("multiple", "Một")).json()
    assert (half["is_right"], half["percent"]) == (False, 50)


def test_an_odd_answer_is_refused_and_kept_nowhere(anyone, items):
    item = batch(anyone)["items"][0]

    for value in (["AAAAAAAAAA"], "A", {"a": 1}, 7, [[1]]):
        assert problem_of(give(anyone, item, value)) == (422, "invalid_response")
    for body in ({}, {"key": "x", "item": "y", "version": 0, "value": None}):
        assert anyone.http.post("/api/v1/practice/answers/", body, "json").status_code == 400
    assert not PracticeAnswer.objects.exists()


def test_an_answer_sent_again_counts_once(person, items):
    item, key = batch(person)["items"][0], uuid4()
    first = give(person, item, right_tokens(item), key)

    again = give(person, item, None, key)

    assert again.json() == first.json()
    assert PracticeAnswer.objects.count() == 1
    assert PracticeCard.objects.get().answers == 1
    assert PracticeDay.objects.get().answers == 1
    other = batch(person)["items"][0]
    assert problem_of(give(person, other, None, key)) == (422, "invalid_response")


def test_once_all_is_done_the_next_moment_is_told(person, items):
    Item.objects.exclude(pk=items[0].item_id).update(use="contest")
    item = batch(person)["items"][0]
    give(person, item, right_tokens(item))

    done = batch(person)

    assert done["items"] == []
    assert done["next_due_at"] is not None
    assert [one["item"] for one in batch(person, ahead=True)["items"]] == [item["item"]]


def test_nobody_sees_anothers_progress(person, items):
    item = batch(person)["items"][0]
    give(person, item, None)

    other = Device(UserFactory())

    assert progress(other)["topics"][0]["learning"] == 0
    assert progress(Device())["wrong"] == 0
    assert len(batch(other)["items"]) == 10


def test_queries_stay_few_however_many_items_there_are(person, items):
    make_items(40)
    Item.objects.update(use="practice")
    batch(person)

    for path, most in (("items/", 8), ("", 7)):
        with CaptureQueriesContext(connection) as seen:
            person.http.get(f"/api/v1/practice/{path}")
        assert len(seen) <= most, [query["sql"][:80] for query in seen]


def test_practice_belongs_to_the_person_and_old_answers_go(person, items):
    item = batch(person)["items"][0]
    give(person, item, None)
    now = timezone.now()

    assert forget_practice_answers(now=now + timedelta(days=300)) == 0
    assert forget_practice_answers(now=now + timedelta(days=366)) == 1
    assert PracticeCard.objects.count() == 1
    PracticeCard.objects.get().person.delete()

    assert not PracticeCard.objects.exists()
    assert not PracticeDay.objects.exists()
