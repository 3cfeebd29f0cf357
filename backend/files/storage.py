"""Where files lie. No path is ever made of what somebody sent: only of digests and of our names."""

import os
import re
import shutil
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_WORD: Final = re.compile(r"[a-z][a-z-]{1,39}")
_MEMBER: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}\.[a-z0-9]{2,5}")


def half_path(uuid: UUID | str) -> Path:
    """What has come so far of an upload."""
    return Path(settings.MEDIA_ROOT) / "uploads" / f"{uuid}.half"


def whole_path(digest: str) -> Path:
    """A file as it was brought."""
    return Path(settings.MEDIA_ROOT) / "files" / _known(digest)[:2] / digest


def prepared_folder(purpose: str, digest: str) -> Path:
    """What was made of it for a purpose: whole, or not there."""
    if not _WORD.fullmatch(purpose):
        raise ValueError(purpose)
    return Path(settings.MEDIA_ROOT) / "prepared" / purpose / _known(digest)[:2] / digest


def prepared_file(purpose: str, digest: str, member: str) -> Path:
    """One file of it; ValueError for what is no name of ours."""
    if not _MEMBER.fullmatch(member):
        raise ValueError(member)
    return prepared_folder(purpose, digest) / member


def _known(digest: str) -> str:
    if not _DIGEST.fullmatch(digest):
        raise ValueError(digest)
    return digest


def bench_folder(uuid: UUID) -> Path:
    """Where a file is worked on: emptied by who begins, so that a killed worker leaves nothing."""
    folder = Path(settings.MEDIA_ROOT) / "prepared" / "bench" / str(uuid)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def put_in_place(bench: Path, folder: Path) -> None:
    """Give a folder that is complete its name, once all of it is on the disk."""
    for file in bench.iterdir():
        with file.open("rb") as body:
            os.fsync(body.fileno())
    sync_folder(bench)
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        bench.rename(folder)
    except OSError:
        # somebody else brought the same file, and what was made of it is the same
        if not folder.is_dir():
            raise
        shutil.rmtree(bench, ignore_errors=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Force a folder's names to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def free_bytes() -> int:
    """How much room the disk has left."""
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    return shutil.disk_usage(root).free
