"""What a certificate says, as bytes that can be signed. Pure."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from backend.certificates.rules.canonical import canonical

VERSION: Final = 1


def statement(*, code: str, kind: str, facts: Mapping[str, Any], issued_at: datetime) -> bytes:
    """Always the same bytes for the same certificate."""
    said = {
        "version": VERSION,
        "code": code,
        "kind": kind,
        "facts": dict(facts),
        "issued_at": issued_at.astimezone(UTC).isoformat(timespec="microseconds"),
    }
    return canonical(said)
