"""Ed25519 signatures upon certificates (RFC 8032), with keys that lie outside of the database.

The folder IDENTITY_KEYS_DIR holds `sign.keys`, one seed of 32 bytes in base64 a line: the first
signs, all verify. A key is called by the beginning of its public half's SHA-256.
"""

import base64
import binascii
import hashlib
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from backend.common.vault import KeysMissing, read_key, write_first_key, write_key

SIGN_KEYS: Final = "sign.keys"
_SEED, _NAME = 32, 16


@dataclass(frozen=True, slots=True)
class Signature:
    """`key` names the key; `value` is base64 without line breaks."""

    key: str
    value: str


def make_signing_key(folder: Path) -> None:
    """The first key of a new installation; one that is there stays."""
    write_first_key(folder / SIGN_KEYS, _new_seed())


def add_signing_key(folder: Path) -> None:
    """Put a new key before the others; what they signed stays good."""
    path = folder / SIGN_KEYS
    write_key(path, _new_seed() + b"\n" + path.read_bytes())


def sign(statement: bytes) -> Signature:
    """By the newest key. Raises KeysMissing."""
    name = signing_key()
    return Signature(name, base64.b64encode(signed_by(name, statement)).decode())


def signing_key() -> str:
    """The name of the key that signs from now on. Raises KeysMissing."""
    return next(iter(_keys()))


def signed_by(name: str, content: bytes) -> bytes:
    """The 64 bytes of the signature by this key. Raises KeysMissing."""
    key = _keys().get(name)
    if key is None:
        raise KeysMissing
    return key.sign(content)


def public_halves() -> dict[str, bytes]:
    """32 bytes each, by name, the signing one first. Raises KeysMissing."""
    return {name: key.public_key().public_bytes_raw() for name, key in _keys().items()}


def is_signed(statement: bytes, signature: Signature) -> bool:
    """Whether one of our keys signed exactly this. Raises KeysMissing."""
    key = _keys().get(signature.key)
    if key is None:
        return False
    try:
        key.public_key().verify(base64.b64decode(signature.value), statement)
    except (InvalidSignature, binascii.Error):
        return False
    return True


def public_keys() -> list[dict[str, Any]]:
    """The public halves as JSON Web Keys (RFC 8037), the signing one first. Raises KeysMissing."""
    return [
        {
            "kty": "OKP",
            "crv": "Ed25519",
            "use": "sig",
            "kid": name,
            "x": base64.urlsafe_b64encode(public).decode().rstrip("="),
        }
        for name, public in public_halves().items()
    ]


def _new_seed() -> bytes:
    return base64.b64encode(secrets.token_bytes(_SEED))


def _keys() -> dict[str, Ed25519PrivateKey]:
    """By name, the signing one first."""
    return _read(read_key(SIGN_KEYS))


@lru_cache(maxsize=4)
def _read(content: bytes) -> dict[str, Ed25519PrivateKey]:
    try:
        seeds = [base64.b64decode(line, validate=True) for line in content.split()]
        keys = [Ed25519PrivateKey.from_private_bytes(seed) for seed in seeds]
    except ValueError as error:
        raise KeysMissing from error
    return {_name(key): key for key in keys}


def _name(key: Ed25519PrivateKey) -> str:
    return hashlib.sha256(key.public_key().public_bytes_raw()).hexdigest()[:_NAME]
