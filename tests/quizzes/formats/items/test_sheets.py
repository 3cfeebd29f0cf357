"""Sheets of strangers: our template, home-made layouts, and files that mean harm."""

import io
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pytest

from quizzes.formats.item_content import read_content
from quizzes.formats.item_reading import Reading
from quizzes.formats.items.sheets import read_csv, read_workbook
from quizzes.formats.items.workbook import write_template


def workbook(*rows: tuple[Any, ...], title: str = "Sheet1") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    body = io.BytesIO()
    book.save(body)
    return body.getvalue()


def read(*rows: tuple[Any, ...]) -> Reading:
    return read_workbook(workbook(*rows), "de.xlsx")


def told(reading: Reading, place: int = 0) -> list[str]:
    """Every remark about an item: the reader's and the document's."""
    item = reading.items[place]
    return [note.text for note in (*item.notes, *read_content(item.content)[1])]


def test_template_reads_back_without_a_remark() -> None:
    reading = read_workbook(write_template([("tt", "Chủ đề thử")]), "mau.xlsx")
    assert [item.content["kind"] for item in reading.items] == [
        *("single", "multiple", "true_false", "matching"),
        *("ordering", "number", "short_text", "essay"),
    ]
    assert [told(reading, place) for place in range(8)] == [[]] * 8


HOME_MADE = ("STT", "Nội dung câu hỏi", "A", "B", "C", "D", "Đáp án đúng")


@pytest.mark.parametrize(
    ("answer", "kind", "key"),
    [
        ("B", "single", [1]),
        ("b", "single", [1]),
        ("Đáp án B", "single", [1]),
        ("B. Huế", "single", [1]),
        ("Huế", "single", [1]),
        (2, "single", [1]),
        ("A,C", "multiple", [0, 2]),
        ("A; C", "multiple", [0, 2]),
        ("AC", "multiple", [0, 2]),
        ("A và C", "multiple", [0, 2]),
        ("1,3", "multiple", [0, 2]),
        ("Hà Nội; Vinh", "multiple", [0, 2]),
    ],
)
def test_answers_are_understood_however_they_are_written(
    answer: object, kind: str, key: list[int]
) -> None:
    reading = read(HOME_MADE, (1, "Ở đâu?", "Hà Nội", "Huế", "Vinh", "Cần Thơ", answer))
    assert (reading.items[0].content["kind"], reading.items[0].content["key"]) == (kind, key)
    assert told(reading) == []


@pytest.mark.parametrize(
    "headings",
    [
        ("Question", "Option 1", "Option 2", "Option 3", "Correct answer"),
        ("Question Text", "Answer 1", "Answer 2", "Answer 3", "Correct option(s)"),
        ("Câu hỏi", "Phương án A", "Phương án B", "Phương án C", "Key"),
        ("CÂU HỎI *", "Đáp án A", "Đáp án B", "Đáp án C", "Đáp án đúng"),
        ("Đề bài", "Lựa chọn 1", "Lựa chọn 2", "Lựa chọn 3", "Phương án đúng"),
    ],
)
def test_columns_are_found_by_what_people_call_them(headings: tuple[str, ...]) -> None:
    reading = read(("Bộ câu hỏi ôn tập",), (), headings, ("Mấy?", "một", "hai", "ba", "C"))
    assert reading.items[0].content["options"] == ["một", "hai", "ba"]
    assert reading.items[0].content["key"] == [2]
    assert reading.items[0].where == "Sheet1, dòng 4"


def test_a_sheet_without_headings_is_read_in_the_usual_order() -> None:
    reading = read(
        (1, "Thủ đô?", "Hà Nội", "Huế", "Vinh", "Sóc Trăng", "A"),
        (2, "Cố đô?", "Hà Nội", "Huế", "Vinh", "Sóc Trăng", "B"),
    )
    assert [item.content["key"] for item in reading.items] == [[0], [1]]


def test_an_answer_without_its_option_is_an_error_at_its_row() -> None:
    reading = read(HOME_MADE, (1, "Ở đâu?", "Hà Nội", "Huế", None, None, "D"))
    assert reading.items[0].where == "Sheet1, dòng 2"
    assert any("phương án D" in text for text in told(reading))


def test_an_answer_that_could_be_a_place_is_taken_by_its_words_and_told() -> None:
    reading = read(HOME_MADE, (1, "Một cộng hai?", "1", "2", "3", "4", "3"))
    assert reading.items[0].content["key"] == [2]
    assert any("nội dung" in text for text in told(reading))


def test_columns_that_are_left_out_are_named() -> None:
    reading = read((*HOME_MADE, "Điểm"), (1, "Ở đâu?", "Hà Nội", "Huế", "V", "C", "A", 2))
    assert [note.text for note in reading.notes] == ["Cột “Điểm” không được nhập."]


@pytest.mark.parametrize("cell", [44927, "2025-13-01", "ngày mai"])
def test_dates_that_are_none_ask_for_their_form(cell: object) -> None:
    reading = read((*HOME_MADE, "Hiệu lực từ"), (1, "Ở?", "H", "U", "V", "C", "A", cell))
    assert any("ngày/tháng/năm" in text for text in told(reading))


@pytest.mark.parametrize("cell", [date(2024, 12, 22), "22/12/2024", "2024-12-22"])
def test_dates_are_read_in_their_usual_forms(cell: object) -> None:
    reading = read((*HOME_MADE, "Hiệu lực từ"), (1, "Ở?", "H", "U", "V", "C", "A", cell))
    assert reading.items[0].content["source"]["effective_from"] == "2024-12-22"


def test_markup_and_formulas_stay_text() -> None:
    row = (1, "<script>alert(1)</script>", "=1+1", "<b>x</b>", "c", "d", "B")
    reading = read(HOME_MADE, row)
    assert reading.items[0].content["stem"] == "<script>alert(1)</script>"
    assert reading.items[0].content["options"][1] == "<b>x</b>"
    assert "markup" not in reading.items[0].content


def test_workbooks_with_macros_are_refused() -> None:
    body = io.BytesIO(workbook(HOME_MADE))
    with zipfile.ZipFile(body, "a") as entries:
        entries.writestr("xl/vbaProject.bin", b"macro")
    assert "macro" in read_workbook(body.getvalue(), "a.xlsx").problem


@pytest.mark.parametrize("body", [b"", b"MZ\x90", b"PK\x03\x04 broken", b"\0" * 100])
def test_what_is_no_workbook_is_refused_in_words(body: bytes) -> None:
    assert read_workbook(body, "a.xlsx").problem


def test_an_empty_tail_ends_the_sheet() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HOME_MADE)
    sheet.append((1, "Ở đâu?", "Hà Nội", "Huế", "V", "C", "A"))
    sheet.cell(60_000, 2, "lạc lõng")
    body = io.BytesIO()
    book.save(body)
    assert len(read_workbook(body.getvalue(), "a.xlsx").items) == 1


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimited_text_is_read_in_any_dress(delimiter: str, encoding: str) -> None:
    rows = [["Câu hỏi", "A", "B", "Đáp án"], ["Đỗ ở đâu?", "Huế", "Vinh", "B"]]
    body = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    reading = read_csv(body, "de.csv")
    assert reading.items[0].content["stem"] == "Đỗ ở đâu?"
    assert reading.items[0].content["key"] == [1]


def test_a_file_without_items_says_what_is_looked_for() -> None:
    assert "Đáp án" in read_csv(b"a,b\n1,2\n", "a.csv").problem
