"""Questions to the servers before Django is loaded: whether they answer, how far they are."""

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


def applied_migrations(url: str) -> str:
    """What the database itself says was done to it and when; empty for an empty one."""
    with psycopg.connect(url, connect_timeout=_TIMEOUT) as connection:
        known = connection.execute("SELECT to_regclass('django_migrations')").fetchone()
        if known == (None,):
            return ""
        rows = connection.execute("SELECT app, name, applied FROM django_migrations ORDER BY id")
        return "\n".join(f"{app}.{name} {applied}" for app, name, applied in rows)


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
