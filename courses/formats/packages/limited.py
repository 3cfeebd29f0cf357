"""Looks through a stranger's package with little memory and time: `python -m … < file`.

Nothing is unpacked to a disk, neither here nor later: files are served out of the archive.
"""

import json
import posixpath
import sys
from collections.abc import Iterable
from typing import Final

from backend.common.confined import ProcessFailed, ask, confine
from courses.formats.packages.cmi5 import STRUCTURE, read_cmi5
from courses.formats.packages.reading import (
    CMI5,
    MOST_UNITS,
    Findings,
    PackageReading,
    media_type,
    read_back,
)
from courses.formats.packages.scorm import MANIFEST, read_scorm, scorm_format
from quizzes.formats.items.archive import Archive
from quizzes.formats.items.xml_tree import Unreadable, read_tree

MODULE: Final = "courses.formats.packages.limited"
MOST_BYTES: Final = 64 * 1024 * 1024
MOST_NAMED: Final = 10
TOO_LARGE: Final = "Tệp lớn hơn 64 MB."
TOO_HARD: Final = "Gói quá lớn hoặc quá phức tạp, không đọc được trong giới hạn cho phép."
STRANGE: Final = (
    "Đây không phải gói SCORM hay cmi5: trong tệp .zip cần có imsmanifest.xml hoặc cmi5.xml."
)
NO_UNITS: Final = "Gói không có phần nào mở được."


def read_package(body: bytes) -> PackageReading:
    """What the package says about itself, as a process of its own finds it."""
    if len(body) > MOST_BYTES:
        return PackageReading(problem=TOO_LARGE)
    try:
        return read_back(json.loads(ask(MODULE, body, seconds=60)))
    except (ProcessFailed, ValueError, KeyError, TypeError):
        return PackageReading(problem=TOO_HARD)


def _read(body: bytes) -> PackageReading:
    archive = Archive(body)
    cmi5, scorm = _place(archive.names, STRUCTURE), _place(archive.names, MANIFEST)
    path = scorm if cmi5 is None else cmi5
    if path is None:
        raise Unreadable(STRANGE)
    root, _ = read_tree(archive.read(path))
    folder = posixpath.dirname(path)
    if cmi5 is not None:
        kind, found = CMI5, read_cmi5(root, archive, folder)
    else:
        kind, found = scorm_format(root), read_scorm(root, archive, folder)
    if not found.units or len(found.units) > MOST_UNITS:
        raise Unreadable(f"Gói có hơn {MOST_UNITS} phần." if found.units else _without(found))
    # Each is unpacked once, so that none turns out to be broken or larger than it said.
    unpacked = sum(len(archive.read(name)) for name in archive.names)
    units, files = tuple(found.units), len(archive.names)
    title = found.title or units[0].title
    return PackageReading(kind, title, units, files, unpacked, _notes(found, archive.names))


def _place(names: Iterable[str], wanted: str) -> str | None:
    """The file of that name highest up; packages are often packed with the folder around them."""
    found = [name for name in names if posixpath.basename(name) == wanted]
    return min(found, key=lambda name: (name.count("/"), name), default=None)


def _without(found: Findings) -> str:
    return " ".join([NO_UNITS, *found.notes[:3]])


def _notes(found: Findings, names: Iterable[str]) -> tuple[str, ...]:
    unseen = sorted(name for name in names if media_type(name) is None)
    notes = [note[:300] for note in found.notes[:50]]
    if unseen:
        more = f" và {len(unseen) - MOST_NAMED} tệp khác" if len(unseen) > MOST_NAMED else ""
        named = ", ".join(name[:80] for name in unseen[:MOST_NAMED])
        notes.append(f"Không phục vụ (loại tệp lạ): {named}{more}.")
    return tuple(notes)


def main() -> int:
    confine(memory_bytes=320 * 1024 * 1024, cpu_seconds=20)
    try:
        reading = _read(sys.stdin.buffer.read())
    except Unreadable as refused:
        reading = PackageReading(problem=str(refused))
    except (MemoryError, RecursionError):
        reading = PackageReading(problem=TOO_HARD)
    sys.stdout.write(json.dumps(reading.document()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
