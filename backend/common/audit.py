"""Write down what people decided, in a chain that shows when a link was bent or lost."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from backend.common.models import AuditEntry

GENESIS = "0" * 64
_LOCK = 0x617564697400  # one writer of the chain at a time, until its transaction ends


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
        details=details,
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
