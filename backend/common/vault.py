"""Keep what must not be readable in the database: sealed with keys that lie outside of it.

The folder IDENTITY_KEYS_DIR holds `seal.keys`, Fernet keys of which the first seals and all open,
and `match.key`, the key of the hashes by which equal values are told. Without them nothing is
stored and nothing is shown.
"""

import hmac
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp
from typing import Any, ClassVar, Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from backend.common.errors import DomainError

SEAL_KEYS: Final = "seal.keys"
MATCH_KEY: Final = "match.key"


class KeysMissing(DomainError):
    """The installation's keys are not there, or are not those that sealed it."""

    code: ClassVar[str] = "identity_keys_missing"
    status: ClassVar[int] = 503
    title: ClassVar[str] = "Hệ thống chưa có khoá bảo mật để giữ dữ liệu này"


def make_keys(folder: Path) -> None:
    """Write the keys of a new installation; those that are there stay."""
    made = ((SEAL_KEYS, Fernet.generate_key()), (MATCH_KEY, _new_match_key()))
    for name, key in made:
        write_first_key(folder / name, key)


def add_seal_key(folder: Path) -> None:
    """Put a new key before the others; `renewed` then seals with it."""
    path = folder / SEAL_KEYS
    write_key(path, Fernet.generate_key() + b"\n" + path.read_bytes())


def seal(values: dict[str, Any]) -> str:
    """The values as a token. Raises KeysMissing."""
    return _fernet().encrypt(json.dumps(values, ensure_ascii=False).encode()).decode()


def unseal(token: str) -> dict[str, Any]:
    """Raises KeysMissing where no key opens it."""
    try:
        opened: dict[str, Any] = json.loads(_fernet().decrypt(token.encode()))
    except InvalidToken as error:
        raise KeysMissing from error
    return opened


def renewed(token: str) -> str:
    """The same values, sealed with the newest key."""
    try:
        return _fernet().rotate(token.encode()).decode()
    except InvalidToken as error:
        raise KeysMissing from error


def matching_hash(value: str) -> str:
    """HMAC-SHA-256: equal values are told by it, and cannot be guessed without the key."""
    return hmac.new(read_key(MATCH_KEY), value.encode(), "sha256").hexdigest()


def _new_match_key() -> bytes:
    return secrets.token_hex(32).encode()


def _fernet() -> MultiFernet:
    try:
        return MultiFernet([Fernet(key) for key in read_key(SEAL_KEYS).split()])
    except ValueError as error:
        raise KeysMissing from error


def read_key(name: str) -> bytes:
    """What a file of keys holds. Raises KeysMissing."""
    try:
        key = (Path(settings.IDENTITY_KEYS_DIR) / name).read_bytes().strip()
    except OSError as error:
        raise KeysMissing from error
    if not key:
        raise KeysMissing
    return key


def write_first_key(path: Path, content: bytes) -> None:
    """The keys of a new installation; those that are there stay, whoever else begins just now."""
    with _written_beside(path, content) as whole, suppress(FileExistsError):
        path.hardlink_to(whole)


def write_key(path: Path, content: bytes) -> None:
    """A file of keys: whole or not at all, and readable by its owner alone."""
    with _written_beside(path, content) as whole:
        whole.rename(path)


@contextmanager
def _written_beside(path: Path, content: bytes) -> Iterator[Path]:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    number, name = mkstemp(prefix=f"{path.name}.", dir=path.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)
