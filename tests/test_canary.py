"""The key never leaves the server before the round is closed.

Every explanation in the factories holds KEYCANARY; items name their right options nowhere else.
"""

import json
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache

from quizzes.models import BoardSnapshot
from tests.addresses import all_addresses
from tests.quizzes.device import Device
from tests.world import body_of, make_world

pytestmark = pytest.mark.django_db

CANARY = b"KEYCANARY"
TELLING = {"correct", "is_correct", "key", "explanation", "right", "answer", "source"}
VISITORS = ("anonymous", "participant", "other", "organiser", "organisation_admin")


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    made = make_world()
    # what was published is no secret: leave the open round alone in the world
    made.published_round.contest.is_visible = False
    made.published_round.contest.save()
    return made


def names_in(value):
    """Every member name in a JSON document."""
    if isinstance(value, dict):
        return set(value) | {name for inner in value.values() for name in names_in(inner)}
    if isinstance(value, list):
        return {name for inner in value for name in names_in(inner)}
    return set()


def read_everything(world, role):
    """Path and body of each address, as `role` gets it by every method that changes nothing."""
    values = world.values() | {
        "content_type_id": 1,
        "object_id": 1,
        "id": 1,
        "app_label": "quizzes",
        "url": "x",
    }
    device = Device(world.people[role])
    for address in all_addresses():
        path = address.filled(values)
        yield path, body_of(device.http.get(path))


def test_the_canary_sings_once_the_round_is_published(world):
    world.published_round.contest.is_visible = True
    world.published_round.contest.save()
    attempt = world.published_round.attempts.get()

    answer = Device(world.people["participant"]).get(f"attempts/{attempt.uuid}/")

    assert CANARY in answer.content


@pytest.mark.parametrize("role", VISITORS)
def test_no_address_gives_the_key_away(world, role):
    leaks = [path for path, body in read_everything(world, role) if CANARY in body]

    assert leaks == []


def test_nothing_said_during_an_attempt_names_the_key(world):
    device = Device(world.people["other"])
    said = [device.start(world.open_round)]
    said += [device.save(device.choice(slot, 0)) for slot in (1, 2, 3, 4)]
    said += [device.save(device.prediction(5)), device.reload(), device.start(world.open_round)]
    said += [device.submit(), device.save(device.choice(1, 1, revision=2))]
    said += [device.get("attempts/"), device.get(f"attempts/{device.attempt}/")]
    said += [device.get(f"rounds/{world.open_round.uuid}/{name}/") for name in ("board", "ranking")]
    said += [Device(world.people["participant"]).get(f"attempts/{world.scored.uuid}/")]

    for answer in said:
        assert CANARY not in answer.content
        assert names_in(answer.json()) & TELLING == set(), answer.content[:300]


def test_tokens_tell_nothing_of_the_position(world):
    device = Device(world.people["other"])
    device.start(world.open_round)

    tokens = [option["token"] for item in device.paper["items"] for option in item["options"]]

    assert len(set(tokens)) == len(tokens)
    assert {len(token) for token in tokens} == {10}


def test_boards_and_caches_hold_no_key(world):
    payloads = [bytes(snapshot.payload) for snapshot in BoardSnapshot.objects.all()]
    connection = cache._cache.get_client(None)
    cached = [connection.dump(key) or b"" for key in connection.scan_iter()]

    assert payloads
    assert not [one for one in payloads + cached if CANARY in one]
    for payload in payloads:
        assert names_in(json.loads(payload)) & TELLING == set()


def test_the_built_frontend_holds_no_item_and_no_key():
    content = Path(django_settings.BASE_DIR) / "quizzes" / "content"
    texts = [
        line.split(":", 1)[1].strip().strip("\"'").encode()
        for file in sorted(content.rglob("*.yaml"))
        for line in file.read_text().splitlines()
        if line.strip().startswith("explanation:")
    ]
    built = [
        path
        for path in Path(django_settings.FRONTEND_DIST).rglob("*")
        if path.is_file() and path.suffix in {".js", ".json", ".html", ".css", ".map"}
    ]

    for path in built:
        body = path.read_bytes()
        assert CANARY not in body
        assert not [text for text in texts if len(text) > 20 and text in body], path
