"""Take files away for good: the rows at once, the bytes by a job that outlives a crash."""

import shutil
from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import QuerySet

from backend.common.jobs import start_job
from backend.files.enums import REMOVE, FileState
from backend.files.models import StoredFile
from backend.files.purposes import find_purpose
from backend.files.storage import half_path, prepared_folder, whole_path


@transaction.atomic
def remove_files(files: QuerySet[StoredFile], *, now: datetime) -> int:
    """Forget these files; how many. What others brought with the same content stays theirs."""
    gone = list(files.select_for_update(of=("self",)))
    if gone:
        StoredFile.objects.filter(pk__in=[one.pk for one in gone]).delete()
        places = [[str(one.uuid), one.purpose, one.digest] for one in gone]
        start_job(REMOVE, f"files:{uuid4()}", now=now, parameters={"places": places})
    return len(gone)


def remove_bytes(places: Iterable[tuple[str, str, str]]) -> None:
    """What lies on the disk of files that have no row any more: (uuid, purpose, digest)."""
    for uuid, purpose, digest in places:
        half_path(uuid).unlink(missing_ok=True)
        if not digest:
            continue
        same = StoredFile.objects.filter(digest=digest).exclude(state=FileState.REFUSED)
        if not same.filter(purpose=purpose).exists():
            shutil.rmtree(prepared_folder(purpose, digest), ignore_errors=True)
        drop_original(digest)


def drop_original(digest: str) -> None:
    """Take the body as it came away, unless somebody's file is handed out or checked from it."""
    same = StoredFile.objects.filter(digest=digest).exclude(state=FileState.REFUSED)
    if not any(_needs_original(one) for one in same):
        whole_path(digest).unlink(missing_ok=True)


def _needs_original(file: StoredFile) -> bool:
    purpose = find_purpose(file.purpose)
    return purpose is None or purpose.keeps_original or file.state != FileState.READY
