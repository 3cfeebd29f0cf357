"""Read settings from the environment, in one spelling."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def number(name: str, default: int) -> int:
    return int(os.environ.get(name) or default)


def flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name)
    return default if value is None else value.lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def folder(name: str, default: Path) -> Path:
    return Path(os.environ.get(name) or default)


def origin(name: str, *, not_at: str) -> str:
    """An address of its own such as "https://goi.example.vn", or "".

    Raises ValueError for what is no bare origin, and for the host of `not_at`.
    """
    written = text(name).rstrip("/")
    if not written:
        return ""
    parts = urlsplit(written)
    if parts.scheme not in ("http", "https") or written != f"{parts.scheme}://{parts.netloc}":
        raise ValueError(f"{name} must be an origin such as https://goi.example.vn")
    if parts.hostname in (None, urlsplit(not_at).hostname):
        raise ValueError(f"{name} must be another host than PUBLIC_URL ({not_at})")
    return written


def database(url: str) -> dict[str, Any]:
    """Django's DATABASES entry for a `postgresql://user:password@host:port/name?option=x` URL."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "backend.common.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "server_side_binding": True,
            "prepare_threshold": 1,
            "connect_timeout": 3,
            **query,
        },
    }
