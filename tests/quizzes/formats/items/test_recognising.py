"""A file is known by what is in it, not by what it is called."""

import io
import zipfile

import pytest

from quizzes.formats.items import READERS

ITEM = '<assessmentItem identifier="x"/>'


def archive(*names):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as made:
        for name in names:
            made.writestr(name, ITEM)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("body", "name", "title"),
    [
        (archive("[Content_Types].xml", "xl/workbook.xml"), "a.zip", "Excel"),
        (archive("[Content_Types].xml", "word/document.xml"), "a.zip", "Word"),
        (archive("imsmanifest.xml", "a.xml"), "a.xlsx", "QTI"),
        (ITEM.encode(), "a.txt", "QTI"),
        (f"\ufeff<!-- c -->\n<x:{ITEM[1:]}".encode(), "", "QTI"),
        (
            b'<?xml version="1.0"?>\n<!DOCTYPE questestinterop SYSTEM "x.dtd">\n<questestinterop/>',
            "",
            "QTI",
        ),
        (b"<qti-assessment-item/>", "", "QTI"),
        (b"<quiz>", "a.gift", "Moodle XML"),
        ("Hỏi? {=a ~b}".encode(), "a.txt", "GIFT"),
        ("Hỏi? {T}".encode("utf-16"), "", "GIFT"),
        (b"$CATEGORY: x\n\nfoo", "", "GIFT"),
        ("Hỏi?\nA. x\nB. y\nANSWER: A".encode(), "a.txt", "Aiken"),
        ("Câu 1: Tập {1; 2}?\nA. x\nB. y\nĐáp án: A".encode(), "a.txt", "văn bản"),
        (b"a,b\n1,2", "a.csv", "CSV"),
        (b"\x89PNG\r\n\x1a\n", "a.gift", None),
        (b"MZ\x90", "a.xlsx", None),
        (b"<html></html>", "a.xml", None),
        (b"", "a.txt", None),
    ],
)
def test_readers_know_their_files(body, name, title):
    found = next((one.title for one in READERS if one.recognises(body, name)), None)

    assert found == title or (found and title and found.startswith(title))
