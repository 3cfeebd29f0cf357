"""A photo of somebody's: drawn anew, without where and with what it was taken."""

from pathlib import Path
from typing import Final

from backend.common.confined import ProcessFailed, ask
from backend.common.jobs import Progress
from backend.files.errors import FileRefused
from backend.files.models import StoredFile
from backend.files.purposes import Facts
from backend.files.rules.kinds import WEBP

MEMBER: Final = "anh.webp"
DRAWER: Final = "backend.files.media.photo_drawing"


def prepare_photo(file: StoredFile, body: Path, bench: Path, progress: Progress) -> Facts:
    """{"bytes", "member", "media_type", "width", "height"}."""
    try:
        told = ask(DRAWER, body.read_bytes(), seconds=60)
    except ProcessFailed as error:
        raise FileRefused("Không đọc được ảnh này: tệp hỏng, hoặc ảnh quá lớn.") from error
    size, _, drawn = told.partition(b"\n")
    width, height = (int(one) for one in size.split())
    (bench / MEMBER).write_bytes(drawn)
    facts = {"member": MEMBER, "media_type": WEBP, "width": width, "height": height}
    return facts | {"bytes": len(drawn)}
