"""Files of authors that a worker reads: kept until they were read, told of by a job."""

import hashlib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from backend.accounts.models import User
from backend.common.errors import DomainError
from backend.common.files import written_whole
from backend.common.jobs import start_job
from backend.common.models import Job
from courses.models import Course

PACKAGE: Final = "course_package"
LOOK: Final = "course_document_look"
DOCUMENT: Final = "course_document"
KEPT: Final = timedelta(days=1)
GONE: Final = "Tệp không còn trên máy chủ, hãy chọn lại."


def ask_to_read(
    kind: str, course: Course, name: str, body: bytes, *, actor: User, now: datetime
) -> Job:
    """The job that reads the file; asking again while it waits or runs is the same job."""
    digest = hashlib.sha256(body).hexdigest()
    with written_whole(_place(digest)) as aside:
        aside.write_bytes(body)
    return start_job(
        kind,
        f"course:{course.uuid}/{digest[:32]}/{actor.pk}",
        now=now,
        asked_by=actor,
        parameters={"course": course.slug, "file": digest, "name": name[:200]},
    )


def brought_body(parameters: dict[str, Any]) -> bytes:
    """What somebody brought; DomainError where it was forgotten meanwhile."""
    path = _place(parameters["file"])
    if not path.is_file():
        raise DomainError(GONE)
    return path.read_bytes()


def forget_brought(*, now: datetime) -> int:
    """Remove files that workers have read long ago; how many."""
    forgotten = 0
    for path in _place("x").parent.glob("*"):
        if path.stat().st_mtime < (now - KEPT).timestamp():
            path.unlink(missing_ok=True)
            forgotten += 1
    return forgotten


def _place(digest: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "brought" / digest
