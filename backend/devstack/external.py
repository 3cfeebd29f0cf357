"""Servers of somebody else's: whether they answer, said before anything depends on them."""

from urllib.parse import urlsplit

import psycopg
import redis

from backend.devstack.errors import StartRefused

_TIMEOUT = 5


def require_postgres(url: str) -> None:
    """Raise StartRefused, without showing the password, when the database does not answer."""
    try:
        psycopg.connect(url, connect_timeout=_TIMEOUT).close()
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[-1] if str(error).strip() else "no answer"
        raise StartRefused(f"The database at DATABASE_URL ({_shown(url)}) refuses: {reason}")


def require_valkey(url: str) -> None:
    """Raise StartRefused, without showing the password, when the server does not answer."""
    try:
        with redis.Redis.from_url(f"{url}/0", socket_timeout=_TIMEOUT, retry=None) as client:
            client.ping()
    except (redis.RedisError, ValueError) as error:
        raise StartRefused(f"The server at VALKEY_URL ({_shown(url)}) refuses: {error}")


def _shown(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname or 'local socket'}:{parts.port or 'usual port'}"
