"""Where a request came from: its address, and keyed hashes that tell only "the same again"."""

import base64
import secrets
from datetime import timedelta
from ipaddress import ip_address, ip_network
from typing import Final

from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac
from rest_framework.request import Request

DEVICE_COOKIE: Final = "hocso_device"
# Hashes are forgotten after this time, and so is the cookie.
KEPT: Final = timedelta(days=90)
_LONGEST_COOKIE: Final = 64


def client_address(request: HttpRequest | Request) -> str:
    """Who asks; behind our own proxy it is the address that the proxy saw last."""
    address: str = request.META.get("REMOTE_ADDR", "")
    forwarded: str = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if forwarded and address in {"", "127.0.0.1", "::1"}:
        return forwarded.rpartition(",")[2].strip()
    return address


def network_trace(address: str) -> str:
    """A keyed hash of the network (a /24, or a /48 of IPv6), never of the single address."""
    try:
        known = ip_address(address)
    except ValueError:
        return ""
    prefix = 24 if known.version == 4 else 48
    return _trace("network", str(ip_network((known, prefix), strict=False)))


def known_device(request: HttpRequest | Request) -> str:
    """The random number that this browser carries; "" when it carries none."""
    given: str = request.COOKIES.get(DEVICE_COOKIE, "")
    return given if 0 < len(given) <= _LONGEST_COOKIE else ""


def new_device() -> str:
    return secrets.token_urlsafe(16)


def device_trace(device: str) -> str:
    """A keyed hash of the browser's random number. Nothing about the device itself is read."""
    return _trace("device", device) if device else ""


def remember_device(answer: HttpResponseBase, device: str, *, is_secure: bool) -> None:
    answer.set_cookie(
        DEVICE_COOKIE,
        device,
        max_age=KEPT,
        httponly=True,
        samesite="Lax",
        secure=is_secure,
    )


def _trace(kind: str, value: str) -> str:
    """22 letters; without the installation's key nobody can tell what they stand for."""
    digest = salted_hmac(f"origin.{kind}", value, algorithm="sha256").digest()[:16]
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
