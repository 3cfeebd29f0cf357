"""Archives of strangers, looked through before anything in them is unpacked."""

import io
import lzma
import posixpath
import stat
import struct
import zipfile
import zlib
from collections.abc import Collection, Mapping
from urllib.parse import unquote

from quizzes.formats.items.xml_tree import Unreadable

MOST_ENTRIES = 2_000
MOST_BYTES = 64 * 1024 * 1024
MOST_RATIO = 200
SMALL = 1024 * 1024
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError),
    *(ValueError, RuntimeError, OverflowError),  # NotImplementedError is a RuntimeError
)
"""What Python's own reader of archives raises about broken ones."""
_IGNORED = ("__MACOSX/", ".DS_Store")


class Archive:
    """The files of an archive by their path; raises Unreadable where it cannot be trusted."""

    def __init__(self, body: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(body))
            entries = [one for one in self._zip.infolist() if not one.is_dir()]
        except BROKEN as error:
            raise Unreadable("Tệp nén bị hỏng.") from error
        _look_through(entries)
        self._entries: Mapping[str, zipfile.ZipInfo] = {
            one.filename: one for one in entries if not one.filename.startswith(_IGNORED)
        }

    @property
    def names(self) -> Collection[str]:
        return self._entries.keys()

    def read(self, name: str) -> bytes:
        """Raises Unreadable."""
        entry = self._entries[name]
        try:
            with self._zip.open(entry) as file:
                body = file.read(entry.file_size + 1)
        except BROKEN as error:
            raise Unreadable(f"Không giải nén được {name[:120]}.") from error
        if len(body) > entry.file_size:
            raise Unreadable(f"{name[:120]} lớn hơn kích thước đã khai.")
        return body

    def find(self, address: str, folder: str = "") -> str | None:
        """The path that an address inside of `folder` means, or None without such a file."""
        bare = address.partition("#")[0].partition("?")[0]
        for one in dict.fromkeys((bare, unquote(bare))):
            path = posixpath.normpath(posixpath.join(folder, one)).lstrip("/")
            if path in self._entries:
                return path
        return None

    def find_ending(self, address: str) -> str | None:
        """A file whose path ends like that, where exactly one does."""
        ending = "/" + unquote(address).lstrip("/")
        found = [name for name in self._entries if f"/{name}".endswith(ending)]
        return found[0] if len(found) == 1 else None


def _look_through(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise Unreadable(f"Tệp nén có hơn {MOST_ENTRIES} tệp bên trong.")
    if len({one.filename for one in entries}) < len(entries):
        raise Unreadable("Tệp nén có hai tệp trùng tên.")
    for one in entries:
        parts = one.filename.replace("\\", "/").split("/")
        if ".." in parts or one.filename.startswith(("/", "\\")) or ":" in parts[0]:
            raise Unreadable("Tệp nén có đường dẫn trỏ ra ngoài.")
        if stat.S_ISLNK(one.external_attr >> 16):
            raise Unreadable("Tệp nén có liên kết (symlink).")
        if one.flag_bits & 1:
            raise Unreadable("Tệp nén được đặt mật khẩu.")
        if one.file_size > SMALL and one.file_size > MOST_RATIO * max(one.compress_size, 1):
            raise Unreadable("Tệp giải nén ra lớn bất thường.")
    if sum(one.file_size for one in entries) > MOST_BYTES:
        raise Unreadable("Tệp giải nén ra quá lớn.")
