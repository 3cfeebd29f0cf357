"""A frozen board leaks nothing: every way out, for everybody but the jury, byte for byte.

The world is read, more papers are handed in, and the world is read again. An address that
nobody thought of is found by the resolver, as in the matrix of roles.
"""

import re
from copy import deepcopy
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from quizzes.actions.board import freeze_due_boards, refresh_boards
from quizzes.actions.freezing import freeze_round
from quizzes.models import BoardSnapshot, FrozenStanding, Standing
from quizzes.queries.board import board_payload
from tests.addresses import all_addresses
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MembershipFactory
from tests.factories.quizzes import hand_in, make_attempt
from tests.quizzes.device import Device
from tests.world import ROLES, body_of, make_world

pytestmark = pytest.mark.django_db

PUBLIC = ("anonymous", "participant", "other", "trainer", "organisation_admin")
# What differs from one reading to the next though nothing has happened: the clock, tokens,
# where practice begins.
ALWAYS_NEW = [
    re.compile(pattern)
    for pattern in (
        rb'"(now_ms|server_ms|remaining_ms|closes_in_ms)": ?\d+',
        rb'"csrf_token": ?"[^"]*"',
        rb'name="csrfmiddlewaretoken" value="[^"]*"',
        rb'nonce="[^"]*"',
        rb'"cursor": ?"[^"]*"',
        rb'data-left="\d+"',
        rb"style-src[^;]*",
        rb'"token": ?"[^"]*"',
        rb"DTSTAMP:\w+",
    )
]
# The state of the process, a page about addresses with a nonce of its own, the code on a session's
# wall, reports that tell the minute they were made, and what draws items to practise with, and
# their options' order, anew for every reader.
NOT_READ = {
    "readyz",
    "api/docs/",
    "api/v1/practice/items/",
    "api/v1/teaching/cohorts/<uuid:uuid>/sessions/<uuid:session>/code/",
    "api/v1/teaching/cohorts/<uuid:uuid>/report.xlsx",
    "api/v1/courses/<slug:slug>/lessons/<slug:key>/",
}


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    made = make_world()
    organiser = made.people["organiser"]
    freeze_round(made.open_round.pk, reason="Lễ trao giải", actor=organiser, now=made.now)
    return made


def stable(body):
    for pattern in ALWAYS_NEW:
        body = pattern.sub(b"", body)
    return body


def read(device, path, **headers):
    """Status, body and cache headers of one address; what it changed is forgotten."""
    cookies = deepcopy(device.http.cookies)
    with transaction.atomic():
        answer = device.http.get(path, **headers)
        body = stable(body_of(answer))
        transaction.set_rollback(True)
    device.http.cookies = cookies
    return answer.status_code, answer.get("ETag", "") if "board" in path else "", body


def read_everything(world, role):
    values = world.values() | {
        "content_type_id": 1,
        "object_id": 1,
        "id": 1,
        "app_label": "quizzes",
        "url": "x",
    }
    device = Device(world.people[role])
    return {
        address.route: read(device, address.filled(values))
        for address in all_addresses()
        if address.route not in NOT_READ
    }


def rush(world):
    """More papers, better than all before them, from an organisation that was not there yet."""
    now = timezone.now()
    newcomers = [MembershipFactory(user=UserFactory()).user for _ in range(3)]
    for user in newcomers:
        hand_in(make_attempt(world.open_round, user, now=now), after=timedelta())
    freeze_due_boards(now=now)
    refresh_boards(now=now + timedelta(seconds=1))


@pytest.mark.parametrize("role", PUBLIC)
def test_no_way_out_changes_while_the_board_is_frozen(world, role):
    before = read_everything(world, role)

    rush(world)

    after = read_everything(world, role)
    assert {route for route in before if before[route] != after[route]} == set()


def test_the_sweep_would_see_a_leak(world):
    """The same reading of a board that moves, so that the sweep cannot be blind."""
    world.open_round.refresh_from_db()
    world.open_round.frozen_at = None
    world.open_round.save()
    refresh_boards(now=timezone.now())
    before = read_everything(world, "anonymous")

    rush(world)

    after = read_everything(world, "anonymous")
    changed = {route for route in before if before[route] != after[route]}
    assert {
        "api/v1/rounds/<uuid:uuid>/board/",
        "api/v1/contests/",
        "cuoc-thi/<slug:slug>/",
    } <= changed


def test_the_jury_sees_what_happens(world):
    path = f"/api/v1/desk/contests/{world.open_round.contest.slug}/rounds/1/live/"
    device = Device(world.people["organiser"])
    before = device.http.get(path).json()

    rush(world)
    cache.clear()  # the desk's numbers are shared for some seconds

    after = device.http.get(path).json()
    assert (before["people"], after["people"]) == (1, 4)
    assert after["frozen_at"] is not None
    assert not after["frozen_by_rule"]


def test_sockets_are_sent_the_kept_board(world):
    before = board_payload(world.open_round.uuid)

    rush(world)

    assert board_payload(world.open_round.uuid) == before
    assert BoardSnapshot.objects.get(round=world.open_round).people == 1


def test_the_etag_of_a_frozen_board_stays(world):
    path = f"/api/v1/rounds/{world.open_round.uuid}/board/"
    etag = Device().http.get(path)["ETag"]

    rush(world)

    assert Device().http.get(path, HTTP_IF_NONE_MATCH=etag).status_code == 304


def test_ones_own_score_is_ones_own_all_the_same(world):
    user = world.people["other"]
    hand_in(make_attempt(world.open_round, user, now=timezone.now()), after=timedelta())

    place = Device(user).get(f"rounds/{world.open_round.uuid}/standing/").json()

    assert (place["points"], place["rank"], place["people"]) == (4, None, 1)


def test_a_rivals_rank_does_not_move_when_somebody_overtakes(world):
    device = Device(world.people["participant"])
    path = f"rounds/{world.open_round.uuid}/standing/"
    before = device.get(path).json()

    rush(world)

    assert device.get(path).json() == before
    assert Standing.objects.filter(round=world.open_round).count() == 4
    assert FrozenStanding.objects.filter(round=world.open_round).count() == 1


def test_every_role_but_the_jury_is_swept():
    assert set(ROLES) - set(PUBLIC) == {"organiser", "staff"}
