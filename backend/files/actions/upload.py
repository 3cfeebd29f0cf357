"""Receive a file piece by piece. What was acknowledged lies on the disk, whatever dies next."""

import errno
import fcntl
import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO, Any, Final, Protocol
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Sum

from backend.accounts.models import User
from backend.common.errors import NotVisible
from backend.common.failpoints import failpoint
from backend.common.jobs import start_job
from backend.files.enums import PREPARE, FileState
from backend.files.errors import (
    ChecksumDiffers,
    DiskFull,
    FileRefused,
    FileTooLarge,
    MalformedUpload,
    OffsetDiffers,
    QuotaSpent,
    TooManyUploads,
    UploadBusy,
    UploadGone,
)
from backend.files.models import StoredFile
from backend.files.purposes import MEGABYTE, Purpose, find_purpose
from backend.files.rules.kinds import kept_name
from backend.files.rules.tus import Checksum
from backend.files.storage import free_bytes, half_path, sync_folder

KEPT_HALF: Final = timedelta(days=3)
MOST_HALVES: Final = 10
SPARE_BYTES: Final = 500 * MEGABYTE
FULL: Final = (errno.ENOSPC, errno.EDQUOT)
_PIECE: Final = 256 * 1024


class Body(Protocol):
    """What a request brings."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to bring. `promised` is its SHA-256 in hexadecimal, if they know it."""

    purpose: str
    name: str
    bytes: int
    promised: str = ""


def begin_upload(person: User, wish: Wish, *, now: datetime) -> StoredFile:
    """A file of which nothing has come yet.

    Raises NotVisible for a purpose that is not this person's, FileRefused, FileTooLarge,
    QuotaSpent, TooManyUploads, DiskFull.
    """
    purpose = find_purpose(wish.purpose)
    if purpose is None or not purpose.may_upload(person):
        raise NotVisible
    if wish.bytes <= 0:
        raise FileRefused("Tệp này không có gì bên trong (0 byte).")
    if wish.bytes > purpose.most_bytes:
        most = purpose.most_bytes // MEGABYTE
        raise FileTooLarge(f"Tệp lớn hơn {most} MB.", most_bytes=purpose.most_bytes)
    # a prepared video takes about as much room once more
    if free_bytes() < 2 * wish.bytes + SPARE_BYTES:
        raise DiskFull
    return _begun(person, purpose, wish, now)


@transaction.atomic
def _begun(person: User, purpose: Purpose, wish: Wish, now: datetime) -> StoredFile:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"files {person.pk}"])
    own = StoredFile.objects.filter(owner=person).exclude(state=FileState.REFUSED)
    if own.filter(state=FileState.RECEIVING, expires_at__gt=now).count() >= MOST_HALVES:
        raise TooManyUploads
    taken = own.filter(purpose=purpose.name).aggregate(sum=Sum("bytes"))["sum"] or 0
    if taken + wish.bytes > purpose.quota_bytes:
        raise QuotaSpent(left=max(0, purpose.quota_bytes - taken))
    return StoredFile.objects.create(
        owner=person,
        purpose=purpose.name,
        name=kept_name(wish.name),
        bytes=wish.bytes,
        promised=wish.promised,
        created_at=now,
        expires_at=now + KEPT_HALF,
    )


def receive_piece(
    file: StoredFile, offset: int, body: Body, checksum: Checksum | None, *, now: datetime
) -> StoredFile:
    """Add what `body` brings at `offset`; what came before the line broke stays.

    When the last byte has come, the file is given to a worker. Raises OffsetDiffers, UploadBusy,
    UploadGone, ChecksumDiffers, FileTooLarge, and DiskFull, after which the same piece may be sent
    again once there is room.
    """
    if file.state == FileState.RECEIVING and file.expires_at <= now:
        raise UploadGone
    with _room_or_refused(file), _held(file.uuid) as half:
        file.refresh_from_db()
        if offset != file.received or file.state != FileState.RECEIVING:
            raise OffsetDiffers(offset=file.received)
        # what a killed server wrote and never acknowledged
        half.truncate(file.received)
        half.seek(file.received)
        came = _copied(body, half, file.bytes - file.received, checksum)
        half.flush()
        failpoint("upload-before-fsync")
        os.fsync(half.fileno())
        failpoint("upload-before-acknowledging")
        return _acknowledged(file, came, now)


@contextmanager
def _room_or_refused(file: StoredFile) -> Iterator[None]:
    """A full disk is told as that, and what came of the piece gives its room back."""
    try:
        yield
    except OSError as error:
        if error.errno not in FULL:
            raise
        path = half_path(file.uuid)
        if path.exists():
            os.truncate(path, file.received)
        raise DiskFull from error


@contextmanager
def _held(uuid: UUID) -> Iterator[IO[bytes]]:
    """The half file, for one writer at a time; the lock goes with the process that holds it."""
    path = half_path(uuid)
    is_new = not path.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("r+b" if not is_new else "a+b") as half:
        try:
            fcntl.flock(half, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise UploadBusy from error
        if is_new:
            sync_folder(path.parent)
        yield half


def _copied(body: Body, half: IO[bytes], room: int, checksum: Checksum | None) -> int:
    digest = hashlib.new(checksum.algorithm) if checksum else None
    came = 0
    for piece in _pieces(body, is_kept=checksum is None):
        if came + len(piece) > room:
            raise FileTooLarge("Tệp gửi lên dài hơn đã báo trước.")
        half.write(piece)
        came += len(piece)
        if digest:
            digest.update(piece)
    if checksum and digest and digest.digest() != checksum.digest:
        raise ChecksumDiffers
    return came


def _pieces(body: Body, *, is_kept: bool) -> Iterator[bytes]:
    """Until the end, or until the line breaks; a piece with a checksum counts only as a whole."""
    while True:
        try:
            piece = body.read(_PIECE)
        except OSError as error:
            if is_kept:
                return
            raise MalformedUpload from error
        if not piece:
            return
        yield piece


@transaction.atomic
def _acknowledged(file: StoredFile, came: int, now: datetime) -> StoredFile:
    file.received += came
    file.expires_at = now + KEPT_HALF
    if file.received == file.bytes:
        file.state = FileState.CHECKING
        start_job(PREPARE, f"file:{file.uuid}", now=now, asked_by=file.owner)
    file.save(update_fields=["received", "expires_at", "state"])
    return file


@transaction.atomic
def take_whole(person: User, wish: Wish, body: bytes, *, now: datetime) -> StoredFile:
    """A file that is at hand as a whole, out of an archive; a worker checks it as any other.

    Raises as begin_upload does.
    """
    file = begin_upload(person, wish, now=now)
    return receive_piece(file, 0, io.BytesIO(body), None, now=now)


def drop_upload(file: StoredFile) -> None:
    """Forget a half upload that its owner gave up; what is whole stays. Raises UploadBusy."""
    with _held(file.uuid):
        StoredFile.objects.filter(pk=file.pk, state=FileState.RECEIVING).delete()
        if not StoredFile.objects.filter(pk=file.pk).exists():
            half_path(file.uuid).unlink(missing_ok=True)


def forget_halves(*, now: datetime) -> int:
    """Half uploads nobody went on with, and their bytes; how many."""
    forgotten: list[Any] = list(
        StoredFile.objects.filter(state=FileState.RECEIVING, expires_at__lte=now)[:500]
    )
    for file in forgotten:
        drop_upload(file)
    return len(forgotten)
