"""The organiser's own images: seal and signature. None is shipped with the program."""

import logging
import re
from pathlib import Path

from django.conf import settings

logger = logging.getLogger(__name__)

FILE_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}\.png")
PNG_START = b"\x89PNG\r\n\x1a\n"
MOST_BYTES = 300_000


def branding_image(name: object) -> bytes | None:
    """The PNG of that name in MEDIA_ROOT/branding; None, and a line in the log, if unusable."""
    if not name:
        return None
    if not isinstance(name, str) or not FILE_NAME.fullmatch(name):
        logger.warning("certificate image ignored, not a plain .png name: %.80r", name)
        return None
    path = Path(settings.MEDIA_ROOT) / "branding" / name
    try:
        content = path.read_bytes()
    except OSError as error:
        logger.warning("certificate image ignored: %s", error)
        return None
    if len(content) > MOST_BYTES or not content.startswith(PNG_START):
        logger.warning("certificate image ignored, not a PNG of at most 300 kB: %s", name)
        return None
    return content
