"""Check a file that has come whole and make of it what its purpose needs; done by a worker."""

import errno
import shutil
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import transaction

from backend.common import audit
from backend.common.failpoints import failpoint
from backend.common.files import digest_of
from backend.common.jobs import Progress
from backend.common.models.job import JobState
from backend.files.actions.removal import drop_original
from backend.files.enums import FileState
from backend.files.errors import FileRefused
from backend.files.models import StoredFile
from backend.files.purposes import MEGABYTE, Facts, Purpose, purpose_of
from backend.files.queries.stored_file import preparing_job
from backend.files.rules.kinds import HEAD_BYTES, PPTX, UNKNOWN, ZIP, kind_of, office_kind
from backend.files.storage import (
    bench_folder,
    free_bytes,
    half_path,
    prepared_folder,
    put_in_place,
    sync_folder,
    whole_path,
)

# With less room than this a file that could not be prepared may be a good one.
LEAST_BYTES: Final = 4 * MEGABYTE
STORAGE_FULL: Final = (
    "Máy chủ hết chỗ chứa trong lúc xử lý tệp. Tệp của bạn không có lỗi: hãy báo người quản trị "
    "dọn chỗ, rồi tải lên lại."
)
UNEXPECTED = "Máy chủ không xử lý được tệp này, hãy thử một tệp khác."


def prepare_file(file: StoredFile, progress: Progress, *, now: datetime) -> StoredFile:
    """Make the file ready, or refuse it with a reason. Safe to begin again at any moment."""
    purpose = purpose_of(file)
    if file.state == FileState.READY and not purpose.keeps_original:
        # a worker may have died just before
        drop_original(file.digest)
    if file.state != FileState.CHECKING:
        return file
    try:
        _take_in(file)
        body = whole_path(file.digest)
        file.media_type = content_kind(body)
        _ensure_taken(file, purpose)
        file.facts = _prepared(file, purpose, body, progress)
    except FileRefused as refused:
        return refuse_file(file, str(refused.detail), now=now)
    file.state, file.ready_at = FileState.READY, now
    with transaction.atomic():
        file.save(update_fields=["state", "ready_at", "media_type", "facts"])
        _audit("file.ready", file, now)
    half_path(file.uuid).unlink(missing_ok=True)
    if not purpose.keeps_original:
        drop_original(file.digest)
    return file


def _take_in(file: StoredFile) -> None:
    """Give the body its place by what it holds; a worker that died between may have done so."""
    half = half_path(file.uuid)
    if half.exists():
        digest = digest_of(half)
        if file.promised and file.promised != digest:
            file.digest = digest
            raise FileRefused("Tệp nhận được không giống tệp gửi đi, hãy tải lại.")
        file.digest = digest
        file.save(update_fields=["digest"])
        failpoint("file-before-rename")
        place = whole_path(digest)
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists():
            half.unlink()
        else:
            half.rename(place)
            sync_folder(place.parent)
        failpoint("file-after-rename")
    if not file.digest or not whole_path(file.digest).exists():
        raise FileRefused("Tệp không còn trên máy chủ, hãy tải lại.")


def content_kind(body: Path) -> str:
    """The media type by what the file holds."""
    with body.open("rb") as file:
        kind = kind_of(file.read(HEAD_BYTES))
    if kind != ZIP:
        return kind
    try:
        with zipfile.ZipFile(body) as archive:
            office = office_kind(archive.namelist()[:20_000])
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return UNKNOWN
    return ZIP if office == UNKNOWN else office


def _ensure_taken(file: StoredFile, purpose: Purpose) -> None:
    if file.media_type in purpose.media_types:
        return
    hint = (purpose.refused_hints or {}).get(file.media_type, "")
    if not hint and file.media_type == PPTX:
        hint = "Hãy lưu bài trình chiếu thành PDF rồi tải lên."
    raise FileRefused(hint or f"Tệp này không phải là {purpose.wanted}.")


def _prepared(file: StoredFile, purpose: Purpose, body: Path, progress: Progress) -> Facts:
    if purpose.prepare is None:
        return {}
    known = _known_facts(file)
    if known is not None:
        return known
    bench = bench_folder(file.uuid)
    try:
        facts = purpose.prepare(file, body, bench, progress)
        failpoint("file-before-publishing")
        folder = prepared_folder(file.purpose, file.digest)
        if folder.exists():
            # it lies there and no row tells what was found: a worker died between
            shutil.rmtree(folder)
        put_in_place(bench, folder)
    except (FileRefused, OSError) as failure:
        # before the bench is cleared; ffmpeg says of a full disk only that it failed
        if _is_full(failure):
            raise FileRefused(STORAGE_FULL) from failure
        raise
    finally:
        shutil.rmtree(bench, ignore_errors=True)
    return facts


def _is_full(failure: Exception) -> bool:
    told = isinstance(failure, OSError) and failure.errno in (errno.ENOSPC, errno.EDQUOT)
    return told or free_bytes() < LEAST_BYTES


def _known_facts(file: StoredFile) -> Facts | None:
    """What was found when somebody brought the same file before."""
    same = StoredFile.objects.filter(
        purpose=file.purpose, digest=file.digest, state=FileState.READY
    ).first()
    if same is None or not prepared_folder(file.purpose, file.digest).is_dir():
        return None
    facts: Facts = same.facts
    return facts


def refuse_file(file: StoredFile, reason: str, *, now: datetime) -> StoredFile:
    """Say why it cannot be used, and throw away what came."""
    file.state, file.reason = FileState.REFUSED, reason
    with transaction.atomic():
        file.save(update_fields=["state", "reason", "digest", "media_type"])
        _audit("file.refused", file, now)
    half_path(file.uuid).unlink(missing_ok=True)
    used = StoredFile.objects.filter(digest=file.digest).exclude(state=FileState.REFUSED)
    if file.digest and not used.exists():
        whole_path(file.digest).unlink(missing_ok=True)
    return file


def refuse_stuck(*, now: datetime) -> None:
    """Files whose work was given up, because whoever did it died again and again."""
    for file in StoredFile.objects.filter(state=FileState.CHECKING).select_related("owner"):
        job = preparing_job(file)
        if job is None or job.state == JobState.FAILED:
            refuse_file(file, UNEXPECTED, now=now)


def _audit(act: str, file: StoredFile, now: datetime) -> None:
    audit.record(
        act,
        f"file:{file.uuid}",
        actor=file.owner.uuid,
        now=now,
        purpose=file.purpose,
        bytes=file.bytes,
        media_type=file.media_type,
        digest=file.digest,
    )
