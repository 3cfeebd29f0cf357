"""Draws a photo from standard input anew, in a process with little memory and time.

It writes a line "width height" and the picture as WebP.
"""

import sys
from typing import Final

from backend.common.confined import confine
from backend.common.pictures import redrawn

MOST_BYTES: Final = 20 * 1024 * 1024
SIDES: Final = (2000, 2000)


def main() -> None:
    """Confined before the first byte is read."""
    confine(memory_bytes=2 * 1024**3, cpu_seconds=50)
    drawn = redrawn(sys.stdin.buffer.read(MOST_BYTES + 1), SIDES, most_bytes=MOST_BYTES)
    sys.stdout.buffer.write(b"%d %d\n" % (drawn.width, drawn.height) + drawn.body)


if __name__ == "__main__":
    main()
