"""Results that everybody who asks within a few seconds may share: worked out once."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar, cast

import structlog
from django.core.cache import cache
from redis.exceptions import RedisError

# How many times its age a result is still given while somebody works out the next one.
LIVES = 3
Result = TypeVar("Result")

log = structlog.get_logger(__name__)


def shared(key: str, seconds: int, work_out: Callable[[], Result], *, now: datetime) -> Result:
    """The result under this key, at most `seconds` old; else the newest while one is being made.

    Without Valkey everybody works it out alone.
    """
    moment = now.timestamp()
    try:
        kept = cache.get(key)
        if kept is not None:
            made_at, result = kept
            is_fresh = 0 <= moment - made_at < seconds
            if is_fresh or not cache.add(f"{key}:in-work", 1, seconds):
                return cast(Result, result)
    except RedisError:
        log.warning("sharing_unavailable", key=key)
        return work_out()
    return renewed(key, seconds, work_out, now=now)


def renewed(key: str, seconds: int, work_out: Callable[[], Result], *, now: datetime) -> Result:
    """Worked out now, and shared from now on."""
    result = work_out()
    try:
        cache.set(key, (now.timestamp(), result), seconds * LIVES)
        cache.delete(f"{key}:in-work")
    except RedisError:
        log.warning("sharing_unavailable", key=key)
    return result
