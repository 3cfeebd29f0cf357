"""Aiken, by the book and as people write it."""

import pytest

from quizzes.formats.items import aiken, read_items

FILE = """\
Thủ đô của Việt Nam là gì?
A. Hà Nội
B) Huế,
   cố đô
C. Đà Nẵng
ANSWER: A

Chọn hai việc nên làm?
A) Đổi mật khẩu
B) Gửi OTP
C) Bật xác thực hai bước
ANSWER: A, C
Không có đáp án?
A. một
B. hai

Đáp án lạ?
A. một
B. hai
ANSWER: D
"""


def test_items_are_read_in_their_order():
    reading = read_items(FILE.encode(), "cau-hoi.txt")

    assert reading.format == "aiken"
    assert [(item.where, item.content["key"]) for item in reading.items] == [
        *(("Dòng 1", [0]), ("Dòng 8", [0, 2]), ("Dòng 13", []), ("Dòng 17", [])),
    ]
    assert reading.items[0].content["options"] == ["Hà Nội", "Huế,\ncố đô", "Đà Nẵng"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Hỏi?\nA. x\nB. y", "Thiếu dòng ANSWER: (đáp án)."),
        ("Hỏi?\nA. x\nB. y\nANSWER: C", "Đáp án C không có trong các phương án."),
        ("Hỏi?\nA. x\nA. y\nANSWER: A", "Có hai phương án A."),
        ("Hỏi?\nA. x\nB. y\nANSWER:", "Không hiểu đáp án “”."),
    ],
)
def test_what_is_missing_is_said_in_words(text, told):
    [item] = aiken.read(text.encode()).items

    assert told in [note.text for note in item.notes if note.level == "error"]


@pytest.mark.parametrize("text", ["A. x\n" * 200_000, "A" * 10**6, "ANSWER: A\n" * 100_000])
def test_long_files_take_no_time(text):
    assert aiken.read(text.encode()).items
