"""Files of lessons: what may be brought."""

from typing import Final

from backend.files.media.audio import prepare_audio
from backend.files.media.captions import prepare_captions
from backend.files.media.pdf import prepare_document
from backend.files.media.plain import prepare_attachment
from backend.files.media.video import prepare_video
from backend.files.purposes import MEGABYTE, Prepare, Purpose, register_purpose
from backend.files.rules import kinds
from courses.permissions import may_bring_media

_SLIDES: Final = "Hãy mở bài trình chiếu bằng PowerPoint, chọn Lưu thành PDF, rồi tải tệp PDF lên."


def _take(name: str, types: frozenset[str], most: int, wanted: str, prepare: Prepare) -> None:
    hints = {kinds.PPTX: _SLIDES} if kinds.PPTX not in types else {}
    register_purpose(
        Purpose(
            name=name,
            media_types=types,
            most_bytes=most * MEGABYTE,
            quota_bytes=20_000 * MEGABYTE,
            wanted=wanted,
            may_upload=may_bring_media,
            prepare=prepare,
            is_public=True,
            refused_hints=hints,
        )
    )


_take("video", kinds.VIDEOS, 2000, "video MP4, MOV hoặc WebM", prepare_video)
_take("audio", kinds.AUDIOS, 300, "âm thanh MP3, M4A, OGG hoặc WAV", prepare_audio)
_take("document", frozenset({kinds.PDF}), 60, "PDF", prepare_document)
_take(
    "attachment",
    kinds.PAPERS | {kinds.JPEG, kinds.PNG, kinds.WEBP, kinds.TEXT},
    60,
    "PDF, Word, Excel, PowerPoint, ảnh hoặc văn bản",
    prepare_attachment,
)
_take("captions", frozenset({kinds.VTT}), 2, "phụ đề WebVTT (.vtt)", prepare_captions)
