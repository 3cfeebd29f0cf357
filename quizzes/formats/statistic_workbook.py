"""The figures of a round's items as an Excel workbook: papers, items, answers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, BinaryIO

import xlsxwriter

from quizzes.formats.ranking_workbook import Column, Row, write_facts, write_table

_WRITTEN_ON = datetime(2026, 1, 1, tzinfo=UTC)
ITEMS = (
    Column("Mã", 18),
    Column("Phiên bản", 10, "whole"),
    Column("Chủ đề", 28),
    Column("Độ khó đặt", 12),
    Column("Dạng câu", 18),
    Column("Nội dung", 60),
    Column("Số bài", 10, "whole"),
    Column("Tỉ lệ điểm đạt", 12, "share"),
    Column("Độ phân biệt", 12, "tenths"),
    Column("Hiệu suất phân biệt", 12, "tenths"),
    Column("Trọng số thực (%)", 12, "tenths"),
    Column("Thời gian giữa (giây)", 12, "tenths"),
    Column("Cảnh báo", 40),
)
ANSWERS = (
    Column("Mã", 18),
    Column("Phiên bản", 10, "whole"),
    Column("Trả lời", 60),
    Column("Đúng", 10),
    Column("Số bài", 10, "whole"),
    Column("Mọi bài", 12, "share"),
    Column("Nhóm điểm cao", 12, "share"),
    Column("Nhóm điểm thấp", 12, "share"),
)


ALARMS = {
    "check_key": "Kiểm tra lại đáp án",
    "too_hard": "Quá khó",
    "too_easy": "Quá dễ",
    "weak": "Phân biệt kém",
    "often_blank": "Nhiều bài bỏ trống",
    "unused_option": "Có phương án không ai chọn",
    "few_papers": "Chưa đủ bài để kết luận",
    "voided": "Câu đã huỷ",
}


def write_statistic_workbook(
    file: BinaryIO,
    title: str,
    facts: Sequence[tuple[str, str | int]],
    items: Iterable[Row],
    answers: Iterable[Row],
) -> None:
    """Sheets Đề thi, Câu hỏi and Phương án; every text is a text, whatever it begins with."""
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as workbook:
        # The same figures make the same file, whenever it is asked for.
        workbook.set_properties({"created": _WRITTEN_ON})
        write_facts(workbook, "Đề thi", title, facts)
        write_table(workbook, "Câu hỏi", title, ITEMS, items)
        write_table(workbook, "Phương án", title, ANSWERS, answers)
        workbook.worksheets()[1].activate()


def answer_words(code: str, options: Sequence[str], targets: Sequence[str]) -> str:
    """What a code of rules/item_choices.py means to a person."""
    if code in SPECIAL:
        return SPECIAL[code]
    if code.startswith("="):
        return f"{code[1:]} điểm"
    left, is_pair, right = code.partition("-")
    if is_pair and left.isdecimal() and right.isdecimal():
        if targets:
            return f"{_text(options, int(left))} → {_text(targets, int(right))}"
        return f"Vị trí {int(left) + 1}: {_text(options, int(right))}"
    if options and code.isdecimal():
        return f"{LETTERS[int(code) % len(LETTERS)]}. {_text(options, int(code))}"
    return code


def paper_facts(paper: Mapping[str, Any]) -> list[tuple[str, str | int]]:
    """The papers' figures in words."""
    return [
        ("Số bài được đọc", paper["attempts"]),
        ("Điểm trung bình (% điểm tối đa)", _figure(paper["mean"])),
        ("Độ lệch chuẩn (% điểm tối đa)", _figure(paper["deviation"])),
        ("Độ tin cậy Cronbach alpha (%)", _figure(paper["alpha"])),
        ("Sai số chuẩn của phép đo (% điểm tối đa)", _figure(paper["error"])),
    ]


LETTERS = "ABCDEFGHIJ"
SPECIAL = {"": "Bỏ trống", "*": "Câu trả lời khác"}


def _text(texts: Sequence[str], place: int) -> str:
    return texts[place] if place < len(texts) else "?"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}".replace(".", ",")
