"""Items of every kind over HTTP: shown without their key, answered, restored, reviewed."""

import json
import unicodedata
from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes.actions.scoring import score_pending_attempts
from quizzes.models import Attempt, Response, Round, Score
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import KINDS, make_round_of_every_kind
from tests.quizzes.device import Device, problem_of
from tests.test_canary import CANARY, TELLING, names_in

pytestmark = pytest.mark.django_db
HOLDING_KEYS = {"rubric", "tolerance", "value", "accepted", "areas", "exact_marks"}
OBJECTIVE = tuple(kind for kind in KINDS if kind != "essay")


def open_round(kinds=tuple(KINDS), **changes):
    now = timezone.now()
    return make_round_of_every_kind(
        kinds,
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=2),
        prediction={"target": "none"},
        **changes,
    )


@pytest.fixture
def paper(device: Device) -> dict:
    """The paper of an attempt that runs on `device`, its items by their kind."""
    assert device.start(open_round()).status_code == 201
    return {item["kind"]: item for item in device.paper["items"]}


def answer_to(item, value, revision=1):
    return {"slot": item["slot"], "revision": revision, "value": value}


def token_of(item, text, among="options"):
    return next(option["token"] for option in item[among] if option["text"] == text)


def right_values(paper):
    """What earns everything, in the words of a device."""
    matching, ordering = paper["matching"], paper["ordering"]
    return {
        "single": [token_of(paper["single"], "Hai")],
        "multiple": [token_of(paper["multiple"], text) for text in ("Một", "Bốn")],
        "true_false": [token_of(paper["true_false"], "Sai")],
        "matching": [
            [token_of(matching, option), token_of(matching, target, "targets")]
            for option, target in (("Một", "3"), ("Hai", "1"), ("Ba", "3"))
        ],
        "ordering": [token_of(ordering, text) for text in ("Một", "Hai", "Ba", "Bốn")],
        "number": "3,5",
        "short_text": "bdhvs",
        "hotspot": [300, 800],
        "essay": "Bài của tôi, viết có dấu: ộ ệ.",
    }


def save_all(device, paper):
    values = right_values(paper)
    return device.save(*(answer_to(paper[kind], values[kind]) for kind in paper if kind in values))


def test_every_kind_shows_what_it_needs_and_nothing_else(paper):
    common = {"slot", "kind", "stem", "options"}

    assert {kind: set(item) - common for kind, item in paper.items()} == {
        "single": set(),
        "multiple": set(),
        "true_false": set(),
        "matching": {"targets"},
        "ordering": set(),
        "number": {"unit"},
        "short_text": set(),
        "hotspot": {"picture"},
        "essay": {"limit"},
    }
    assert [option["text"] for option in paper["true_false"]["options"]] == ["Đúng", "Sai"]
    assert paper["hotspot"]["picture"] == {
        "address": f"/hinh/{'ab' * 32}.webp",
        "alt": "Mô hình kim tự tháp",
        "width": 1200,
        "height": 800,
    }
    assert (paper["number"]["unit"], paper["essay"]["limit"]) == ("km", 500)


def test_no_kind_gives_its_key_away(device, paper):
    said = [device.reload(), save_all(device, paper), device.reload(), device.submit()]

    for answer in said:
        assert answer.status_code == 200
        assert CANARY not in answer.content
        assert names_in(answer.json()) & (TELLING | HOLDING_KEYS) <= {"value"}


def test_options_are_shuffled_between_attempts():
    round_ = open_round(("matching", "ordering"))
    orders, targets = set(), set()
    for _ in range(12):
        device = Device(UserFactory())
        device.start(round_)
        items = {item["kind"]: item for item in device.paper["items"]}
        orders.add(tuple(option["text"] for option in items["ordering"]["options"]))
        targets.add(tuple(option["text"] for option in items["matching"]["targets"]))
        assert [one["text"] for one in items["matching"]["options"]] == ["Một", "Hai", "Ba"]

    assert len(orders) > 3
    assert len(targets) > 3


def test_answers_of_every_kind_come_back_after_a_reload(device, paper):
    assert save_all(device, paper).status_code == 200

    restored = {one["slot"]: one["value"] for one in device.reload().json()["responses"]}

    values = right_values(paper)
    assert restored == {paper[kind]["slot"]: values[kind] for kind in paper}


def test_what_came_back_may_be_sent_again(device, paper):
    save_all(device, paper)

    again = device.save(*device.reload().json()["responses"])

    assert again.status_code == 200
    assert {one["revision"] for one in again.json()["stored"]} == {1}


ODD = [
    ("true_false", lambda item: [one["token"] for one in item["options"]], "one_option_only"),
    ("true_false", lambda item: True, "invalid_choice"),
    ("matching", lambda item: [item["options"][0]["token"]], "invalid_pairs"),
    ("matching", lambda item: [[item["options"][0]["token"]] * 2], "unknown_option"),
    ("matching", lambda item: [["x", "y"]] * 10_000, "invalid_pairs"),
    ("matching", lambda item: {"a": "b"}, "invalid_pairs"),
    ("ordering", lambda item: [item["options"][0]["token"]] * 2, "option_repeated"),
    ("ordering", lambda item: ["AAAAAAAAAA"], "unknown_option"),
    ("ordering", lambda item: "1234", "invalid_order"),
    ("number", lambda item: "NaN", "invalid_number"),
    ("number", lambda item: "1e999", "invalid_number"),
    ("number", lambda item: "-0", "invalid_number"),
    ("number", lambda item: "1 ", "invalid_number"),
    ("number", lambda item: 3.5, "invalid_number"),
    ("number", lambda item: "9" * 21, "invalid_number"),
    ("short_text", lambda item: "a" * 201, "text_too_long"),
    ("short_text", lambda item: "a\0b", "invalid_text"),
    ("short_text", lambda item: ["a"], "invalid_text"),
    ("hotspot", lambda item: [1], "invalid_point"),
    ("hotspot", lambda item: [0, 1001], "invalid_point"),
    ("hotspot", lambda item: [-1, 0], "invalid_point"),
    ("hotspot", lambda item: [0.5, 1], "invalid_point"),
    ("hotspot", lambda item: [True, False], "invalid_point"),
    ("hotspot", lambda item: "1,2", "invalid_point"),
    ("hotspot", lambda item: {"x": 1, "y": 2}, "invalid_point"),
    ("essay", lambda item: "a" * 501, "text_too_long"),
    ("essay", lambda item: "a\0b", "invalid_text"),
    ("essay", lambda item: ["a"], "invalid_text"),
    ("essay", lambda item: 7, "invalid_text"),
]


@pytest.mark.parametrize(("kind", "value", "reason"), ODD)
def test_an_odd_answer_is_refused_and_nothing_is_stored(device, paper, kind, value, reason):
    item = paper[kind]

    answer = device.save(answer_to(item, value(item)))

    # Ten thousand of anything is already too much to read.
    assert problem_of(answer) in {(422, "invalid_response"), (413, "too_large")}
    if answer.status_code == 422:
        assert answer.json()["reason"] == reason
    assert not Response.objects.exists()


def test_an_option_of_another_item_is_refused(device, paper):
    foreign = paper["single"]["options"][0]["token"]

    for kind, value in (("ordering", [foreign]), ("matching", [[foreign, foreign]])):
        assert problem_of(device.save(answer_to(paper[kind], value)))[0] == 422


def test_a_lone_surrogate_is_refused(device, paper):
    slot = paper["essay"]["slot"]
    body = f'{{"responses": [{{"slot": {slot}, "revision": 1, "value": "a\\ud800b"}}]}}'

    assert problem_of(device.save_raw(body))[0] == 422


def test_the_limit_of_an_essay_counts_composed_letters(device):
    round_ = open_round(("essay",))
    round_.round_items.get().version.__class__.objects.update(limit=5000)
    device.start(round_)
    decomposed = unicodedata.normalize("NFD", "ộ") * 5000
    body = {"responses": [{"slot": 1, "revision": 1, "value": decomposed}]}

    answer = device.save_raw(json.dumps(body, ensure_ascii=False).encode())

    assert answer.status_code == 200
    assert Response.objects.get().value == "ộ" * 5000


def test_every_kind_is_scored_and_reviewed(device):
    round_ = open_round(OBJECTIVE, feedback={"score": "after_submit"})
    device.start(round_)
    save_all(device, {item["kind"]: item for item in device.paper["items"]})
    device.submit()
    score_pending_attempts(now=timezone.now())

    score = Score.objects.get()
    assert (score.points, score.correct_items) == (80, 8)

    Round.objects.update(state="published")
    review = device.get(f"attempts/{device.attempt}/").json()["review"]
    by_kind = {item["kind"]: item for item in review}
    assert by_kind["matching"]["pairs"][0] == {"text": "Một", "chosen": "3", "correct": "3"}
    assert by_kind["ordering"]["order"][3] == {"text": "Bốn", "put": 4}
    assert by_kind["number"]["number"] == {
        "chosen": "3,5",
        "correct": "3,5",
        "tolerance": "0,1",
        "unit": "km",
    }
    assert by_kind["short_text"]["short"] == {
        "chosen": "bdhvs",
        "accepted": ["Bình dân học vụ số KEYCANARY", "BDHVS"],
    }
    assert by_kind["hotspot"]["place"] == {
        "picture": by_kind["hotspot"]["place"]["picture"],
        "chosen": [300, 800],
        "areas": [{"shape": "circle", "x": 250, "y": 750, "radius": 100}],
    }
    assert {item["points"] for item in review} == {10}


def test_a_short_text_is_kept_composed_and_on_one_line(device, paper):
    device.save(answer_to(paper["short_text"], unicodedata.normalize("NFD", "  Hà \n Nội ")))

    assert Response.objects.get().value == "Hà Nội"


def test_a_short_text_of_spaces_is_no_answer(device, paper):
    device.save(answer_to(paper["short_text"], " \t "))

    assert Response.objects.get().value is None


def test_an_attempt_with_an_essay_waits_for_its_markers(device, paper):
    save_all(device, paper)
    device.submit()

    assert score_pending_attempts(now=timezone.now()) == 1

    attempt = Attempt.objects.get()
    assert attempt.state == "marking"
    assert attempt.essays.get().state == "waiting"
    assert score_pending_attempts(now=timezone.now()) == 0
    assert not Score.objects.exists()
    shown = device.get(f"attempts/{device.attempt}/").json()
    assert (shown["scored"], shown["points"], shown["review"]) == (False, None, None)


def test_an_essay_left_empty_needs_no_marker(device, paper):
    device.save(answer_to(paper["essay"], "   \n"), answer_to(paper["number"], "3,45"))
    device.submit()

    assert score_pending_attempts(now=timezone.now()) == 1

    assert Score.objects.get().points == 10
