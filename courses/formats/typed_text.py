"""Text as browsers send it, made storable."""

import re
from typing import Any, Final

from backend.common.text import nfc

_UNSTORABLE: Final = re.compile(r"[\x00\ud800-\udfff]")


def text(value: Any, longest: int) -> str:
    """Text of several lines; empty where it is none."""
    return nfc(_UNSTORABLE.sub("", value))[:longest].strip() if isinstance(value, str) else ""


def line(value: Any, longest: int) -> str:
    """One line of plain text."""
    return " ".join(text(value, longest).split())
