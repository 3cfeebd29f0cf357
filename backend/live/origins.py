"""Sockets open only from our own pages: browsers send cookies with any page's socket."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from channels.security.websocket import WebsocketDenier
from django.conf import settings

Application = Callable[[Any, Any, Any], Awaitable[None]]

DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}


def _host_and_port(origin: str) -> tuple[str, int] | None:
    try:
        parts = urlsplit(origin)
        port = parts.port or DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        return None
    return (parts.hostname, port) if parts.hostname and port else None


def is_own_origin(origin: str, host: str) -> bool:
    """Whether `origin` is the host that was asked, the public address, or a trusted one."""
    if origin in {settings.PUBLIC_URL, *settings.CSRF_TRUSTED_ORIGINS}:
        return True
    scheme, _, _ = origin.partition("://")
    asked = _host_and_port(f"{scheme}://{host}")
    return scheme in {"http", "https"} and asked is not None and asked == _host_and_port(origin)


class OwnOriginOnly:
    """Answer 403 to a handshake whose Origin is foreign or missing."""

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        if is_own_origin(headers.get(b"origin", ""), headers.get(b"host", "")):
            await self.application(scope, receive, send)
        else:
            await WebsocketDenier()(scope, receive, send)
