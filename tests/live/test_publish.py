"""Messages leave after the commit, and never cost the caller its work."""

import logging
import os
import signal
import time
from collections.abc import Iterator

import pytest
import redis
from django.db import transaction
from pytest_django import Settings

from backend.devstack.valkey import Valkey
from backend.live import publish as publish_module
from backend.live.publish import publish

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def heard(own_valkey: Valkey, settings: Settings) -> Iterator[redis.client.PubSub]:
    """What comes out at the other end."""
    settings.VALKEY_URL = own_valkey.url
    publish_module._connection.cache_clear()
    with redis.Redis.from_url(own_valkey.url) as connection:
        subscription = connection.pubsub(ignore_subscribe_messages=True)
        subscription.psubscribe("live:*")
        subscription.get_message(timeout=1)
        yield subscription
        subscription.close()
    publish_module._connection().close()
    publish_module._connection.cache_clear()


def messages(heard: redis.client.PubSub) -> list[tuple[bytes, bytes]]:
    found = []
    while message := heard.get_message(timeout=0.2):
        found.append((message["channel"], message["data"]))
    return found


def test_message_is_sent_once_the_transaction_has_committed(heard: redis.client.PubSub):
    with transaction.atomic():
        publish("round-1", "bảng")
        assert messages(heard) == []

    assert messages(heard) == [(b"live:round-1", "bảng".encode())]


def test_nothing_is_sent_when_the_transaction_is_undone(heard: redis.client.PubSub):
    with transaction.atomic():
        publish("round-1", b"x")
        transaction.set_rollback(True)

    assert messages(heard) == []


def test_valkey_that_is_down_costs_a_line_in_the_log(
    own_valkey: Valkey, caplog: pytest.LogCaptureFixture
):
    own_valkey.kill()
    started = time.monotonic()

    with caplog.at_level(logging.WARNING):
        publish("round-1", b"x")

    assert time.monotonic() - started < 0.5
    assert "live message not sent: topic=round-1" in caplog.text


def test_valkey_that_hangs_costs_a_moment(own_valkey: Valkey, caplog: pytest.LogCaptureFixture):
    publish("round-1", b"warm")
    assert own_valkey.process is not None
    os.kill(own_valkey.process.pid, signal.SIGSTOP)
    started = time.monotonic()

    with caplog.at_level(logging.WARNING):
        publish("round-1", b"x")

    taken = time.monotonic() - started
    os.kill(own_valkey.process.pid, signal.SIGCONT)
    assert taken < 0.7
    assert "live message not sent" in caplog.text


def test_restarted_valkey_gets_the_next_message(own_valkey: Valkey):
    publish("round-1", b"before")
    own_valkey.kill()
    own_valkey.start()
    with redis.Redis.from_url(own_valkey.url) as connection:
        subscription = connection.pubsub(ignore_subscribe_messages=True)
        subscription.psubscribe("live:*")
        subscription.get_message(timeout=1)

        publish("round-1", b"after")

        assert messages(subscription) == [(b"live:round-1", b"after")]
        subscription.close()
