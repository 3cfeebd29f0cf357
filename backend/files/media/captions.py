"""Captions, written anew."""

from pathlib import Path
from typing import Final

from backend.common.jobs import Progress
from backend.files.errors import FileRefused
from backend.files.models import StoredFile
from backend.files.purposes import Facts
from backend.files.rules.webvtt import CaptionsRefused, read_captions, write_captions

CAPTIONS: Final = "phu-de.vtt"


def prepare_captions(file: StoredFile, body: Path, bench: Path, progress: Progress) -> Facts:
    """{"cues", "seconds"}: how many, and when the last one ends."""
    try:
        cues = read_captions(body.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise FileRefused("Tệp phụ đề phải được lưu bằng bảng mã UTF-8.") from error
    except CaptionsRefused as refused:
        raise FileRefused(str(refused)) from refused
    (bench / CAPTIONS).write_text(write_captions(cues), encoding="utf-8")
    return {"cues": len(cues), "seconds": max(cue.ends for cue in cues) // 1000}
