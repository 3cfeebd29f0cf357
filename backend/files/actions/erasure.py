"""What of an erased person lies with files: the names they gave them."""

from datetime import datetime

from backend.accounts.actions.erasure import Known, eraser
from backend.accounts.models import User
from backend.files.enums import FileState
from backend.files.models import StoredFile
from backend.files.storage import half_path


@eraser
def erase_file_names(person: User, known: Known, now: datetime) -> None:
    """Files stay where a course or a work uses them; what is half or refused goes."""
    own = StoredFile.objects.filter(owner=person)
    for file in own.filter(state__in=[FileState.RECEIVING, FileState.REFUSED]):
        half_path(file.uuid).unlink(missing_ok=True)
        file.delete()
    own.update(name="tep")
