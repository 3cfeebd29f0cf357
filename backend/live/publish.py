"""Tell every socket process what is new on a topic."""

import logging
from functools import cache

import redis
from django.conf import settings
from django.db import transaction
from redis.backoff import NoBackoff
from redis.retry import Retry

logger = logging.getLogger(__name__)

CHANNEL_PREFIX = "live:"
TIMEOUT_SECONDS = 0.2


def channel_of(topic: str) -> str:
    return CHANNEL_PREFIX + topic


@cache
def _connection() -> redis.Redis:
    return redis.Redis.from_url(
        settings.VALKEY_URL,
        socket_timeout=TIMEOUT_SECONDS,
        socket_connect_timeout=TIMEOUT_SECONDS,
        # a connection from before Valkey's restart is tried once more; a slow Valkey is not
        retry=Retry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,)),
    )


def publish(topic: str, payload: bytes | str) -> None:
    """Send `payload` to the topic's followers once the transaction has committed.

    A lost message is no loss: sockets only carry what can be read over HTTP, so a Valkey that
    is down or slow costs 200 ms and a line in the log, never the caller's work.
    """
    transaction.on_commit(lambda: _send(topic, payload), robust=True)


def _send(topic: str, payload: bytes | str) -> None:
    try:
        _connection().publish(channel_of(topic), payload)
    except redis.RedisError as error:
        logger.warning("live message not sent: topic=%s error=%s", topic, error)
