"""Write published rankings as Excel files, names masked as on the public pages."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from backend.common.text import masked_name
from quizzes.formats.ranking_workbook import write_ranking_workbook
from quizzes.models import Ranking
from quizzes.queries.standing import ranking_rows


def write_missing_files(limit: int = 10) -> int:
    """Write the files of published rankings that have none; how many."""
    missing = Ranking.objects.filter(
        file="", published_at__isnull=False, round__isnull=False
    ).select_related("round__contest")
    return len([write_file(ranking) for ranking in missing[:limit]])


def write_file(ranking: Ranking) -> Path:
    """Write to a temporary name, then rename: a file that exists is whole."""
    name = f"rankings/{ranking.uuid}.xlsx"
    path = Path(settings.MEDIA_ROOT) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}.part")
    round_ = ranking.round
    assert round_ is not None
    write_ranking_workbook(
        unfinished,
        f"{round_.contest.title} – {round_.title}",
        [
            ("Số người dự thi", ranking.people),
            ("Số lượt thi", ranking.attempts),
            ("Số người trả lời đúng tất cả", ranking.all_correct_people),
        ],
        _rows(ranking),
    )
    with unfinished.open("rb") as written:
        os.fsync(written.fileno())
    unfinished.replace(path)
    ranking.file = name
    ranking.save(update_fields=["file"])
    return path


def _rows(
    ranking: Ranking,
) -> Iterator[tuple[int, str, str, int, int | None, int | None, float, datetime]]:
    zone = ZoneInfo(settings.TIME_ZONE)
    for row in ranking_rows(ranking).iterator(chunk_size=2000):
        unit = row.participant.unit
        yield (
            row.rank,
            masked_name(row.participant.user.full_name),
            unit.name if unit else "",
            row.points,
            row.prediction,
            row.distance,
            row.time_used_ms / 1000,
            timezone.make_naive(row.handed_in_at, zone),
        )
