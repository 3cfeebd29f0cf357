"""Prepare what has come, forget what was given up."""

from typing import Any
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from backend.common.errors import DomainError
from backend.common.jobs import MAX_TRIES, Progress, work
from backend.common.models import Job
from backend.files.actions.preparation import UNEXPECTED, prepare_file, refuse_file, refuse_stuck
from backend.files.actions.removal import remove_bytes
from backend.files.actions.upload import forget_halves
from backend.files.enums import PREPARE, REMOVE, FileState
from backend.files.models import StoredFile


@work(PREPARE, is_slow=True)
def prepare(job: Job, progress: Progress) -> dict[str, Any]:
    """Check and prepare one file."""
    file = StoredFile.objects.select_related("owner").get(uuid=UUID(job.subject.partition(":")[2]))
    try:
        prepare_file(file, progress, now=timezone.now())
    except Exception:
        if job.tries >= MAX_TRIES:
            refuse_file(file, UNEXPECTED, now=timezone.now())
        raise
    if file.state == FileState.REFUSED:
        raise DomainError(file.reason)
    return {"digest": file.digest}


# slow, so that nothing with the same content is prepared meanwhile
@work(REMOVE, is_slow=True)
def remove(job: Job, progress: Progress) -> None:
    """Take the bytes of removed files away."""
    remove_bytes(job.parameters["places"])


@shared_task(ignore_result=True)
def forget_half_uploads() -> None:
    """Every hour: what nobody went on with for days, and what no worker could prepare."""
    now = timezone.now()
    forget_halves(now=now)
    refuse_stuck(now=now)
