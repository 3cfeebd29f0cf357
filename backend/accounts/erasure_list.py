"""Who was erased, kept apart from the database: a backup that is restored brings them back.

ERASURES_DIR holds one file that is only added to, a line a person: the day, and the SHA-256 of the
uuid that the person had. The uuid was random, so a line leads to nobody, except in a database that
still knows the person. Back the folder up apart from the database, after it, and more often.
"""

import hashlib
import os
from datetime import date
from pathlib import Path
from typing import ClassVar, Final
from uuid import UUID

from django.conf import settings

from backend.common.errors import DomainError

NAME: Final = "erased.list"


class ErasureListMissing(DomainError):
    """The list cannot be written, and an erasure that a restore undoes is none."""

    code: ClassVar[str] = "erasure_list_missing"
    status: ClassVar[int] = 503
    title: ClassVar[str] = "Hệ thống chưa ghi được danh sách đã xóa, nên chưa xóa"


def write_down(person: UUID, on: date) -> None:
    """Add a person before the erasure is committed. Raises ErasureListMissing."""
    folder = Path(settings.ERASURES_DIR)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        with os.fdopen(os.open(folder / NAME, flags, 0o600), "ab", buffering=0) as file:
            file.write(f"{on.isoformat()} {_digest(person)}\n".encode())
            os.fsync(file.fileno())
    except OSError as error:
        raise ErasureListMissing from error


def written_down() -> frozenset[str]:
    """The digests of everybody who was erased; a line that was cut short by a crash is none."""
    try:
        lines = (Path(settings.ERASURES_DIR) / NAME).read_text().splitlines()
    except FileNotFoundError:
        return frozenset()
    return frozenset(line.split()[-1] for line in lines if line.strip())


def is_written_down(person: UUID, digests: frozenset[str]) -> bool:
    return _digest(person) in digests


def _digest(person: UUID) -> str:
    return hashlib.sha256(str(person).encode()).hexdigest()
