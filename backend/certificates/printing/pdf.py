"""A PDF file whose objects are the same for many people, but for a few that follow them."""

import hashlib
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import pydyf

HEADER: Final = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
FREE: Final = b"0000000000 65535 f \n"
_RANGE_WIDTH: Final = 40


@dataclass(frozen=True)
class Seal:
    """Signs files: `cms` makes the signature of a SHA-256, of at most `room` bytes."""

    room: int
    signed_at: datetime
    cms: Callable[[bytes], bytes]


class Form:
    """The objects that all files share, written once. The others are numbered, and come later."""

    def __init__(self, objects: Sequence[pydyf.Object], own: Sequence[int], root: int) -> None:
        self._own = frozenset(own)
        self._root = root
        parts, position = [HEADER], len(HEADER)
        self._entries = [FREE]
        for number, each in enumerate(objects[1:], start=1):
            self._entries.append(FREE if number in self._own else entry(position))
            if number not in self._own:
                parts.append(each.indirect + b"\n")
                position += len(parts[-1])
        self._start = b"".join(parts)
        self._digest = hashlib.sha256(self._start)

    def file(
        self,
        own: Mapping[int, bytes],
        *,
        info: int,
        identity: bytes,
        signature: int | None = None,
        seal: Seal | None = None,
    ) -> bytes:
        """The file with these objects of its own; `signature` is the number of the one that
        `seal` makes. `identity` tells this file from others."""
        assert self._own == set(own) | ({signature} if signature else set())
        parts, position = [], len(self._start)
        entries = list(self._entries)
        if signature is not None and seal is not None:
            own = {**own, signature: signature_object(seal)}
        for number, content in own.items():
            entries[number] = entry(position)
            parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, content))
            position += len(parts[-1])
        name = hashlib.sha256(identity).hexdigest()[:32].encode()
        parts.append(
            b"xref\n0 %d\n%btrailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID [<%b><%b>]>>\n"
            b"startxref\n%d\n%%%%EOF\n"
            % (
                *(len(entries), b"".join(entries), len(entries)),
                *(self._root, info, name, name, position),
            )
        )
        end = b"".join(parts)
        return self._start + (end if seal is None else self._sealed(end, seal))

    def _sealed(self, end: bytes, seal: Seal) -> bytes:
        """The signature covers everything but its own digits."""
        start = len(self._start)
        opening = end.index(b"/Contents <" + b"0" * 8) + len(b"/Contents ")
        closing = opening + 2 * seal.room + 2
        covered = b"0 %d %d %d" % (start + opening, start + closing, len(end) - closing)
        end = end.replace(b"[" + b"." * _RANGE_WIDTH, b"[" + covered.ljust(_RANGE_WIDTH), 1)
        digest = self._digest.copy()
        digest.update(end[:opening])
        digest.update(end[closing:])
        digits = seal.cms(digest.digest()).hex().encode()
        if len(digits) > 2 * seal.room:
            raise ValueError("the signature is longer than its room")
        return end[:opening] + b"<" + digits.ljust(2 * seal.room, b"0") + b">" + end[closing:]


def entry(position: int) -> bytes:
    """A line of the cross-reference table."""
    return b"%010d 00000 n \n" % position


def signature_object(seal: Seal) -> bytes:
    """The dictionary of a signature that is still to be filled in (ETSI EN 319 142-1)."""
    return (
        b"<</Type /Sig/Filter /Adobe.PPKLite/SubFilter /ETSI.CAdES.detached/M %b"
        b"/ByteRange [%b]/Contents <%b>>>"
        % (date(seal.signed_at).data, b"." * _RANGE_WIDTH, b"0" * (2 * seal.room))
    )


def date(moment: datetime) -> pydyf.String:
    return pydyf.String(moment.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ"))


def compressed(content: bytes, extra: Mapping[str, Any] | None = None) -> bytes:
    """A stream object. The middle level: nine takes three times as long for two per cent."""
    packed = zlib.compress(content, 6)
    header = pydyf.Dictionary({**(extra or {}), "Filter": "/FlateDecode", "Length": len(packed)})
    return b"%b\nstream\n%b\nendstream" % (header.data, packed)


def written(operator: Any) -> bytes:
    """An item of a content stream, as pydyf keeps it until it is asked for."""
    if isinstance(operator, pydyf.Object):
        content: bytes = operator.data
        return content
    return operator if isinstance(operator, bytes) else str(operator).encode("ascii")
