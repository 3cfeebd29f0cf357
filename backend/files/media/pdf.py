"""A document page by page: a picture of each for the eyes, its words for ears and search."""

import json
import os
import struct
from pathlib import Path
from typing import Final

from backend.common.confined import ProcessFailed, ask
from backend.common.jobs import Progress
from backend.files.errors import FileRefused
from backend.files.models import StoredFile
from backend.files.purposes import Facts

MOST_PAGES: Final = 200
TOGETHER: Final = 8
WORDS: Final = "trang.json"
ORIGINAL: Final = "goc.pdf"
READER: Final = "backend.files.media.pdf_pages"


def prepare_document(file: StoredFile, body: Path, bench: Path, progress: Progress) -> Facts:
    """Pages as WebP, their words, the document itself: {"pages", "bytes", "sizes"}."""
    content = body.read_bytes()
    pages = _count(content)
    words: list[str] = []
    sizes: list[list[int]] = []
    for first in range(0, pages, TOGETHER):
        progress(first, pages, "Đang vẽ các trang")
        try:
            drawn = ask(READER, content, str(first), str(first + TOGETHER), seconds=120)
        except ProcessFailed as error:
            raise FileRefused(f"Không vẽ được trang {first + 1} trở đi của PDF này.") from error
        for said, size, picture in _pages_of(drawn):
            (bench / f"trang-{len(words) + 1}.webp").write_bytes(picture)
            words.append(said)
            sizes.append(size)
    if len(words) != pages:
        raise FileRefused("Không đọc được tất cả các trang của PDF này.")
    (bench / WORDS).write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
    os.link(body, bench / ORIGINAL)
    drawn_bytes = sum(one.stat().st_size for one in bench.glob("trang-*.webp"))
    return {"pages": pages, "bytes": drawn_bytes, "sizes": sizes}


def _count(content: bytes) -> int:
    try:
        told = ask(READER, content, seconds=30)
        pages = int(told)
    except (ProcessFailed, ValueError) as error:
        raise FileRefused("Không đọc được PDF này: tệp hỏng hoặc có mật khẩu.") from error
    if not 0 < pages <= MOST_PAGES:
        raise FileRefused(f"PDF có {pages} trang; nhiều nhất là {MOST_PAGES} trang.")
    return pages


def _pages_of(drawn: bytes) -> list[tuple[str, list[int], bytes]]:
    """(words, [width, height], WebP) of each, as pdf_pages writes them."""
    found, place = [], 0
    while place < len(drawn):
        width, height, said, picture = struct.unpack_from(">IIII", drawn, place)
        place += 16
        words = drawn[place : place + said].decode("utf-8")
        place += said
        found.append((words, [width, height], drawn[place : place + picture]))
        place += picture
    return found
