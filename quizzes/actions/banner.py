"""A contest's picture: read with care, drawn anew, stored under a name of our own."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final

from django.conf import settings
from django.db import transaction

from backend.accounts.models import User
from backend.common.audit import record
from backend.common.files import written_whole
from backend.common.pictures import LARGEST_BYTES, redrawn
from quizzes.models import Contest

LARGEST_SIDES: Final = (1600, 900)


def set_banner(contest_id: int, file: BinaryIO, *, actor: User, now: datetime) -> Contest:
    """Store the picture as WebP without whatever else the file carried (place, device, scripts)."""
    body = redrawn(file.read(LARGEST_BYTES + 1), LARGEST_SIDES).body
    name = f"banners/{sha256(body).hexdigest()[:32]}.webp"
    path = Path(settings.MEDIA_ROOT) / name
    with written_whole(path) as aside:
        aside.write_bytes(body)
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
