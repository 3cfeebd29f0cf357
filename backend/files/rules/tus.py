"""The headers of tus 1.0, the protocol of resumable uploads. Pure."""

import re
from base64 import b64decode
from binascii import Error as NotBase64
from dataclasses import dataclass
from typing import Final

VERSION: Final = "1.0.0"
EXTENSIONS: Final = "creation,termination,checksum,expiration"
CHECKSUMS: Final = ("sha1", "sha256")
PIECE_TYPE: Final = "application/offset+octet-stream"
_WHOLE: Final = re.compile(r"\d{1,15}")
_NAME: Final = re.compile(r"[!-+\--~]{1,60}")


class HeaderRefused(ValueError):
    """A header cannot be read; its name is the message."""


@dataclass(frozen=True, slots=True)
class Checksum:
    """What a piece should come to."""

    algorithm: str
    digest: bytes


def read_whole(name: str, text: str | None) -> int:
    """A number of bytes; raises HeaderRefused."""
    if text is None or not _WHOLE.fullmatch(text):
        raise HeaderRefused(name)
    return int(text)


def read_metadata(text: str) -> dict[str, str]:
    """`Upload-Metadata`: pairs of a name and text in base64; raises HeaderRefused."""
    found: dict[str, str] = {}
    for pair in text.split(",") if text.strip() else []:
        name, _, value = pair.strip().partition(" ")
        if not _NAME.fullmatch(name) or name in found:
            raise HeaderRefused("Upload-Metadata")
        try:
            found[name] = b64decode(value, validate=True).decode("utf-8")
        except (NotBase64, ValueError) as error:
            raise HeaderRefused("Upload-Metadata") from error
    return found


def read_checksum(text: str | None) -> Checksum | None:
    """`Upload-Checksum`, where there is one; raises HeaderRefused."""
    if text is None:
        return None
    algorithm, _, value = text.partition(" ")
    if algorithm not in CHECKSUMS:
        raise HeaderRefused("Upload-Checksum")
    try:
        return Checksum(algorithm, b64decode(value, validate=True))
    except (NotBase64, ValueError) as error:
        raise HeaderRefused("Upload-Checksum") from error
