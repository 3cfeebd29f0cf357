"""The code on the wall of a session: good for minutes, and only as long as the session is on.

A code is "<session>.<moment>.<mac>", all in letters that a QR code and an address take.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from uuid import UUID

# A new code on the screen as often, each good for as long: time to sign in, none to send it on.
SHOWN_FOR = timedelta(seconds=30)
GOOD_FOR = timedelta(minutes=3)
# People come early and scan at the door.
EARLY = timedelta(minutes=30)
LATE = timedelta(minutes=30)
_MAC_BYTES = 12


class CodeRefused(ValueError):
    """Altered, or too old."""


@dataclass(frozen=True, slots=True)
class Code:
    """What a code says before anybody has checked it."""

    session: UUID
    moment: int
    mac: bytes


def attendance_code(session: UUID, secret: str, now: datetime) -> str:
    """The code to show from now on."""
    moment = int(now.timestamp())
    mac = urlsafe_b64encode(_mac(session, moment, secret)).decode()
    return f"{session.hex}.{moment}.{mac}"


def read_code(text: str) -> Code:
    """Raises CodeRefused where it is none at all."""
    try:
        session, moment, mac = text.split(".")
        return Code(UUID(hex=session), int(moment), urlsafe_b64decode(mac))
    except ValueError as error:
        raise CodeRefused from error


def check_code(code: Code, secret: str, now: datetime) -> None:
    """Raises CodeRefused."""
    if not hmac.compare_digest(code.mac, _mac(code.session, code.moment, secret)):
        raise CodeRefused
    shown_at = datetime.fromtimestamp(code.moment, UTC)
    if not timedelta(seconds=-1) <= now - shown_at <= GOOD_FOR:
        raise CodeRefused


def is_on(starts_at: datetime, ends_at: datetime, now: datetime) -> bool:
    """Whether people may be noted by code."""
    return starts_at - EARLY <= now <= ends_at + LATE


def _mac(session: UUID, moment: int, secret: str) -> bytes:
    body = session.bytes + moment.to_bytes(8, "big")
    key = secret.encode()
    return blake2b(body, key=key, digest_size=_MAC_BYTES, person=b"attendance").digest()
