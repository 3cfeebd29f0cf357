"""Files as their owners and other apps find them."""

from collections.abc import Collection
from pathlib import Path
from uuid import UUID

from django.db.models import QuerySet

from backend.accounts.models import User
from backend.common.models import Job
from backend.files.enums import PREPARE, FileState
from backend.files.models import StoredFile
from backend.files.purposes import purpose_of
from backend.files.storage import prepared_file, whole_path


def own_files(person: User) -> QuerySet[StoredFile]:
    """What this person brought, newest first."""
    return StoredFile.objects.filter(owner=person).order_by("-created_at", "-pk")


def find_own_file(person: User, uuid: UUID) -> StoredFile | None:
    return own_files(person).filter(uuid=uuid).first()


def ready_files(purpose: str, digests: Collection[str]) -> dict[str, StoredFile]:
    """Those that may be used, by digest."""
    found = StoredFile.objects.filter(purpose=purpose, digest__in=digests, state=FileState.READY)
    return {file.digest: file for file in found.order_by("-pk")}


def preparing_job(file: StoredFile) -> Job | None:
    """The work that checks and prepares it, of which its owner sees the progress."""
    return Job.objects.filter(kind=PREPARE, subject=f"file:{file.uuid}").first()


def handed_out(file: StoredFile) -> tuple[Path, str]:
    """Where what its readers get lies, and its media type."""
    if purpose_of(file).keeps_original:
        return whole_path(file.digest), file.media_type
    place = prepared_file(file.purpose, file.digest, file.facts["member"])
    return place, file.facts["media_type"]
