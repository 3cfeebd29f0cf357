"""Files and photos of assignments."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from backend.accounts.models import User
from backend.files.enums import FileState
from backend.files.models import StoredFile
from backend.files.rules.kinds import WEBP
from courses.models import Work

PURPOSE: Final = "work"
# A file that was brought and handed in with nothing.
KEPT_LOOSE: Final = timedelta(days=30)


def work_files() -> QuerySet[StoredFile]:
    return StoredFile.objects.filter(purpose=PURPOSE)


def own_work_files(person: User, uuids: Collection[UUID]) -> QuerySet[StoredFile]:
    """Those of these that are this person's and were found good."""
    return work_files().filter(owner=person, uuid__in=uuids, state=FileState.READY)


def loose_files(now: datetime) -> QuerySet[StoredFile]:
    """What nobody handed in for a month."""
    used = Work.files.through.objects.values("storedfile")
    return work_files().filter(ready_at__lte=now - KEPT_LOOSE).exclude(pk__in=used)


def shown_files(work: Work) -> list[dict[str, Any]]:
    """As WorkFileSerializer names them, in the order they were brought."""
    return [
        {
            "uuid": file.uuid,
            "name": file.name,
            "bytes": file.facts.get("bytes", file.bytes),
            "is_picture": file.facts.get("media_type") == WEBP,
        }
        for file in sorted(work.files.all(), key=lambda one: one.pk)
    ]
