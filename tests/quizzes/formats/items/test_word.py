"""Documents: "Câu 1: … A. … Đáp án: B" in the forms that people write it."""

import io
from collections.abc import Callable

import pytest
from docx import Document
from docx.document import Document as DocumentType

from quizzes.formats.item_content import read_content
from quizzes.formats.item_reading import ExportItem, Reading
from quizzes.formats.items.word import read_text, read_word
from quizzes.formats.items.word_writer import write_word


def word(build: Callable[[DocumentType], None]) -> Reading:
    document = Document()
    build(document)
    body = io.BytesIO()
    document.save(body)
    return read_word(body.getvalue(), "de.docx")


def keys(reading: Reading) -> list[object]:
    assert [read_content(item.content)[1] for item in reading.items] == [[]] * len(reading.items)
    return [item.content["key"] for item in reading.items]


def test_usual_form() -> None:
    reading = read_text(
        """Phần I
Câu 1: Nghị quyết 57 ban hành ngày nào?
A. 22/12/2024   B. 22/12/2023
C. 01/01/2025   D. 30/4/2025
Đáp án: A
Giải thích: Ngày 22/12/2024.
Nguồn: Nghị quyết 57-NQ/TW
Câu 2. Chọn các ý đúng
(nhiều ý)
a) Một
b) Hai
c) Ba
Đáp án: A, C
""".encode(),
        "de.txt",
    )
    assert keys(reading) == [[0], [0, 2]]
    first, second = reading.items
    assert first.content["options"] == ["22/12/2024", "22/12/2023", "01/01/2025", "30/4/2025"]
    assert first.content["explanation"] == "Ngày 22/12/2024."
    assert first.content["source"] == {"document": "Nghị quyết 57-NQ/TW"}
    assert second.content["stem"] == "Chọn các ý đúng\n(nhiều ý)"


def test_key_in_a_table_at_the_end() -> None:
    questions = "".join(f"Câu {n}: Hỏi {n}?\nA. x\nB. y\nC. z\n" for n in (1, 2, 3))
    reading = read_text(f"{questions}BẢNG ĐÁP ÁN\n1.B 2.A 3.C\n".encode(), "de.txt")
    assert keys(reading) == [[1], [0], [2]]


@pytest.mark.parametrize("mark", ["bold", "underline"])
def test_option_that_stands_out_is_the_key(mark: str) -> None:
    def build(document: DocumentType) -> None:
        document.add_paragraph("Câu 1: Hỏi?")
        for letter in "ABCD":
            run = document.add_paragraph().add_run(f"{letter}. Ý {letter}")
            setattr(run, mark, letter == "C")

    assert keys(word(build)) == [[2]]


def test_a_document_all_in_bold_has_no_key() -> None:
    def build(document: DocumentType) -> None:
        for line in ("Câu 1: Hỏi?", "A. x", "B. y"):
            document.add_paragraph().add_run(line).bold = True

    [item] = word(build).items
    assert item.content["key"] == []


def test_tables_of_items_and_of_answers() -> None:
    def items(document: DocumentType) -> None:
        rows = [("Câu hỏi", "A", "B", "Đáp án"), ("Ở đâu?", "Huế", "Vinh", "B")]
        table = document.add_table(2, 4)
        for place, row in enumerate(rows):
            for cell, text in zip(table.rows[place].cells, row, strict=True):
                cell.text = text

    def answers(document: DocumentType) -> None:
        for n in (1, 2):
            document.add_paragraph(f"Câu {n}: Hỏi {n}?")
            document.add_paragraph("A. x\tB. y")
        table = document.add_table(2, 3)
        for row, texts in zip(table.rows, [("Câu", "1", "2"), ("ĐA", "B", "A")], strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text

    assert keys(word(items)) == [[1]]
    assert keys(word(answers)) == [[1], [0]]


def test_letter_in_a_stem_opens_no_option() -> None:
    reading = read_text(
        "Câu 1: Vitamin\nB. là gì trong nhóm A. nào?\nA. x\nB. y\nĐáp án: B\n".encode(), "a.txt"
    )
    assert reading.items[0].content["options"] == ["x", "y"]
    assert keys(reading) == [[1]]


@pytest.mark.parametrize("body", [b"", b"PK\x03\x04", b"MZ", b"\xd0\xcf\x11\xe0" * 20])
def test_what_is_no_document_is_refused_in_words(body: bytes) -> None:
    assert read_word(body, "a.docx").problem


SAID = [
    {"kind": "single", "stem": "Một?", "options": ["x", "y"], "key": [1], "explanation": "Vì y."},
    {"kind": "multiple", "stem": "Hai?\nGhi rõ", "options": ["x", "y", "z"], "key": [0, 2]},
    {"kind": "true_false", "stem": "Ba.", "options": ["Đúng", "Sai"], "key": [1]},
    {
        "kind": "matching",
        "stem": "Ghép",
        "options": ["a", "b"],
        "targets": ["1", "2", "3"],
        "key": [1, 0],
    },
    {"kind": "ordering", "stem": "Xếp", "options": ["a", "b", "c"], "key": [2, 0, 1]},
    {"kind": "number", "stem": "Số?", "key": {"value": "3.5", "tolerance": "0.5"}, "unit": "km"},
    {
        "kind": "short_text",
        "stem": "Chữ?",
        "key": {"accepted": ["Hà Nội", "HN"], "exact_marks": True, "exact_case": False},
    },
    {"kind": "essay", "stem": "Viết", "key": {"rubric": [{"criterion": "Đủ ý", "points": 7}]}},
]


def test_what_we_write_we_read_again() -> None:
    items = [
        ExportItem(f"ABC-{place:03d}", "Công dân số", "easy", content)
        for place, said in enumerate(SAID)
        if (content := read_content(said)[0])
    ]
    body, notes = write_word(items)
    reading = read_word(body, "kho.docx")
    assert len(items) == len(SAID)
    assert notes == []
    assert [read_content(item.content)[0] for item in reading.items] == [
        item.content for item in items
    ]
    assert [(item.code, item.difficulty, item.topic) for item in reading.items] == [
        (item.code, item.difficulty, item.topic) for item in items
    ]
