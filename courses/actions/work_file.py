"""Files and photos that learners hand in: what may be brought, and what of it is kept."""

from datetime import datetime
from pathlib import Path

from backend.accounts.models import User
from backend.common.jobs import Progress
from backend.files.actions.removal import remove_files
from backend.files.media.photo import prepare_photo
from backend.files.media.plain import prepare_attachment
from backend.files.models import StoredFile
from backend.files.purposes import MEGABYTE, Facts, Purpose, register_purpose
from backend.files.rules import kinds
from courses.permissions import may_hand_in, may_read_work_file
from courses.queries.work_file import PURPOSE, loose_files, work_files

PHOTOS = frozenset({kinds.JPEG, kinds.PNG, kinds.WEBP})


def prepare_work_file(file: StoredFile, body: Path, bench: Path, progress: Progress) -> Facts:
    """A photo is drawn anew; documents are handed on as they are."""
    if file.media_type in PHOTOS:
        return prepare_photo(file, body, bench, progress)
    return prepare_attachment(file, body, bench, progress) | {"media_type": file.media_type}


def forget_loose_files(*, now: datetime) -> int:
    """Remove what was brought and never handed in; how many."""
    return remove_files(loose_files(now), now=now)


def remove_files_of(person: User, *, now: datetime) -> None:
    """All files and photos that this person brought for assignments."""
    remove_files(work_files().filter(owner=person), now=now)


register_purpose(
    Purpose(
        name=PURPOSE,
        media_types=PHOTOS | kinds.PAPERS,
        most_bytes=20 * MEGABYTE,
        quota_bytes=300 * MEGABYTE,
        wanted="ảnh JPEG, PNG, WebP, hoặc PDF, Word, Excel, PowerPoint",
        may_upload=may_hand_in,
        may_read=may_read_work_file,
        prepare=prepare_work_file,
        keeps_original=False,
    )
)
