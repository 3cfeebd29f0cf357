"""The folder that keeps everything: one owner at a time, its secrets, a new beginning."""

import base64
import contextlib
import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from backend.devstack import console
from backend.devstack.errors import StartRefused
from backend.devstack.paths import ROOT

_OWN_FOLDERS = ("postgres", "valkey", "media", "static", "keys")
_OWN_FILES = (
    "postgres.password",
    "secret_key",
    "migrated.stamp",
    "demonstration.stamp",
    "beat-schedule",
    "beat.pid",
)


class PublishUrl:
    """Writes into the lock file where this installation answers."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def __call__(self, url: str) -> None:
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, json.dumps({"pid": os.getpid(), "url": url}).encode(), 0)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[PublishUrl]:
    """One `./run` per data folder. The kernel drops the lock when the process ends."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / "run.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StartRefused(f"Cannot write to the data folder {folder}: {error.strerror}.")
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        _refuse_second_run(os.pread(descriptor, 1000, 0))
    try:
        publish = PublishUrl(descriptor)
        publish("")
        yield publish
    finally:
        os.ftruncate(descriptor, 0)
        os.close(descriptor)


def _refuse_second_run(written: bytes) -> NoReturn:
    try:
        other = json.loads(written)
    except ValueError:
        other = {}
    where = f"at {other['url']}" if other.get("url") else "and still starting"
    raise StartRefused(f"It is already running {where} (process {other.get('pid', 'unknown')}).")


def reset(folder: Path) -> None:
    """Delete what `./run` keeps, and nothing else that may lie in that folder."""
    for name in _OWN_FOLDERS:
        target = folder / name
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)
        else:
            target.unlink(missing_ok=True)
    for name in _OWN_FILES:
        (folder / name).unlink(missing_ok=True)
    console.say(f"• Emptied the data folder {short(folder)}")


def secret_key(folder: Path) -> str:
    """Django's SECRET_KEY: the one given, or one made for this folder and kept in it."""
    given = os.environ.get("SECRET_KEY")
    if given:
        return given
    path = folder / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()


def make_identity_keys(folder: Path) -> None:
    """What seals winners' identity numbers and signs certificates: never in the database."""
    keys = folder / "keys"
    keys.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = {
        "seal.keys": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "match.key": secrets.token_hex(32),
        "sign.keys": base64.b64encode(secrets.token_bytes(32)).decode(),
    }
    for name, key in made.items():
        path = keys / name
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(key)


def short(path: Path) -> str:
    """A path as seen from the checkout, where it lies in it."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
