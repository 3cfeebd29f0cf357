"""What a certificate says, as bytes that can be signed. Pure."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

VERSION: Final = 1


def statement(*, code: str, kind: str, facts: Mapping[str, Any], issued_at: datetime) -> bytes:
    """Always the same bytes for the same certificate: UTF-8 JSON, names in order, no spaces.

    Of text and whole numbers alone, as facts are, that is the canonical form of RFC 8785.
    """
    said = {
        "version": VERSION,
        "code": code,
        "kind": kind,
        "facts": dict(facts),
        "issued_at": issued_at.astimezone(UTC).isoformat(timespec="microseconds"),
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
