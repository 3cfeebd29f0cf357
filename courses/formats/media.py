"""Parts of a lesson that show a file: video, sound, a document page by page, a file to keep.

`file` is the SHA-256 of what was brought; what else the file tells of itself (seconds, pages,
bytes) the server writes in.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from courses.formats.part import ITEM_CODE, Part, Strict

DIGEST = r"^[0-9a-f]{64}$"
MOST_LETTERS = 20_000
MOST_SECONDS = 24 * 3600
Digest = Annotated[str, Field(pattern=DIGEST)]
Seconds = Annotated[int, Field(ge=1, le=MOST_SECONDS)]
Bytes = Annotated[int, Field(ge=0)]


class Captions(Strict):
    """The words of a video, by language."""

    language: Literal["vi", "en"]
    file: Digest


class VideoQuestion(Strict):
    """An item of the bank that is asked when the video comes to the second `at`."""

    at: int = Field(ge=1, le=MOST_SECONDS)
    item: str = Field(pattern=ITEM_CODE)


class VideoPart(Part):
    """A video of our own (`file`), or one that stands elsewhere (`href`)."""

    kind: Literal["video"]
    title: str = Field(min_length=1, max_length=200)
    file: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")
    href: str = Field(default="", max_length=500, pattern=r"^(https://\S+)?$")
    seconds: int = Field(default=0, ge=0, le=MOST_SECONDS)
    width: int = Field(default=0, ge=0, le=10_000)
    height: int = Field(default=0, ge=0, le=10_000)
    bytes: Bytes = 0
    captions: tuple[Captions, ...] = Field(default=(), max_length=2)
    transcript: str = Field(default="", max_length=MOST_LETTERS)
    questions: tuple[VideoQuestion, ...] = Field(default=(), max_length=20)

    @model_validator(mode="after")
    def _is_somewhere(self) -> Self:
        if bool(self.file) == bool(self.href):
            raise ValueError("Video cần một tệp hoặc một liên kết.")
        if self.file and not (self.captions or self.transcript):
            raise ValueError("Video cần phụ đề hoặc lời thoại.")
        if self.file and not self.seconds:
            raise ValueError("Video chưa biết dài bao lâu.")
        if self.href and self.questions:
            raise ValueError("Chỉ video của mình mới dừng lại để hỏi.")
        return self


class AudioPart(Part):
    """Something to listen to; `transcript` for who cannot."""

    kind: Literal["audio"]
    title: str = Field(min_length=1, max_length=200)
    file: Digest
    seconds: Seconds
    bytes: Bytes = 0
    transcript: str = Field(min_length=1, max_length=MOST_LETTERS)


class DocumentPart(Part):
    """A PDF, shown page by page; `sizes` are (width, height) of the pages' pictures."""

    kind: Literal["document"]
    title: str = Field(min_length=1, max_length=200)
    file: Digest
    name: str = Field(default="", max_length=200)
    pages: int = Field(ge=1, le=200)
    bytes: Bytes = 0
    sizes: tuple[tuple[int, int], ...] = Field(default=(), max_length=200)
    downloadable: bool = True


class AttachmentPart(Part):
    """A file to keep; `note` says what it is for."""

    kind: Literal["attachment"]
    title: str = Field(min_length=1, max_length=200)
    file: Digest
    name: str = Field(default="", max_length=200)
    note: str = Field(default="", max_length=500)
    bytes: Bytes = 0
    member: str = Field(pattern=r"^tep\.[a-z0-9]{2,5}$")


MediaPart = VideoPart | AudioPart | DocumentPart | AttachmentPart
MODELS: dict[str, type[Part]] = {
    "video": VideoPart,
    "audio": AudioPart,
    "document": DocumentPart,
    "attachment": AttachmentPart,
}


def shown_files(parts: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """The files that parts show, by purpose and digest; captions too."""
    for part in parts:
        if part["kind"] in MODELS and part.get("file"):
            yield str(part["kind"]), str(part["file"])
        for one in part.get("captions", ()):
            yield "captions", str(one["file"])
