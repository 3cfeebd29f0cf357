"""JSON as bytes that can be signed. Pure."""

import json
from typing import Any


def canonical(value: Any) -> bytes:
    """Always the same bytes for the same value: UTF-8, names in order, no spaces.

    Of text and whole numbers, with names in ASCII, that is the canonical form of RFC 8785.
    """
    written = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return written.encode()
