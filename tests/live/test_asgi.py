"""The socket process as a whole: rounds, signing out, health, two processes."""

import asyncio
import json
from collections.abc import AsyncIterator
from uuid import uuid4

import httpx
import pytest
import websockets
from channels.db import database_sync_to_async
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from backend.asgi import application
from backend.live.hub import Hub, running_hub
from backend.live.publish import publish
from quizzes.actions.board import refresh_board
from quizzes.consumers import RoundConsumer
from quizzes.events import round_topic
from quizzes.models import Round
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import make_round
from tests.live.conftest import Connect, close_code, opener, serving

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
async def port() -> AsyncIterator[int]:
    async with serving(application) as port:
        yield port


@pytest.fixture
def connect(port: int) -> Connect:
    return opener(port)


def round_with_a_board(*, is_visible: bool = True) -> Round:
    round_ = make_round(is_visible=is_visible)
    refresh_board(round_, now=timezone.now(), always=True)
    return round_


def address(round_: Round) -> str:
    return f"/ws/rounds/{round_.uuid}/"


async def test_board_comes_on_connect_and_when_it_moves(connect: Connect):
    round_ = await database_sync_to_async(round_with_a_board)()
    async with connect(address(round_)) as hall:
        first = json.loads(await asyncio.wait_for(hall.recv(), 5))
        await asyncio.wait_for(running_hub().connected.wait(), 5)

        await database_sync_to_async(refresh_board)(round_, now=timezone.now(), always=True)

        second = json.loads(await asyncio.wait_for(hall.recv(), 5))
    assert second["version"] > first["version"]
    assert first["totals"] == {"people": 0, "attempts": 0}


async def test_hidden_and_unknown_rounds_are_4403(connect: Connect):
    hidden = await database_sync_to_async(round_with_a_board)(is_visible=False)

    for path in (address(hidden), f"/ws/rounds/{uuid4()}/"):
        async with connect(path) as refused:
            assert await close_code(refused) == 4403


@pytest.mark.parametrize("path", ["/ws/", "/ws/rounds/1/", "/", "/admin/"])
async def test_other_paths_are_refused(connect: Connect, path: str):
    with pytest.raises(websockets.InvalidStatus) as refused:
        async with connect(path):
            pass

    assert refused.value.response.status_code == 403


async def test_foreign_origin_is_403(connect: Connect):
    round_ = await database_sync_to_async(round_with_a_board)()

    with pytest.raises(websockets.InvalidStatus) as refused:
        async with connect(address(round_), origin="https://evil.example"):
            pass

    assert refused.value.response.status_code == 403


def signed_in() -> tuple[Client, str]:
    client = Client()
    client.force_login(UserFactory())
    return client, client.cookies[settings.SESSION_COOKIE_NAME].value


async def test_signing_out_ends_the_socket(connect: Connect, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(RoundConsumer, "recheck_seconds", 0.2)
    round_ = await database_sync_to_async(round_with_a_board)()
    client, key = await database_sync_to_async(signed_in)()
    cookie = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={key}"}
    async with connect(address(round_), additional_headers=cookie) as mine:
        await mine.recv()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(mine.wait_closed(), 0.7)

        await database_sync_to_async(client.logout)()

        assert await close_code(mine) == 4401


async def test_person_who_is_shut_out_loses_the_socket(
    connect: Connect, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(RoundConsumer, "recheck_seconds", 0.2)
    round_ = await database_sync_to_async(round_with_a_board)()
    _, key = await database_sync_to_async(signed_in)()
    cookie = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={key}"}
    async with connect(address(round_), additional_headers=cookie) as mine:
        await mine.recv()

        await database_sync_to_async(get_user_model().objects.update)(is_active=False)

        assert await close_code(mine) == 4401


async def test_strange_session_cookie_is_nobody(connect: Connect):
    round_ = await database_sync_to_async(round_with_a_board)()
    cookie = {"Cookie": f"{settings.SESSION_COOKIE_NAME}=not-a-session"}

    async with connect(address(round_), additional_headers=cookie) as anonymous:
        assert json.loads(await asyncio.wait_for(anonymous.recv(), 5))["version"] > 0


async def test_lost_record_asks_to_come_again(connect: Connect, monkeypatch: pytest.MonkeyPatch):
    async def lost(self: RoundConsumer) -> str | None:
        raise DatabaseError("the server has gone")

    monkeypatch.setattr(RoundConsumer, "find_topic", lost)

    async with connect(f"/ws/rounds/{uuid4()}/") as early:
        assert await close_code(early) == 1013


async def test_process_says_that_it_is_up(port: int):
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        healthy, other = await client.get("/healthz"), await client.get("/")

    assert (healthy.status_code, healthy.text) == (200, "ok")
    assert other.status_code == 404


async def test_board_reaches_the_followers_of_every_process(connect: Connect):
    """Each process has a hub of its own; they share nothing but Valkey."""
    round_ = await database_sync_to_async(round_with_a_board)()
    received: list[str] = []

    class Elsewhere:
        def offer(self, payload: str) -> None:
            received.append(payload)

        async def read_newest(self) -> str | None:
            return None

    elsewhere = Hub(settings.VALKEY_URL)
    await elsewhere.follow(round_topic(round_.uuid), Elsewhere())
    async with connect(address(round_)) as here:
        await here.recv()
        await asyncio.wait_for(elsewhere.connected.wait(), 5)
        await asyncio.wait_for(running_hub().connected.wait(), 5)

        await database_sync_to_async(publish)(round_topic(round_.uuid), "{}")

        assert await asyncio.wait_for(here.recv(), 5) == "{}"
    await elsewhere.close()
    assert received == ["{}"]
