"""One subscription for a whole process, and what happens when it breaks."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator

import pytest
import redis

from backend.devstack.valkey import Valkey
from backend.live import hub as hub_module
from backend.live.hub import Hub
from tests.live.conftest import eventually

TOPIC = "round-1"


class Listener:
    """Keeps what it was offered; `record` is what a query would answer."""

    def __init__(self, record: str | None = None) -> None:
        self.record = record
        self.received: list[str] = []
        self.reads = 0

    def offer(self, payload: str) -> None:
        self.received.append(payload)

    async def read_newest(self) -> str | None:
        self.reads += 1
        await asyncio.sleep(0.01)
        return self.record


@pytest.fixture
async def hub(own_valkey: Valkey) -> AsyncIterator[Hub]:
    hub = Hub(own_valkey.url)
    yield hub
    await hub.close()


def publish(valkey: Valkey, payload: str, topic: str = TOPIC) -> None:
    with redis.Redis.from_url(valkey.url) as connection:
        connection.publish(f"live:{topic}", payload)


async def connected(hub: Hub) -> None:
    await asyncio.wait_for(hub.connected.wait(), 5)


async def test_message_reaches_every_follower_of_its_topic_only(hub: Hub, own_valkey: Valkey):
    near, also_near, other = Listener(), Listener(), Listener()
    await hub.follow(TOPIC, near)
    await hub.follow(TOPIC, also_near)
    await hub.follow("round-2", other)
    await connected(hub)

    publish(own_valkey, "một")

    await eventually(lambda: near.received == also_near.received == ["một"])
    assert other.received == []


async def test_follower_gets_the_newest_payload_at_once(hub: Hub, own_valkey: Valkey):
    first, late = Listener(), Listener(record="old")
    await hub.follow(TOPIC, first)
    await connected(hub)
    publish(own_valkey, "1")
    publish(own_valkey, "2")
    await eventually(lambda: first.received == ["1", "2"])

    await hub.follow(TOPIC, late)

    assert (late.received, late.reads) == (["2"], 0)


async def test_first_follower_is_served_from_the_record(hub: Hub):
    listener = Listener(record="from the record")

    await hub.follow(TOPIC, listener)

    assert listener.received == ["from the record"]


async def test_a_crowd_asks_the_record_once(hub: Hub):
    await hub.follow("something else", Listener())
    await connected(hub)
    crowd = [Listener(record="board") for _ in range(200)]

    await asyncio.gather(*(hub.follow(TOPIC, listener) for listener in crowd))

    assert sum(listener.reads for listener in crowd) == 1
    assert all(listener.received == ["board"] for listener in crowd)


async def test_who_left_gets_nothing_more(hub: Hub, own_valkey: Valkey):
    gone, stays = Listener(), Listener()
    await hub.follow(TOPIC, gone)
    await hub.follow(TOPIC, stays)
    await connected(hub)

    hub.leave(TOPIC, gone)
    publish(own_valkey, "1")

    await eventually(lambda: stays.received == ["1"])
    assert gone.received == []
    hub.leave(TOPIC, stays)
    hub.leave(TOPIC, stays)
    assert hub.followers_of(TOPIC) == 0


async def test_broadcast_lets_others_run(hub: Hub, own_valkey: Valkey):
    count = hub_module.SENDS_BETWEEN_YIELDS * 3
    turns = 0

    class Watcher(Listener):
        def offer(self, payload: str) -> None:
            super().offer(payload)
            seen.add(turns)

    seen: set[int] = set()
    watchers = [Watcher() for _ in range(count)]
    await asyncio.gather(*(hub.follow(TOPIC, watcher) for watcher in watchers))
    await connected(hub)

    async def tick() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    ticking = asyncio.create_task(tick())
    publish(own_valkey, "1")
    await eventually(lambda: all(watcher.received for watcher in watchers))
    ticking.cancel()

    assert len(seen) >= 3


async def test_hub_follows_again_after_valkey_was_killed(hub: Hub, own_valkey: Valkey):
    listener = Listener(record="before")
    await hub.follow(TOPIC, listener)
    await connected(hub)
    own_valkey.kill()
    await eventually(lambda: not hub.connected.is_set())

    listener.record = "while Valkey was away"
    await eventually(lambda: listener.received[-1] == "while Valkey was away")
    own_valkey.start()
    await asyncio.wait_for(hub.connected.wait(), 10)
    publish(own_valkey, "after")

    await eventually(lambda: listener.received[-1] == "after")
    assert listener.received == ["before", "while Valkey was away", "after"]


async def test_who_comes_while_valkey_is_away_is_served_from_the_record(
    hub: Hub, own_valkey: Valkey
):
    own_valkey.kill()
    early, late = Listener(record="1"), Listener(record="2")

    await hub.follow(TOPIC, early)
    await hub.follow(TOPIC, late)

    assert early.received == ["1", "2"]
    assert late.received == ["2"]


async def test_valkey_that_hangs_is_noticed(
    hub: Hub, own_valkey: Valkey, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(hub_module, "SILENCE_BEFORE_PING_SECONDS", 0.1)
    listener = Listener()
    await hub.follow(TOPIC, listener)
    await connected(hub)
    assert own_valkey.process is not None
    await asyncio.sleep(0.5)
    assert hub.connected.is_set()

    os.kill(own_valkey.process.pid, signal.SIGSTOP)
    try:
        await eventually(lambda: not hub.connected.is_set())
    finally:
        os.kill(own_valkey.process.pid, signal.SIGCONT)

    await asyncio.wait_for(hub.connected.wait(), 10)


async def test_record_that_cannot_be_read_does_not_stop_the_hub(hub: Hub, own_valkey: Valkey):
    class Broken(Listener):
        async def read_newest(self) -> str | None:
            if self.received:
                raise OSError("the record is away")
            return "first"

    listener = Broken()
    await hub.follow(TOPIC, listener)
    await connected(hub)

    publish(own_valkey, "next")

    await eventually(lambda: listener.received == ["first", "next"])


async def test_message_that_is_no_text_does_not_stop_the_hub(hub: Hub, own_valkey: Valkey):
    listener = Listener()
    await hub.follow(TOPIC, listener)
    await connected(hub)
    with redis.Redis.from_url(own_valkey.url) as connection:
        connection.publish(f"live:{TOPIC}", b"\xff\xfe")
    await eventually(lambda: not hub.connected.is_set())
    await asyncio.wait_for(hub.connected.wait(), 5)

    publish(own_valkey, "text")

    await eventually(lambda: listener.received == ["text"])


async def test_only_so_many_topics_are_remembered(
    hub: Hub, own_valkey: Valkey, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(hub_module, "TOPICS_REMEMBERED", 10)
    listener = Listener()
    await hub.follow("last", listener)
    await connected(hub)

    for number in range(50):
        publish(own_valkey, "x", topic=f"round-{number}")
    publish(own_valkey, "end", topic="last")

    await eventually(lambda: listener.received == ["end"])
    assert len(hub._newest) == 10
