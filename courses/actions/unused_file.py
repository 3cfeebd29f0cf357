"""Files that no lesson shows any more are taken away, a month after that was noticed."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from backend.common.audit import record
from backend.files.actions.removal import remove_files
from backend.files.enums import FileState
from backend.files.models import StoredFile
from courses.formats.media import MODELS, shown_files
from courses.models import LessonDraft, LessonVersion

KEPT: Final = timedelta(days=30)
PURPOSES: Final = (*MODELS, "captions")


def forget_unused_files(*, now: datetime) -> int:
    """Note which files nothing shows, and remove those of which that has been so for a month; how
    many. A file that any version or draft of a lesson shows stays, however old."""
    brought = StoredFile.objects.filter(purpose__in=PURPOSES, state=FileState.READY)
    shown = _shown(_used_digests())
    brought.filter(shown, idle_since__isnull=False).update(idle_since=None)
    brought.filter(~shown, idle_since=None).update(idle_since=now)
    return _remove(now - KEPT, now)


@transaction.atomic
def _remove(before: datetime, now: datetime) -> int:
    """What is shown is looked up once more: somebody may have put a file back meanwhile."""
    idle = StoredFile.objects.filter(
        ~_shown(_used_digests()),
        purpose__in=PURPOSES,
        state=FileState.READY,
        idle_since__lte=before,
    )
    held = list(idle.select_for_update(of=("self",)))
    if held:
        freed = sum(one.bytes for one in held)
        remove_files(StoredFile.objects.filter(pk__in=[one.pk for one in held]), now=now)
        told = {"files": len(held), "bytes": freed}
        record("file.unused_removed", "files:lessons", actor=None, now=now, **told)
    return len(held)


def _used_digests() -> dict[str, set[str]]:
    """What lessons show, by purpose; a lesson is looked at as often as it was written."""
    used: defaultdict[str, set[str]] = defaultdict(set)
    for lessons in (LessonVersion.objects, LessonDraft.objects):
        documents = lessons.order_by().values_list("document", flat=True)
        for document in documents.iterator(chunk_size=200):
            for purpose, digest in shown_files(document.get("parts", ())):
                used[purpose].add(digest)
    return used


def _shown(used: dict[str, set[str]]) -> Q:
    shown = Q(pk__in=())
    for purpose, digests in used.items():
        shown |= Q(purpose=purpose, digest__in=digests)
    return shown
