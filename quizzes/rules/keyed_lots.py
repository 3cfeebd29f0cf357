"""Lots that whoever holds the secret can draw again, and nobody else foresees."""

from collections.abc import Callable
from hashlib import sha256

Lot = Callable[[str], bytes]

_BLOCK = 64
_INNER, _OUTER = (bytes(byte ^ pad for byte in range(256)) for pad in (0x36, 0x5C))


def keyed_lots(secret: bytes) -> Lot:
    """HMAC-SHA-256 (RFC 2104) of names, the key set up once for all of them.

    Twice as fast as copies of an `hmac.HMAC`, and a paper takes a thousand.
    """
    key = (secret if len(secret) <= _BLOCK else sha256(secret).digest()).ljust(_BLOCK, b"\0")
    inner, outer = sha256(key.translate(_INNER)), sha256(key.translate(_OUTER))

    def lot(name: str) -> bytes:
        within, around = inner.copy(), outer.copy()
        within.update(name.encode())
        around.update(within.digest())
        return around.digest()

    return lot
