"""Sound as every phone plays it: AAC in one file that can be listened to from anywhere."""

from pathlib import Path
from typing import Final

from backend.common.jobs import Progress
from backend.files.errors import FileRefused
from backend.files.media.ffmpeg import convert, look_into, source
from backend.files.models import StoredFile
from backend.files.purposes import Facts

MOST_MINUTES: Final = 90
SOUND: Final = "am-thanh.m4a"


def prepare_audio(file: StoredFile, body: Path, bench: Path, progress: Progress) -> Facts:
    """{"seconds", "bytes"}; whatever else the file carried (a cover, names) stays behind."""
    found = look_into(body, file.media_type)
    if not found.has_sound:
        raise FileRefused("Tệp này không có âm thanh.")
    if found.seconds > MOST_MINUTES * 60:
        raise FileRefused(f"Bản ghi dài hơn {MOST_MINUTES} phút, hãy chia thành nhiều phần.")
    total = max(1, int(found.seconds))
    progress(0, total, "Đang chuyển đổi âm thanh")
    target = bench / SOUND
    sound = ["-c:a", "aac", "-b:a", "64k", "-ac", "1", "-ar", "44100"]
    bare = ["-map", "0:a:0", "-vn", "-map_metadata", "-1", "-movflags", "+faststart", "-f", "mp4"]
    convert(
        [*source(body, file.media_type), *sound, *bare, str(target)],
        seconds=120 + 2 * total,
        on_progress=lambda done: progress(min(total, int(done)), total),
    )
    return {"seconds": total, "bytes": target.stat().st_size}
