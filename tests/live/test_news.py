"""News for those who sit a paper, and scenes for halls, on a real socket server."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from channels.db import database_sync_to_async
from django.utils import timezone

from backend.accounts.models import User
from backend.asgi import application
from backend.live.hub import running_hub
from quizzes.actions.announcement import announce, withdraw_announcement
from quizzes.actions.hall import show_scene
from quizzes.actions.pause import pause_round, resume_round
from quizzes.enums import HallScene
from quizzes.models import Round
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import make_round
from tests.live.conftest import Connect, close_code, opener, serving

pytestmark = pytest.mark.django_db(transaction=True)

TOLD_WITHIN_SECONDS = 2


@pytest.fixture
async def port() -> AsyncIterator[int]:
    async with serving(application) as port:
        yield port


@pytest.fixture
def connect(port: int) -> Connect:
    return opener(port)


@pytest.fixture
def round_() -> Round:
    now = timezone.now()
    return make_round(opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1))


@pytest.fixture
def organiser() -> User:
    return UserFactory()


async def heard(socket: Any) -> Any:
    return json.loads(await asyncio.wait_for(socket.recv(), TOLD_WITHIN_SECONDS))


async def test_takers_hear_announcements_and_pauses_at_once(
    connect: Connect, round_: Round, organiser: User
):
    acting: dict[str, Any] = {"actor": organiser, "now": timezone.now()}
    path = f"/ws/rounds/{round_.uuid}/takers/"
    async with connect(path) as one, connect(path) as other:
        first = await heard(one)
        assert await heard(other) == first
        assert (first["version"], first["paused"], first["announcements"]) == (0, None, [])
        await running_hub().connected.wait()

        made = await database_sync_to_async(announce)(round_.pk, "Còn 10 phút nữa", **acting)
        told = await heard(one)
        assert [each["text"] for each in told["announcements"]] == ["Còn 10 phút nữa"]
        assert await heard(other) == told

        await database_sync_to_async(withdraw_announcement)(round_.pk, made.uuid, **acting)
        assert (await heard(one))["announcements"] == []

        await database_sync_to_async(pause_round)(round_.pk, reason="Mất mạng", **acting)
        assert (await heard(one))["paused"]["reason"] == "Mất mạng"

        await database_sync_to_async(resume_round)(round_.pk, moves_close=False, **acting)
        last = await heard(one)
        assert (last["paused"], last["version"]) == (None, 4)


async def test_every_hall_of_a_contest_changes_scenes(
    connect: Connect, round_: Round, organiser: User
):
    path = f"/ws/contests/{round_.contest.slug}/hall/"
    async with connect(path) as one, connect(path) as other:
        assert (await heard(one))["scene"] == "automatic"
        await heard(other)
        await running_hub().connected.wait()

        await database_sync_to_async(show_scene)(
            round_.contest,
            HallScene.COUNTDOWN,
            round_=round_,
            actor=organiser,
            now=timezone.now(),
        )

        for hall in (one, other):
            scene = await heard(hall)
            assert (scene["scene"], scene["round_number"]) == ("countdown", 1)


async def test_hidden_and_unknown_are_4403(connect: Connect, round_: Round):
    round_.contest.is_visible = False
    await database_sync_to_async(round_.contest.save)()

    for path in (
        f"/ws/rounds/{round_.uuid}/takers/",
        f"/ws/rounds/{uuid4()}/takers/",
        f"/ws/contests/{round_.contest.slug}/hall/",
        "/ws/contests/khong-co/hall/",
    ):
        async with connect(path) as refused:
            assert await close_code(refused) == 4403
