"""Text files in the encodings that Vietnamese files come in."""

import codecs
import re

from backend.common.text import nfc
from quizzes.formats.item_content import Note

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
_OLD = "Tệp không phải UTF-8, đã đọc theo bảng mã {} cũ. Hãy xem kỹ dấu tiếng Việt."
UNSEEN_SIGNS = Note("warning", "", "Tệp có ký tự điều khiển lạ, đã bỏ những ký tự đó.")


def decoded(body: bytes) -> tuple[str, list[Note]]:
    """The text with plain line ends, and what was doubtful on the way."""
    text, notes = _text(body)
    seen = _UNSEEN.sub("", text)
    if len(seen.lstrip("\ufeff")) < len(text.lstrip("\ufeff")):
        notes.append(UNSEEN_SIGNS)
    return nfc(seen.replace("\r\n", "\n").replace("\r", "\n")), notes


def _text(body: bytes) -> tuple[str, list[Note]]:
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body.decode(name, errors="replace"), []
    evens, odds = body[:400:2].count(0), body[1:400:2].count(0)
    if 8 * max(evens, odds) > min(len(body), 400) and not min(evens, odds):
        return body.decode("utf-16-be" if evens else "utf-16-le", errors="replace"), []
    try:
        return body.decode(), []
    except UnicodeDecodeError:
        pass
    try:
        return body.decode("cp1258"), [_in_words("Windows-1258")]
    except UnicodeDecodeError:
        return body.decode("cp1252", errors="replace"), [_in_words("Windows-1252")]


def _in_words(encoding: str) -> Note:
    return Note("warning", "", _OLD.format(encoding))
