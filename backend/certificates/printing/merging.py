"""Many PDF files as one, page after page, written as they come.

What several files share (fonts, ground, seal) is written once: objects are known by what they
hold. Neither the files nor the result are ever in memory as a whole. Signatures and attachments
stay behind: this is for paper.
"""

import io
from collections.abc import Iterator
from hashlib import sha256
from itertools import chain
from typing import IO, Any, Final

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from backend.certificates.printing.pdf import FREE, HEADER, entry

KEPT: Final = ("/MediaBox", "/Resources", "/Contents")
_CATALOG, _PAGES = 1, 2


class MergedFile:
    """A PDF that grows. `close` makes it whole."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._position = file.write(HEADER)
        self._places: dict[int, int] = {}
        self._known: dict[bytes, int] = {}
        self._kids: list[int] = []

    def add(self, content: bytes) -> None:
        """Put the pages of this file behind those that are there."""
        copied: dict[int, int] = {}
        for page in _pages(PdfFileReader(io.BytesIO(content)).root["/Pages"]):
            parts = [
                name.encode() + b" " + self._written(page.raw_get(name), copied)
                for name in KEPT
                if name in page
            ]
            body = b"<</Type /Page/Parent %d 0 R%b>>" % (_PAGES, b"".join(parts))
            self._kids.append(self._put(body, self._next()))

    def close(self) -> None:
        """Write what holds the pages together."""
        kids = b" ".join(b"%d 0 R" % number for number in self._kids)
        pages = b"<</Type /Pages/Count %d/Kids [%b]>>" % (len(self._kids), kids)
        size = self._next()
        self._put(pages, _PAGES)
        self._put(b"<</Type /Catalog/Pages %d 0 R>>" % _PAGES, _CATALOG)
        start = self._position
        self._file.write(b"xref\n0 %d\n" % size + FREE)
        for number in range(1, size):
            self._file.write(entry(self._places[number]))
        self._file.write(
            b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, _CATALOG, start)
        )

    def _next(self) -> int:
        """A number that no object has: the first two are those of `close`."""
        return len(self._places) + _PAGES + 1

    def _put(self, body: bytes, number: int) -> int:
        self._places[number] = self._position
        self._position += self._file.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        return number

    def _shared(self, body: bytes) -> int:
        """The number of the object that says this; written when it is new."""
        digest = sha256(body).digest()
        if digest not in self._known:
            self._known[digest] = self._put(body, self._next())
        return self._known[digest]

    def _written(self, item: Any, copied: dict[int, int]) -> bytes:
        """The item as PDF; objects it refers to are written before it. Raises RecursionError
        where they refer to each other, which those of a page's own resources never do."""
        if isinstance(item, generic.IndirectObject):
            if item.idnum not in copied:
                copied[item.idnum] = self._shared(self._written(item.get_object(), copied))
            return b"%d 0 R" % copied[item.idnum]
        if isinstance(item, generic.StreamObject):
            data = item.encoded_data
            named = self._dictionary(item, copied, left_out="/Length")
            return b"<<%b/Length %d>>\nstream\n%b\nendstream" % (named, len(data), data)
        if isinstance(item, generic.DictionaryObject):
            return b"<<%b>>" % self._dictionary(item, copied)
        if isinstance(item, generic.ArrayObject):
            each = (self._written(item.raw_get(at), copied) for at in range(len(item)))
            return b"[%b]" % b" ".join(each)
        plain = io.BytesIO()
        item.write_to_stream(plain)
        return plain.getvalue()

    def _dictionary(self, item: Any, copied: dict[int, int], left_out: str = "") -> bytes:
        return b"".join(
            name.encode() + b" " + self._written(item.raw_get(name), copied)
            for name in item
            if name != left_out
        )


def join(parts: Iterator[bytes], file: IO[bytes]) -> None:
    """Write them as one file. A file alone is written as it is, with all that it holds."""
    first, second = next(parts), next(parts, None)
    if second is None:
        file.write(first)
        return
    merged = MergedFile(file)
    for part in chain((first, second), parts):
        merged.add(part)
    merged.close()


def _pages(node: Any) -> Iterator[Any]:
    kids = node["/Kids"]
    for at in range(len(kids)):
        kid = kids[at]
        if "/Kids" in kid:
            yield from _pages(kid)
        else:
            yield kid
