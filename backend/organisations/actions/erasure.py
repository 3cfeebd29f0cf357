"""What of an erased person lies with organisations: memberships, and workbooks naming them."""

import io
import json
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from backend.accounts.actions.erasure import Known, eraser, hold
from backend.accounts.models import User
from backend.organisations.enums import Role
from backend.organisations.models import Membership, PeopleImport
from backend.organisations.models.people_import import ImportState

MOST_BYTES = 50 * 1024 * 1024


@hold
def held_by_role(person: User, now: datetime) -> dict[str, Any] | None:
    """Whoever works for an organisation hands the role over first."""
    roles = Membership.objects.filter(user=person).exclude(role=Role.MEMBER)
    return {"reason": "role", "until": None} if roles.exists() else None


@eraser
def erase_memberships(person: User, known: Known, now: datetime) -> None:
    """Memberships go; workbooks that name the person are emptied, what they brought in stays."""
    Membership.objects.filter(user=person).delete()
    for brought in PeopleImport.objects.exclude(body=b"").iterator(chunk_size=1):
        is_own = person.pk in brought.made.get("people", [])
        if is_own or _mentions(bytes(brought.body), known.texts):
            brought.body = b""
            brought.report = _without(brought.report, known.texts)
            if brought.state == ImportState.CHECKED:
                brought.state = ImportState.REFUSED
            brought.save(update_fields=["body", "report", "state"])


def _mentions(body: bytes, needles: Iterable[str]) -> bool:
    """Whether a workbook holds one of the texts; what cannot be read is taken to."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            if sum(one.file_size for one in archive.infolist()) > MOST_BYTES:
                return True
            texts = [archive.read(one).decode("utf-8", "replace") for one in archive.infolist()]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
        return True
    return any(needle in text for needle in needles for text in texts)


def _without(report: dict[str, Any], needles: Iterable[str]) -> dict[str, Any]:
    """The report without the notes that say one of the texts."""
    return {
        name: [one for one in part if not _says(one, needles)] if isinstance(part, list) else part
        for name, part in report.items()
    }


def _says(note: Any, needles: Iterable[str]) -> bool:
    said = json.dumps(note, ensure_ascii=False)
    return any(needle in said for needle in needles)
