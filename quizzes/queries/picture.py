"""Where the pictures of items are: their files, and their addresses."""

import re
from pathlib import Path
from typing import Final

from django.conf import settings

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


def picture_address(digest: str) -> str:
    """Names what the picture holds, so it may be kept for ever."""
    return f"/hinh/{digest}.webp"


def picture_file(digest: str) -> Path:
    """Where the file of a picture stands, or would; ValueError for what is no digest."""
    if not _DIGEST.fullmatch(digest):
        raise ValueError(digest)
    return Path(settings.MEDIA_ROOT) / "pictures" / digest[:2] / f"{digest}.webp"
