"""ffmpeg, with little memory and time, no network, no way to other files, and no life of its own.

The program comes with the imageio-ffmpeg package; `FFMPEG=` names another.
"""

import ctypes
import os
import re
import resource
import signal
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Timer
from typing import Final

import imageio_ffmpeg

from backend.files.errors import FileRefused
from backend.files.rules import kinds

MEMORY_BYTES: Final = 3 * 1024**3
FILE_BYTES: Final = 4 * 1024**3
UNREADABLE: Final = "Không đọc được tệp này: tệp bị hỏng hoặc không phải video, âm thanh."
# The reader is told what the file is: a playlist that names other files is never read as one.
_READERS: Final = {
    kinds.MP4: "mov",
    kinds.MOV: "mov",
    kinds.M4A: "mov",
    kinds.WEBM: "matroska",
    kinds.MATROSKA: "matroska",
    kinds.MP3: "mp3",
    kinds.OGG: "ogg",
    kinds.WAV: "wav",
}
_DURATION: Final = re.compile(r"Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)")
_PICTURES: Final = re.compile(r"Stream #0:\d+.*: Video: (\w+).*?, (\d{1,6})x(\d{1,6})")
_SOUND: Final = re.compile(r"Stream #0:\d+.*: Audio: (?!none)\w+")
_DONE: Final = re.compile(r"out_time_us=(\d+)")


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds. `width` is 0 where it has no moving picture."""

    seconds: float
    width: int
    height: int
    has_sound: bool


@cache
def program() -> str:
    return os.environ.get("FFMPEG") or imageio_ffmpeg.get_ffmpeg_exe()


def source(path: Path, media_type: str) -> list[str]:
    """The options that open a stranger's file."""
    reader = _READERS.get(media_type)
    if reader is None:
        raise FileRefused(UNREADABLE)
    only = ["-protocol_whitelist", "file", "-format_whitelist", reader, "-f", reader]
    return [*only, "-i", f"file:{path}"]


def look_into(path: Path, media_type: str) -> Found:
    """What the file holds; raises FileRefused."""
    command = [program(), "-nostdin", "-hide_banner", *source(path, media_type)]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            timeout=60,
            env={},
            preexec_fn=_limits(60),
        )
    except subprocess.TimeoutExpired as error:
        raise FileRefused(UNREADABLE) from error
    said = done.stderr.decode("utf-8", "replace")
    duration = _DURATION.search(said)
    if duration is None:
        raise FileRefused(UNREADABLE)
    hours, minutes, seconds = duration.groups()
    # the picture on the cover of a song is no moving picture
    moving = [
        one
        for line in said.splitlines()
        if "(attached pic)" not in line
        for one in _PICTURES.findall(line)
    ]
    _, width, height = moving[0] if moving else ("", "0", "0")
    return Found(
        seconds=int(hours) * 3600 + int(minutes) * 60 + float(seconds),
        width=int(width),
        height=int(height),
        has_sound=_SOUND.search(said) is not None,
    )


def convert(
    arguments: Sequence[str],
    *,
    seconds: int,
    on_progress: Callable[[float], None] = lambda done: None,
) -> None:
    """Run it and tell how many seconds are done; raises FileRefused when it fails or takes longer
    than `seconds`."""
    command = [program(), "-nostdin", "-hide_banner", "-v", "error", "-y"]
    command += ["-progress", "pipe:1", "-stats_period", "1", *arguments]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        preexec_fn=_limits(2 * seconds),  # noqa: PLW1509 - no thread runs yet
    )
    watch = Timer(seconds, process.kill)
    watch.start()
    try:
        assert process.stdout is not None
        for line in process.stdout:
            done = _DONE.match(line.decode("ascii", "replace"))
            if done:
                on_progress(int(done.group(1)) / 1_000_000)
        code = process.wait()
    finally:
        watch.cancel()
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()
    if code != 0:
        raise FileRefused(UNREADABLE)


def _limits(seconds: int) -> Callable[[], None]:
    """Called in the child, before it becomes ffmpeg."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
        os.nice(10)
        _die_with_parent()

    return limit


def _die_with_parent() -> None:
    """Linux: nobody goes on encoding for a worker that was killed."""
    try:
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    except (OSError, AttributeError):
        return
