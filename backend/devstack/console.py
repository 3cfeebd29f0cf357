"""What the terminal shows: steps with their time, and the logs of many processes in one stream."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from signal import SIGKILL, SIGTERM

from backend.devstack.errors import StartRefused

_COLOURS = {
    "postgres": 34,
    "valkey": 35,
    "web": 32,
    "sockets": 36,
    "live": 33,
    "prints": 33,
    "beat": 90,
    "proxy": 90,
}
_WIDTH = max(map(len, _COLOURS))
_TIME_TO_END = 5.0  # seconds
_lock = threading.Lock()
_unfinished: list[str] = []  # the step whose line still waits for its time


def say(line: str = "") -> None:
    """One line of our own; the line of an unfinished step makes room for it."""
    with _lock:
        if _unfinished:
            print()
            _unfinished.clear()
        print(line, flush=True)


def warn(line: str) -> None:
    """One line that should not be overlooked."""
    say(f"! {line}" if not _is_terminal() else f"\x1b[33m! {line}\x1b[0m")


def log(name: str, line: str) -> None:
    """One line of a process, with its name in front."""
    if not line:
        return
    prefix = f"{name:<{_WIDTH}} │"
    if _is_terminal():
        prefix = f"\x1b[{_COLOURS.get(name, 0)}m{prefix}\x1b[0m"
    say(f"{prefix} {line}")


@contextmanager
def step(says: str) -> Iterator[None]:
    """A line that tells what takes time now, and afterwards how much it took."""
    started = time.monotonic()
    with _lock:
        if _unfinished:
            print()
            _unfinished.clear()
        print(f"• {says} …", end="", flush=True)
        _unfinished.append(says)
    yield
    with _lock:
        seconds = f"{time.monotonic() - started:.1f} s"
        print(f" {seconds}" if _unfinished else f"• {says}: {seconds}", flush=True)
        _unfinished.clear()


def run_quietly(
    command: Sequence[str], *, working_dir: Path, environment: Mapping[str, str] | None = None
) -> None:
    """Run a command silently; if it fails, raise StartRefused with what it said last."""
    with quietly(command, working_dir=working_dir, environment=environment):
        pass


@contextmanager
def quietly(
    command: Sequence[str], *, working_dir: Path, environment: Mapping[str, str] | None = None
) -> Iterator[None]:
    """The same beside the block, at whose end the command is waited for.

    Nothing of it outlives an interruption.
    """
    with (
        tempfile.TemporaryFile("w+", errors="replace") as said,
        subprocess.Popen(
            command,
            cwd=working_dir,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as running,
    ):
        try:
            yield
            running.wait()
        except BaseException:
            _end(running)
            raise
        if running.returncode != 0:
            said.seek(0)
            last_lines = "".join(said.readlines()[-25:]).rstrip()
            raise StartRefused(f"{' '.join(command)} failed:\n{last_lines}")


def _end(running: subprocess.Popen[bytes]) -> None:
    """Asked first: a command of our own ends what it has started in turn."""
    os.killpg(running.pid, SIGTERM)
    try:
        running.wait(_TIME_TO_END)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, SIGKILL)


def _is_terminal() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ
