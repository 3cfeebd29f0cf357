"""The one plain page of a socket process: whether it is up."""

from typing import Any

PATH = "/healthz"


async def health(scope: Any, receive: Any, send: Any) -> None:
    status, body = (200, b"ok") if scope["path"] == PATH else (404, b"not found")
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
