"""GIFT, as Moodle writes it and as people write it by hand."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from quizzes.formats.items import gift, gift_writing, read_items
from tests.quizzes.formats.items.contents import FACTS, contents, exported, said, taken

SAMPLE = (Path(__file__).parent / "samples/bank.gift").read_bytes()


def only(text):
    [item] = gift.read(text.encode()).items
    return item


def errors(item):
    return [note.text for note in item.notes if note.level == "error"]


def warnings(item):
    return [note.text for note in item.notes if note.level == "warning"]


def test_a_bank_written_by_moodle_is_read_item_by_item():
    reading = read_items(SAMPLE, "questions.txt")

    assert reading.format == "gift"
    assert [item.content["kind"] for item in reading.items] == [
        *("single", "number", "number", "short_text", "matching", "true_false", "multiple"),
        *("essay", "true_false"),
    ]
    assert [note.text for note in reading.notes] == [
        "Dòng 32: đoạn văn không có câu hỏi, không nhập."
    ]


def test_what_stands_around_an_item_is_kept():
    first = gift.read(SAMPLE).items[0]

    assert (first.code, first.topic) == ("NQ57-001", "Chuyển đổi số/Nghị quyết 57")
    assert (first.difficulty, first.tags) == ("easy", ("nghị quyết",))
    assert first.content["stem"] == "Nghị quyết nào nói về chuyển đổi số quốc gia?"
    assert first.content["markup"] == {
        "stem": "<p>Nghị quyết nào nói về <b>chuyển đổi số quốc gia</b>?</p>"
    }
    assert first.content["explanation"] == (
        "Xem Mục I.\nNghị quyết số 57-NQ/TW: Ban hành ngày 22/12/2024."
    )


def test_numbers_come_with_a_tolerance_or_as_a_range():
    _, people, year, *_ = gift.read(SAMPLE).items

    assert people.content["key"] == {"value": "101.1", "tolerance": "0.5"}
    assert warnings(people) == ["Tệp nhận nhiều đáp số; ở đây chỉ giữ đáp số được điểm cao nhất."]
    assert year.content["key"] == {"value": "1942", "tolerance": "3"}


def test_a_missing_word_leaves_a_gap_and_names_what_it_cannot_keep():
    city = gift.read(SAMPLE).items[3]

    assert city.content["stem"] == "Thủ đô của Việt Nam là _____ phải không?"
    assert city.content["key"]["accepted"] == ["Hà Nội"]
    assert warnings(city) == [
        "Câu trả lời có dấu thay thế * không giữ được: Ha N*i",
        "Câu trả lời chỉ được một phần điểm không giữ được.",
    ]


def test_pairs_may_have_one_side_more():
    pairs = gift.read(SAMPLE).items[4]

    assert pairs.content["targets"] == ["Dịch vụ công", "Thư điện tử", "Định danh điện tử"]
    assert pairs.content["key"] == [2, 0]


def test_escaped_signs_mean_themselves():
    item = only(r"1 \= 1\: \~ \# \{ \} \\ hai\ndòng {=a\=b ~c\~d}")

    assert item.content["stem"] == "1 = 1: ~ # { } \\ hai\ndòng"
    assert item.content["options"] == ["a=b", "c~d"]


def test_items_need_no_empty_line_between_them():
    assert len(gift.read("Một? {T}\nHai? {F}\n::ba::Ba? {=x ~y}".encode()).items) == 3


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Hỏi {=a ~b", "Dấu { không được đóng lại bằng }."),
        ("Hỏi =a}", "Có dấu } mà không có dấu { đứng trước."),
        ("Hỏi {~=a ~b}", "Có phương án để trống (hai dấu ~ = liền nhau?)."),
        ("Hỏi {=a} và {=b}", "Một câu có nhiều chỗ { } không nhập được."),
        ("::tên Hỏi {=a}", "Tên câu mở bằng :: mà không đóng bằng ::."),
        ("Hỏi {a b}", "Không hiểu phần trả lời trong dấu { }."),
        ("Hỏi {#mười}", "Đáp số không đọc được: mười"),
        ("Hỏi {=a -> b =c}", "Câu ghép đôi có dòng thiếu dấu ->."),
        ("Hỏi {~a ~b}", "Không có phương án nào được cho là đúng."),
        ("Hỏi {=a =b ~c}", "Câu một đáp án lại có hơn một phương án được trọn điểm."),
    ],
)
def test_what_is_written_wrongly_is_said_in_words(text, told):
    assert told in errors(only(text))


def test_hostile_html_is_taken_out_and_named():
    item = only('[html]<p onclick="x()">Ai\\?</p><script>steal()</script><img src="x.png"> {T}')

    assert item.content["stem"] == "Ai\\?"
    assert "markup" not in item.content
    assert warnings(item) == [
        "GIFT không mang theo hình: x.png",
        "Đã bỏ mã không an toàn hoặc không dùng được: on…=, script.",
    ]


@pytest.mark.parametrize(
    ("body", "remarks"),
    [
        ("Được? {T}".encode("utf-8-sig"), 0),
        ("Được? {T}".encode("utf-16"), 0),
        ("Được? {T}".encode("utf-16-le"), 0),
        ("\ufeffĐược?\0 {T}".encode(), 1),
    ],
)
def test_encodings_are_known_by_their_bytes(body, remarks):
    reading = read_items(body, "cau-hoi.txt")

    assert reading.items[0].content["stem"] == "Được?"
    assert len(reading.notes) == remarks


def test_an_old_encoding_is_read_with_a_remark():
    reading = gift.read("Thủ đô? {T}".encode("cp1258", errors="ignore"))

    assert "Windows-1258" in reading.notes[0].text


@pytest.mark.parametrize(
    "text", ["{" * 500_000, "~=" * 500_000, "\\" * 999_999, "Hỏi {=" + "a" * 10**6]
)
def test_a_line_of_a_million_letters_takes_no_time(text):
    reading = gift.read(text.encode())

    assert all(errors(item) for item in reading.items)


@settings(max_examples=100)
@given(contents("single", "multiple", "true_false", "matching", "number", "short_text"))
def test_what_is_written_is_read_again(content):
    lost = ("unit", "exact_marks", "exact_case")
    item = exported(content, topic="Chung/Luật", difficulty="hard", tags=("một", "hai"), **FACTS)

    [read] = gift.read(gift_writing.write([item])[0]).items

    back = said(taken(read), without=lost)
    if content.kind in {"matching", "short_text"}:
        assert back == {name: arrowless(one) for name, one in said(content, without=lost).items()}
    else:
        assert back == said(content, without=lost)
    assert (read.audience, read.competences) == (FACTS["audience"], FACTS["competences"])
    assert (read.code, read.topic, read.difficulty, read.tags) == (
        *("ND-001", "Chung/Luật", "hard"),
        ("một", "hai"),
    )


def arrowless(one):
    """GIFT cannot write its own arrow inside of an answer: it would make a pair of it."""
    if isinstance(one, str):
        return one.replace("->", "→")
    if isinstance(one, dict):
        return {name: arrowless(part) for name, part in one.items()}
    return type(one)(map(arrowless, one)) if isinstance(one, list | tuple) else one
