"""Names that the outside sees instead of ours: options of one attempt, and the attempt itself.

An option token is a keyed hash of (attempt, slot, option position), so a token of another
attempt or slot is simply unknown, nothing has to be stored, and "answer 3 is B" means nothing
to a neighbour. An attempt token lets one device write one attempt until another takes over.
"""

import hmac
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import blake2b
from uuid import UUID

MAX_OPTIONS = 10
MAX_ITEMS = 63
_MAC_BYTES = 16
# attempt uuid, attempt id, epoch, number of items, bit mask of slots that take several options
_FIELDS = struct.Struct(">16sQIBQ")


class TokenRefused(ValueError):
    """The token was not made by this installation, or was altered."""


@dataclass(frozen=True, slots=True)
class AttemptGrant:
    """What the bearer may do: write attempt `uuid` as its device number `epoch`.

    Bit `n` of `several` tells that slot `n` takes several options; bit 0 that the
    prediction (slot 0) may be written.
    """

    uuid: UUID
    attempt_id: int
    epoch: int
    items: int
    several: int

    def takes_several(self, slot: int) -> bool:
        return bool(self.several >> slot & 1)


def attempt_token(grant: AttemptGrant, key: bytes) -> str:
    body = _FIELDS.pack(grant.uuid.bytes, grant.attempt_id, grant.epoch, grant.items, grant.several)
    return urlsafe_b64encode(body + _mac(body, key)).decode().rstrip("=")


def read_attempt_token(token: str, key: bytes) -> AttemptGrant:
    """Raises TokenRefused."""
    try:
        raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError as error:
        raise TokenRefused from error
    body, mac = raw[: _FIELDS.size], raw[_FIELDS.size :]
    if len(body) != _FIELDS.size or not hmac.compare_digest(mac, _mac(body, key)):
        raise TokenRefused
    uuid, attempt_id, epoch, items, several = _FIELDS.unpack(body)
    return AttemptGrant(UUID(bytes=uuid), attempt_id, epoch, items, several)


def option_token(attempt: UUID, slot: int, position: int, key: bytes) -> str:
    """10 letters that stand for the option at `position` of the item in `slot`."""
    digest = blake2b(
        attempt.bytes + bytes((slot, position)), key=key[:64], digest_size=8, person=b"option"
    )
    return urlsafe_b64encode(digest.digest()).decode()[:10]


def option_position(token: str, attempt: UUID, slot: int, key: bytes) -> int | None:
    """The option's position, or None where no option of this slot has that token."""
    for position in range(MAX_OPTIONS):
        if hmac.compare_digest(option_token(attempt, slot, position, key), token):
            return position
    return None


def _mac(body: bytes, key: bytes) -> bytes:
    return blake2b(body, key=key[:64], digest_size=_MAC_BYTES, person=b"attempt").digest()
