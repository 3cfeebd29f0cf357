"""Pictures inside strangers' item files: what kind they are, how large, what they are called."""

import base64
import binascii
import hashlib
import io
import re
import warnings
from collections.abc import Mapping

from PIL import Image

MOST_BYTES = 8 * 1024 * 1024
KINDS: Mapping[str, str] = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp"}
_SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
_DATA = re.compile(r"data:image/[\w.+-]+;base64,", re.IGNORECASE)


class PictureRefused(Exception):
    """Not a picture that can be taken; the text says why."""


def picture_kind(body: bytes) -> str:
    """How the file's name ought to end; raises PictureRefused."""
    if len(body) > MOST_BYTES:
        raise PictureRefused("lớn hơn 8 MB")
    if b"<svg" in body[:2000].lower():
        raise PictureRefused("là SVG, có thể chứa mã lệnh. Hãy đổi sang PNG")
    return _opened(body)[0]


def picture_size(body: bytes) -> tuple[int, int]:
    """Width and height; raises PictureRefused."""
    return _opened(body)[1]


def _opened(body: bytes) -> tuple[str, tuple[int, int]]:
    """Only the head of the file is looked at; nothing is unpacked."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(body), formats=list(KINDS)) as picture:
                return KINDS[picture.format or ""], picture.size
    except (OSError, KeyError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PictureRefused("không phải PNG, JPEG, GIF hay WebP, hoặc bị hỏng") from error


def picture_name(name: str, body: bytes, ending: str) -> str:
    """The last part of `name` where it is harmless, else a name made from what is in it."""
    last = name.replace("\\", "/").rpartition("/")[2]
    if _SAFE_NAME.fullmatch(last):
        return last
    return f"{hashlib.sha256(body).hexdigest()[:24]}.{ending}"


def from_base64(text: str) -> bytes:
    """Raises PictureRefused."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise PictureRefused("bị hỏng (base64)") from error


def from_data_address(address: str) -> bytes | None:
    """The picture inside of a data: address, or None where it is another; raises PictureRefused."""
    found = _DATA.match(address)
    return from_base64(address[found.end() :]) if found else None
