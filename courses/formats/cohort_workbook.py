"""The report of a cohort as an Excel workbook: numbers, learners, lessons, progress."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

import xlsxwriter

from quizzes.formats.ranking_workbook import Column, Row, write_facts, write_table

_WRITTEN_ON = datetime(2026, 1, 1, tzinfo=UTC)
LEARNERS = (
    Column("Họ và tên", 28),
    Column("Đơn vị", 34),
    Column("Trạng thái", 16),
    Column("Số bài đã xong", 10, "whole"),
    Column("Bài quá hạn", 10, "whole"),
    Column("Bài đang dừng", 34),
    Column("Học lần cuối", 18, "minute"),
    Column("Buổi có mặt", 10, "whole"),
    Column("Kiểm tra cuối khóa (%)", 12, "whole"),
    Column("Hoàn thành lúc", 18, "minute"),
    Column("Hạn riêng", 12),
    Column("Cần hỗ trợ", 28),
)
LESSONS = (
    Column("Bài học", 50),
    Column("Đã mở", 10, "whole"),
    Column("Đã xong", 10, "whole"),
    Column("Thời gian giữa (phút)", 14, "tenths"),
    Column("Đúng ngay lần đầu (%)", 14, "tenths"),
)
RISKS = {"quiet": "7 ngày chưa vào học", "behind": "Chậm so với kế hoạch"}


@dataclass(frozen=True, slots=True)
class CohortBook:
    """What the sheets hold; `progress` is empty where the cohort is too large for a table."""

    title: str
    facts: Sequence[tuple[str, str | int]]
    learners: Iterable[Row]
    lessons: Sequence[Row]
    lesson_titles: Sequence[str]
    progress: Sequence[Row]


def write_cohort_workbook(file: BinaryIO, book: CohortBook) -> None:
    """Sheets Tổng hợp, Người học, Bài học and Tiến độ (thousandths as shares)."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as workbook:
        # The same report makes the same file, whenever it is asked for.
        workbook.set_properties({"created": _WRITTEN_ON})
        write_facts(workbook, "Tổng hợp", book.title, book.facts)
        write_table(workbook, "Người học", book.title, LEARNERS, book.learners)
        write_table(workbook, "Bài học", book.title, LESSONS, book.lessons)
        if book.progress:
            lessons = [Column(title, 14, "share") for title in book.lesson_titles]
            columns = (Column("Họ và tên", 28), *lessons)
            write_table(workbook, "Tiến độ", book.title, columns, book.progress)
        workbook.worksheets()[1].activate()
