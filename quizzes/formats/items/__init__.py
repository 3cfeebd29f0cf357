"""Readers and writers of foreign item files: which format a file has, and what it says."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from quizzes.formats.item_content import Note
from quizzes.formats.item_reading import ExportItem, Reading
from quizzes.formats.items import (
    aiken,
    gift,
    gift_writing,
    moodle_writing,
    moodle_xml,
    qti,
    qti_writing,
    recognising,
    sheets,
    word,
    word_writer,
    workbook,
)

UNKNOWN = (
    "Không nhận ra định dạng của tệp. Các định dạng đọc được: {}. "
    "Bản sao lưu khoá học (.mbz) không đọc được: hãy xuất ngân hàng câu hỏi ra Moodle XML."
)


@dataclass(frozen=True, slots=True)
class Reader:
    """`recognises(body, name)` looks at what is in a file first and at its name last."""

    title: str
    recognises: Callable[[bytes, str], bool]
    read: Callable[[bytes, str], Reading]


READERS: tuple[Reader, ...] = (
    Reader("Excel", recognising.is_workbook, sheets.read_workbook),
    Reader("Word", recognising.is_document, word.read_word),
    Reader("CSV", recognising.is_delimited, sheets.read_csv),
    Reader("Moodle XML", recognising.is_moodle_xml, moodle_xml.read),
    Reader("QTI", recognising.is_qti, qti.read),
    Reader("Aiken", recognising.is_aiken, aiken.read),
    Reader("GIFT", recognising.is_gift, gift.read),
    Reader("văn bản “Câu 1: … A. … Đáp án: B”", recognising.is_text, word.read_text),
)
"""In this order: the first that recognises a file reads it."""


def _print(items: Sequence[ExportItem]) -> tuple[bytes, list[Note]]:
    from quizzes.formats.items import print_writing  # templates: not for a process that reads

    return print_writing.write(items)


@dataclass(frozen=True, slots=True)
class Writer:
    """`write` gives the file and, by the code of each item, what the format could not hold."""

    title: str
    ending: str
    media_type: str
    write: Callable[[Sequence[ExportItem]], tuple[bytes, list[Note]]]


EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WRITERS: Mapping[str, Writer] = {
    "xlsx": Writer("Excel", "xlsx", EXCEL, workbook.write_workbook),
    "docx": Writer("Word", "docx", DOCUMENT, word_writer.write_word),
    "gift": Writer("GIFT", "gift.txt", "text/plain; charset=utf-8", gift_writing.write),
    "moodle_xml": Writer("Moodle XML", "xml", "application/xml", moodle_writing.write),
    "qti": Writer("QTI 3.0", "zip", "application/zip", qti_writing.write),
    "pdf": Writer("PDF", "pdf", "application/pdf", _print),
}


def read_items(body: bytes, name: str) -> Reading:
    """The items of a file, or in words why it has none."""
    found = next((one for one in READERS if one.recognises(body, name)), None)
    if found is None:
        return Reading("", problem=UNKNOWN.format(", ".join(one.title for one in READERS)))
    return found.read(body, name)
