"""Pictures that people bring: read with care, drawn anew; only what is seen stays."""

from dataclasses import dataclass
from io import BytesIO
from typing import ClassVar, Final

from PIL import Image, ImageOps, UnidentifiedImageError

from backend.common.errors import DomainError

LARGEST_BYTES: Final = 8 * 1024 * 1024
MOST_PIXELS: Final = 40_000_000
FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF")
_UNREADABLE: Final = (
    UnidentifiedImageError,
    OSError,
    ValueError,
    SyntaxError,  # Pillow's word for a broken PNG.
    EOFError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


class PictureRefused(DomainError):
    code: ClassVar[str] = "picture_refused"
    status: ClassVar[int] = 400
    title: ClassVar[str] = "Không đọc được ảnh này"


@dataclass(frozen=True, slots=True)
class Redrawn:
    """A WebP file and its size in pixels."""

    body: bytes
    width: int
    height: int


def redrawn(
    body: bytes,
    largest_sides: tuple[int, int],
    *,
    most_bytes: int = LARGEST_BYTES,
    is_lossless: bool = False,
) -> Redrawn:
    """The picture as WebP without whatever else the file carried (place, device, scripts).

    Raises PictureRefused when it is none or too large; the size is judged before a pixel is read.
    """
    if len(body) > most_bytes:
        raise PictureRefused(f"Ảnh quá lớn, xin chọn ảnh dưới {most_bytes // 1024**2} MB.")
    try:
        with Image.open(BytesIO(body), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise PictureRefused("Ảnh quá lớn, xin chọn ảnh nhỏ hơn 40 triệu điểm ảnh.")
            drawn = _flat(ImageOps.exif_transpose(picture))
    except _UNREADABLE as error:
        raise PictureRefused("Xin chọn ảnh JPEG, PNG, WebP hoặc GIF.") from error
    drawn.thumbnail(largest_sides)
    out = BytesIO()
    drawn.save(out, "WEBP", quality=82, method=4, lossless=is_lossless)
    return Redrawn(out.getvalue(), drawn.width, drawn.height)


def _flat(picture: Image.Image) -> Image.Image:
    """On white where it is transparent: dark lines must be seen in the dark theme too."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    ground = Image.new("RGB", seen.size, "#FFFFFF")
    ground.paste(seen, mask=seen.getchannel("A"))
    return ground
