"""How often something may be tried: a counter in Valkey for each subject, not for an address."""

from dataclasses import dataclass
from typing import ClassVar

import structlog
from django.core.cache import cache
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

from backend.common.errors import DomainError

log = structlog.get_logger(__name__)


class TooManyAttempts(DomainError):
    """The subject's budget is spent; `retry_after` becomes the header."""

    code: ClassVar[str] = "too_many_attempts"
    status: ClassVar[int] = 429
    title: ClassVar[str] = "Đã thử quá nhiều lần, hãy chờ ít phút rồi thử lại."


@dataclass(frozen=True)
class Limit:
    """At most `count` tries of one subject within `seconds`. Without Valkey all may pass."""

    scope: str
    count: int
    seconds: int

    def spend(self, subject: str) -> None:
        """Count one try, or raise TooManyAttempts."""
        key = self._key(subject)
        try:
            cache.add(key, 0, self.seconds)
            tries = cache.incr(key)
        except ValueError:  # it lapsed between the two commands
            return
        except RedisError:
            log.warning("limiter_unavailable", scope=self.scope)
            return
        if tries > self.count:
            raise TooManyAttempts(retry_after=self.seconds)

    def forget(self, subject: str) -> None:
        """Give the whole budget back, as after a success."""
        try:
            cache.delete(self._key(subject))
        except RedisError:
            log.warning("limiter_unavailable", scope=self.scope)

    def _key(self, subject: str) -> str:
        name = subject.encode("utf-8", "surrogatepass")
        return f"limit:{self.scope}:{salted_hmac('limiter', name, algorithm='sha256').hexdigest()}"
