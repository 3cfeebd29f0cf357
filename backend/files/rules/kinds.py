"""What a file is, as its first bytes show; its name is never believed. Pure."""

import re
from collections.abc import Iterable
from typing import Final

HEAD_BYTES: Final = 4096
MP4, MOV, WEBM, MATROSKA = "video/mp4", "video/quicktime", "video/webm", "video/x-matroska"
MP3, M4A, OGG, WAV = "audio/mpeg", "audio/mp4", "audio/ogg", "audio/wav"
JPEG, PNG, WEBP, GIF = "image/jpeg", "image/png", "image/webp", "image/gif"
PDF, ZIP, VTT, TEXT = "application/pdf", "application/zip", "text/vtt", "text/plain"
_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = f"{_OFFICE}wordprocessingml.document"
XLSX = f"{_OFFICE}spreadsheetml.sheet"
PPTX = f"{_OFFICE}presentationml.presentation"
UNKNOWN: Final = "application/octet-stream"

VIDEOS: Final = frozenset({MP4, MOV, WEBM, MATROSKA})
AUDIOS: Final = frozenset({MP3, M4A, OGG, WAV, MP4, WEBM})
PICTURES: Final = frozenset({JPEG, PNG, WEBP, GIF})
PAPERS: Final = frozenset({PDF, DOCX, XLSX, PPTX})

_MAGIC: Final = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"OggS", OGG),
    (b"ID3", MP3),
    (b"PK\x03\x04", ZIP),
)
_RIFF: Final = {b"WEBP": WEBP, b"WAVE": WAV}
_MP3_FRAME: Final = re.compile(rb"^\xff[\xe2-\xe7\xf2-\xf7\xfa-\xfb]")
_MARKUP: Final = re.compile(rb"<\s*(!doctype|html|svg|script|\?xml|head|body|iframe)", re.I)
_OFFICE_MAIN: Final = {
    "word/document.xml": DOCX,
    "xl/workbook.xml": XLSX,
    "ppt/presentation.xml": PPTX,
}
EXTENSIONS: Final = {
    PDF: "pdf",
    DOCX: "docx",
    XLSX: "xlsx",
    PPTX: "pptx",
    JPEG: "jpg",
    PNG: "png",
    WEBP: "webp",
    GIF: "gif",
    MP4: "mp4",
    MP3: "mp3",
    M4A: "m4a",
    OGG: "ogg",
    TEXT: "txt",
    VTT: "vtt",
}


def kind_of(head: bytes) -> str:
    """The media type that the first HEAD_BYTES show; UNKNOWN for what is not known or is markup."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], UNKNOWN)
    if head[4:8] == b"ftyp":
        return _brand(head[8:12])
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return WEBM if b"webm" in head[:64] else MATROSKA
    if _MP3_FRAME.match(head):
        return MP3
    return _written(head)


def _brand(brand: bytes) -> str:
    if brand == b"qt  ":
        return MOV
    return M4A if brand in {b"M4A ", b"M4B "} else MP4


def _written(head: bytes) -> str:
    """Plain words are text; what a browser could take for a page is not known to us."""
    try:
        # a letter may be cut in two at the end
        text = head.decode("utf-8-sig", "strict" if len(head) < HEAD_BYTES else "ignore")
    except UnicodeDecodeError:
        return UNKNOWN
    if not text.strip() or "\0" in text or _MARKUP.search(head):
        return UNKNOWN
    return VTT if text.startswith("WEBVTT") else TEXT


def office_kind(names: Iterable[str]) -> str:
    """What a ZIP is by the names in it: an office document without macros, or UNKNOWN."""
    found = set(names)
    if any(name.lower().endswith(("vbaproject.bin", ".exe", ".js", ".vbs")) for name in found):
        return UNKNOWN
    return next((kind for name, kind in _OFFICE_MAIN.items() if name in found), UNKNOWN)


def kept_name(name: str) -> str:
    """What a file is called from now on: the last part of a path, without controls, short."""
    last = re.split(r"[\\/]", name)[-1]
    clean = "".join(letter for letter in last if letter.isprintable()).strip(" .")
    if len(clean) > 120:
        stem, dot, ending = clean.rpartition(".")
        clean = f"{stem[:100]}{dot}{ending[:10]}" if dot else clean[:120]
    return clean or "tep"
