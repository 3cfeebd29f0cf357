"""Write down what people decided, in a chain that shows when a link was bent or lost."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from backend.common.models import AuditEntry

GENESIS = "0" * 64
_LOCK = 0x617564697400  # one writer of the chain at a time, until its transaction ends
ROWS_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Chain:
    """What a walk along the log found: the first number that does not fit, or None."""

    entries: int
    head: str
    broken: int | None = None
    reason: str = ""

    @property
    def is_whole(self) -> bool:
        return self.broken is None


@transaction.atomic
def record(
    action: str, subject: str, *, actor: UUID | None, now: datetime, **details: Any
) -> AuditEntry:
    """Add an entry in the caller's transaction: the decision and its record stand or fall as one.

    `action` is a past fact such as `round.extended`; `subject` names the thing, such as
    `round:<uuid>`; `details` are plain JSON values without names, phone or identity numbers.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    last = AuditEntry.objects.order_by("-number").values_list("number", "hash").first()
    number, previous = (last[0] + 1, last[1]) if last else (1, GENESIS)
    entry = AuditEntry(
        number=number,
        at=now,
        actor=actor,
        action=action,
        subject=subject,
        details=_plain(details),
        previous_hash=previous,
    )
    entry.hash = entry_hash(entry)
    entry.save(force_insert=True)
    return entry


def entry_hash(entry: AuditEntry) -> str:
    """SHA-256 of the entry as canonical JSON, the previous hash included."""
    content = {
        "number": entry.number,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": str(entry.actor) if entry.actor else None,
        "action": entry.action,
        "subject": entry.subject,
        "details": entry.details,
        "previous_hash": entry.previous_hash,
    }
    written = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def verify(entries: Iterable[AuditEntry] | None = None, *, anchor: str = "") -> Chain:
    """Walk the chain from its first entry, a few thousand rows in memory at a time.

    `anchor` is a hash of the log that was written down earlier: it must still be a part of it,
    so that a log cut short or written anew is found too.
    """
    if entries is None:
        entries = AuditEntry.objects.order_by("number").iterator(chunk_size=ROWS_AT_ONCE)
    number, head, is_anchored = 0, GENESIS, anchor in ("", GENESIS)
    for entry in entries:
        number += 1
        reason = _fault(entry, number, head)
        if reason:
            return Chain(number - 1, head, number, reason)
        head = entry.hash
        is_anchored = is_anchored or head == anchor
    if not is_anchored:
        return Chain(number, head, number + 1, "anchor_missing")
    return Chain(number, head)


def _fault(entry: AuditEntry, number: int, previous: str) -> str:
    if entry.number != number:
        return "number_missing"
    if entry.previous_hash != previous:
        return "chain_cut"
    return "" if entry.hash == entry_hash(entry) else "content_changed"


def _plain(value: Any) -> Any:
    """The value as PostgreSQL will give it back: whole floats are stored as whole numbers."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
