"""The bundle's outer form: a zip whose bytes depend on its content alone, and the receipts.

What its files say is told to their reader in README.md, which stands beside this module.
"""

import json
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from quizzes.rules.merkle import levels, neighbours

FORMAT = "hoc-so-recount-1"
SUMS = "SHA256SUMS"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16


def line(value: Any) -> bytes:
    """A value as one line of JSON, always written the same way."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def document(value: Any) -> bytes:
    """A value as JSON that people can read."""
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def readme() -> bytes:
    return (Path(__file__).with_name("bundle_readme.md")).read_bytes()


class Archive:
    """A zip with SHA256SUMS as its last file. Times and owners are left out of it."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self._sums: dict[str, str] = {}

    def add(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write a file piece by piece."""
        digest = sha256()
        with self._zip.open(self._entry(name), "w", force_zip64=True) as target:
            for piece in pieces:
                digest.update(piece)
                target.write(piece)
        self._sums[name] = digest.hexdigest()

    def close(self) -> None:
        sums = "".join(f"{self._sums[name]}  {name}\n" for name in sorted(self._sums))
        self._zip.writestr(self._entry(SUMS), sums.encode())
        self._zip.close()

    def _entry(self, name: str) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(name, _EPOCH)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = _READABLE
        entry.create_system = 3
        return entry


@dataclass(frozen=True, slots=True)
class Receipt:
    """A row of the bundle, and its path to the root."""

    attempts: str
    ranking: str
    place: int
    size: int
    path: list[str]


_TABLES = """
CREATE TABLE rows (name TEXT PRIMARY KEY, place INTEGER, attempts BLOB, ranking BLOB) WITHOUT ROWID;
CREATE TABLE hashes (level INTEGER, place INTEGER, hash BLOB, PRIMARY KEY (level, place))
    WITHOUT ROWID;
PRAGMA synchronous = OFF;
PRAGMA journal_mode = OFF;
"""


class Receipts:
    """The rows and their tree in one SQLite file: a receipt costs a handful of look-ups."""

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self._file = sqlite3.connect(path, isolation_level=None)
        self._file.executescript(_TABLES)
        self._file.execute("BEGIN")

    def add(self, rows: Iterable[tuple[str, int, bytes, bytes]]) -> None:
        self._file.executemany("INSERT INTO rows VALUES (?, ?, ?, ?)", rows)

    def close(self, leaves: list[bytes]) -> bytes:
        """Write the tree over the leaves; its root."""
        tree = levels(leaves)
        for number, level in enumerate(tree):
            self._file.executemany(
                "INSERT INTO hashes VALUES (?, ?, ?)",
                ((number, place, one) for place, one in enumerate(level)),
            )
        self._file.execute("COMMIT")
        self._file.close()
        return tree[-1][0] if tree[-1] else b""


def find_receipt(path: Path, name: str) -> Receipt | None:
    """The receipt of the row of that name."""
    with _opened(path) as file:
        row = file.execute(
            "SELECT attempts, ranking, place FROM rows WHERE name = ?", [name]
        ).fetchone()
        if row is None:
            return None
        size = file.execute("SELECT count(*) FROM hashes WHERE level = 0").fetchone()[0]
        hashes = [
            file.execute("SELECT hash FROM hashes WHERE level = ? AND place = ?", beside).fetchone()
            for beside in neighbours(row[2], size)
        ]
    return Receipt(
        attempts=row[0].decode(),
        ranking=row[1].decode(),
        place=row[2],
        size=size,
        path=[one[0].hex() for one in hashes],
    )


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as file:
        yield file
