"""Pictures of items: drawn anew, stored under the digest of what they show."""

from datetime import datetime
from hashlib import sha256
from typing import Final

from backend.accounts.models import User
from backend.common.files import written_whole
from backend.common.pictures import redrawn
from quizzes.models import Picture
from quizzes.queries.picture import picture_file

LARGEST_SIDES: Final = (1600, 1600)


def store_picture(body: bytes, *, actor: User | None, now: datetime) -> Picture:
    """The stored picture; bringing the same one again gives the same row. PictureRefused if none.

    The file is there before its row, so that a row never names a file that is missing.
    """
    drawn = redrawn(body, LARGEST_SIDES)
    digest = sha256(drawn.body).hexdigest()
    path = picture_file(digest)
    if not path.is_file():
        with written_whole(path) as aside:
            aside.write_bytes(drawn.body)
    picture, _ = Picture.objects.get_or_create(
        digest=digest,
        defaults={
            "width": drawn.width,
            "height": drawn.height,
            "uploaded_by": actor,
            "uploaded_at": now,
        },
    )
    return picture
