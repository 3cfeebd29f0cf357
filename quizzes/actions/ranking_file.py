"""Write published rankings as Excel files, names masked as on the public pages."""

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from backend.common.files import forget_halves, written_whole
from backend.common.text import masked_name
from quizzes.enums import ExclusionReason
from quizzes.formats.ranking_workbook import RankingBook, Row, write_ranking_workbook
from quizzes.models import Ranking
from quizzes.queries.bulletin import RANKING_WORDS, answer_key, unit_rows
from quizzes.queries.bundle import exclusion_counts
from quizzes.queries.publication import published_rankings, results_address
from quizzes.queries.rulebook import rulebook_of
from quizzes.queries.standing import ranking_rows
from quizzes.queries.visibility import publishes_points


def write_missing_files(limit: int = 10) -> int:
    """Write the files of published rankings that have none; how many."""
    return len([write_file(ranking) for ranking in published_rankings().filter(file="")[:limit]])


def write_file(ranking: Ranking) -> Path:
    """A file that exists is whole."""
    name = f"rankings/{ranking.uuid}.xlsx"
    path = Path(settings.MEDIA_ROOT) / name
    part = ranking.round.title if ranking.round else "Toàn cuộc thi"
    book = RankingBook(
        title=f"{ranking.contest.title} – {part}",
        facts=_facts(ranking),
        rows=_rows(ranking),
        units=_units(ranking),
        key=_key(ranking),
        shows_points=publishes_points(ranking),
    )
    forget_halves(path)
    with written_whole(path) as aside:
        write_ranking_workbook(aside, book)
    ranking.file = name
    ranking.save(update_fields=["file"])
    return path


def _facts(ranking: Ranking) -> list[tuple[str, str | int]]:
    keys = [str(RANKING_WORDS[key]) for key in rulebook_of(ranking).ranking]
    facts: list[tuple[str, str | int]] = [
        ("Số người dự thi", ranking.people),
        ("Số lượt thi", ranking.attempts),
        ("Số người trả lời đúng tất cả", ranking.all_correct_people),
    ]
    if ranking.target is not None:
        facts.append(("Đáp số câu dự đoán", ranking.target))
    facts += [
        (f"Không tính: {str(ExclusionReason(reason).label).lower()}", people)
        for reason, people in sorted(exclusion_counts(ranking).items())
    ]
    facts += [
        ("Thứ tự xét", "; ".join(keys)),
        ("Lần công bố", ranking.number),
        ("Kiểm tra lại kết quả", results_address(ranking)),
    ]
    return facts


def _rows(ranking: Ranking) -> Iterator[Row]:
    zone, shows_points = ZoneInfo(settings.TIME_ZONE), publishes_points(ranking)
    for row in ranking_rows(ranking).iterator(chunk_size=2000):
        unit = row.participant.unit
        yield (
            row.rank,
            masked_name(row.participant.user.full_name),
            unit.name if unit else "",
            *([row.points] if shows_points else []),
            row.prediction,
            row.distance,
            row.time_used_ms / 1000,
            row.attempts,
            timezone.make_naive(row.handed_in_at, zone).replace(second=0, microsecond=0),
        )


def _units(ranking: Ranking) -> Iterator[Row]:
    shows_points = publishes_points(ranking)
    for place, row in enumerate(unit_rows(ranking), start=1):
        yield (
            place,
            row.name,
            row.people,
            row.attempts,
            row.headcount,
            row.rate,
            *([row.average] if shows_points else []),
        )


def _key(ranking: Ranking) -> list[Row]:
    return [
        (row.number, row.text, "\n".join(row.answers), row.explanation, row.source, row.note)
        for row in answer_key(ranking)
    ]
