"""A contest's picture: read with care, drawn anew, stored under a name of our own."""

from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

from django.conf import settings
from django.db import transaction
from PIL import Image, ImageOps, UnidentifiedImageError

from backend.accounts.models import User
from backend.common.audit import record
from quizzes.errors import PictureRefused
from quizzes.models import Contest

LARGEST_BYTES: Final = 8 * 1024 * 1024
MOST_PIXELS: Final = 40_000_000
LARGEST_SIDES: Final = (1600, 900)
FORMATS: Final = ("JPEG", "PNG", "WEBP")


def set_banner(contest_id: int, file: BinaryIO, *, actor: User, now: datetime) -> Contest:
    """Store the picture as WebP without whatever else the file carried (place, device, scripts)."""
    body = redrawn(file.read(LARGEST_BYTES + 1))
    name = f"banners/{sha256(body).hexdigest()[:32]}.webp"
    path = Path(settings.MEDIA_ROOT) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    return _change(contest_id, name, actor, now)


def remove_banner(contest_id: int, *, actor: User, now: datetime) -> Contest:
    return _change(contest_id, "", actor, now)


@transaction.atomic
def _change(contest_id: int, name: str, actor: User, now: datetime) -> Contest:
    contest = Contest.objects.select_for_update().get(pk=contest_id)
    contest.banner = name
    contest.save(update_fields=["banner"])
    if contest.is_visible:
        subject = f"contest:{contest.uuid}"
        record("contest.changed", subject, actor=actor.uuid, now=now, parts=["banner"])
    return contest


def redrawn(body: bytes) -> bytes:
    """The picture as WebP of at most 1600 × 900; PictureRefused when it is none or too large."""
    if len(body) > LARGEST_BYTES:
        raise PictureRefused("Ảnh quá lớn, xin chọn ảnh dưới 8 MB.")
    try:
        with Image.open(BytesIO(body), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise PictureRefused("Ảnh quá lớn, xin chọn ảnh nhỏ hơn 40 triệu điểm ảnh.")
            drawn = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise PictureRefused("Xin chọn ảnh JPEG, PNG hoặc WebP.") from error
    drawn.thumbnail(LARGEST_SIDES)
    out = BytesIO()
    drawn.save(out, "WEBP", quality=82, method=4)
    return out.getvalue()
