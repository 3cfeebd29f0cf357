"""Names that the outside sees instead of ours: options of one attempt, and the attempt itself.

An option token is a keyed hash of (attempt, slot, option position), so a token of another
attempt or slot is simply unknown, nothing has to be stored, and "answer 3 is B" means nothing
to a neighbour. An attempt token lets one device write one attempt until another takes over.
"""

import hmac
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from uuid import UUID

MAX_OPTIONS = 10
MAX_ITEMS = 63
# Right-hand sides of a matching item are named like options, from this position on.
TARGETS = 32

# How a slot may be answered: four bits of the attempt token. A text's limit is one of a few, so
# that a save can be judged by the token alone.
NOTHING, ONE, SEVERAL, PAIRS, ORDER, NUMBER, COUNT, POINT = range(8)
TEXT = 8
TEXT_LIMITS = (500, 1_000, 2_000, 3_000, 5_000, 10_000)
SHORT = TEXT + len(TEXT_LIMITS)
SHORT_LIMIT = 200

_MAC_BYTES = 16
# attempt uuid, veiled attempt id, epoch, number of items; then the shapes, two to a byte
_FIELDS = struct.Struct(">16sQIB")


class TokenRefused(ValueError):
    """The token was not made by this installation, or was altered."""


@dataclass(frozen=True, slots=True)
class AttemptGrant:
    """What the bearer may do: write attempt `uuid` as its device number `epoch`.

    `shapes` tells, two slots to a byte from slot 0 on, how each may be answered; slot 0 is the
    prediction.
    """

    uuid: UUID
    attempt_id: int
    epoch: int
    items: int
    shapes: bytes

    def shape(self, slot: int) -> int:
        pair = self.shapes[slot >> 1]
        return pair & 15 if slot & 1 else pair >> 4

    @property
    def may_predict(self) -> bool:
        return self.shape(0) == COUNT


def packed(shapes: Sequence[int]) -> bytes:
    """The shapes of slot 0, 1, … as a grant keeps them."""
    padded = [*shapes, NOTHING] if len(shapes) % 2 else shapes
    return bytes(one << 4 | other for one, other in zip(padded[::2], padded[1::2], strict=True))


def text_shape(limit: int) -> int:
    """The shape of a text of at most `limit` letters, one of TEXT_LIMITS; raises ValueError."""
    return TEXT + TEXT_LIMITS.index(limit)


def attempt_token(grant: AttemptGrant, key: bytes) -> str:
    veiled = grant.attempt_id ^ _veil(grant.uuid, key)
    body = _FIELDS.pack(grant.uuid.bytes, veiled, grant.epoch, grant.items)
    body += grant.shapes
    return urlsafe_b64encode(body + _mac(body, key)).decode().rstrip("=")


def read_attempt_token(token: str, key: bytes) -> AttemptGrant:
    """Raises TokenRefused."""
    try:
        raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError as error:
        raise TokenRefused from error
    body, mac = raw[:-_MAC_BYTES], raw[-_MAC_BYTES:]
    if len(body) < _FIELDS.size or not hmac.compare_digest(mac, _mac(body, key)):
        raise TokenRefused
    raw_uuid, veiled, epoch, items = _FIELDS.unpack_from(body)
    uuid = UUID(bytes=raw_uuid)
    return AttemptGrant(uuid, veiled ^ _veil(uuid, key), epoch, items, body[_FIELDS.size :])


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


def option_positions(attempt: UUID, slot: int, key: bytes, *, above: int = 0) -> dict[str, int]:
    """Every token of a slot with its position, counted from `above`.

    Looking up takes the same time whatever the position: where the author's order is the key,
    time must not tell it.
    """
    return {
        option_token(attempt, slot, above + position, key): position
        for position in range(MAX_OPTIONS)
    }


def _veil(attempt: UUID, key: bytes) -> int:
    """Hides the attempt's id: ids count up, and two of them would tell how many lie between."""
    digest = blake2b(attempt.bytes, key=key[:64], digest_size=8, person=b"attempt id").digest()
    return int.from_bytes(digest, "big")


def _mac(body: bytes, key: bytes) -> bytes:
    return blake2b(body, key=key[:64], digest_size=_MAC_BYTES, person=b"attempt 3").digest()
