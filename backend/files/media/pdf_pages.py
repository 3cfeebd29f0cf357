"""Draws pages of a PDF from standard input, in a process with little memory and time.

Without arguments it writes how many pages there are; with a first and an end, of each page a head
(width, height, bytes of words, bytes of picture), its words and its picture as WebP.
"""

import struct
import sys
from io import BytesIO

import pypdfium2 as pdfium

from backend.common.confined import confine

WIDEST, HIGHEST = 1240, 1754
MOST_LETTERS = 6000


def main() -> None:
    """Confined before the first byte is read."""
    confine(memory_bytes=2 * 1024**3, cpu_seconds=110)
    document = pdfium.PdfDocument(sys.stdin.buffer.read())
    if len(sys.argv) < 3:
        sys.stdout.buffer.write(str(len(document)).encode())
        return
    for place in range(int(sys.argv[1]), min(int(sys.argv[2]), len(document))):
        sys.stdout.buffer.write(_drawn(document[place]))


def _drawn(page: pdfium.PdfPage) -> bytes:
    width, height = page.get_size()
    scale = min(WIDEST / max(width, 1), HIGHEST / max(height, 1), 4)
    picture = page.render(scale=scale).to_pil().convert("RGB")
    out = BytesIO()
    picture.save(out, "WEBP", quality=78, method=3)
    said = " ".join(page.get_textpage().get_text_bounded().replace("\0", "").split())
    words = said[:MOST_LETTERS].encode("utf-8", "ignore")
    body = out.getvalue()
    return struct.pack(">IIII", *picture.size, len(words), len(body)) + words + body


if __name__ == "__main__":
    main()
