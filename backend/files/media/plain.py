"""A file that is only handed on."""

import os
from pathlib import Path

from backend.common.jobs import Progress
from backend.files.models import StoredFile
from backend.files.purposes import Facts
from backend.files.rules.kinds import EXTENSIONS


def prepare_attachment(file: StoredFile, body: Path, bench: Path, progress: Progress) -> Facts:
    """{"bytes", "member"}: what it is called among the prepared files."""
    member = f"tep.{EXTENSIONS[file.media_type]}"
    os.link(body, bench / member)
    return {"bytes": body.stat().st_size, "member": member}
