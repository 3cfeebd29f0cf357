"""Moodle XML, as Moodle 4 and 5 write it."""

import base64
from pathlib import Path

import pytest
from hypothesis import given, settings

from quizzes.formats.item_content import ItemContent
from quizzes.formats.items import moodle_writing, moodle_xml, read_items
from tests.quizzes.formats.items.contents import FACTS, contents, exported, picture, said, taken

SAMPLE = (Path(__file__).parent / "samples/bank.xml").read_bytes()
LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))


def one(inside, kind="multichoice"):
    [item] = moodle_xml.read(
        f'<quiz><question type="{kind}">{inside}</question></quiz>'.encode()
    ).items
    return item


def told(item, level):
    return [note.text for note in item.notes if note.level == level]


def test_a_bank_is_read_question_by_question():
    reading = read_items(SAMPLE, "questions-top.xml")

    assert reading.format == "moodle_xml"
    assert [item.content.get("kind") for item in reading.items] == [
        *("single", "true_false", "number", "short_text", "matching", "ordering", "essay"),
        "short_text",
    ]
    assert [note.text for note in reading.notes] == [
        "Đoạn văn “Lời dẫn” không có câu hỏi, không nhập.",
        "Điểm của từng câu không giữ được: thể lệ quy định điểm.",
    ]


def test_a_question_keeps_its_picture_and_names_what_it_loses():
    first = moodle_xml.read(SAMPLE).items[0]

    assert (first.code, first.topic, first.difficulty) == ("ATS-001", "An toàn số/Lừa đảo", "easy")
    assert first.tags == ("OTP",)
    assert first.content["stem"] == "Mã OTP trong hình [Tin nhắn chứa mã] dùng để làm gì?"
    [name] = first.pictures
    assert (
        f'<img src="picture:{name}" alt="Tin nhắn chứa mã" width="20">'
        in (first.content["markup"]["stem"])
    )
    assert first.content["explanation"] == (
        "Không đưa mã cho ai.\nGửi cho nhân viên ngân hàng: Nhân viên không bao giờ hỏi mã."
    )
    assert told(first, "warning") == [
        "Gợi ý cho lần làm lại không giữ được.",
        "Lời nhắn chung khi trả lời không giữ được: Hãy đọc lại bài 3.",
    ]


def test_every_kind_gets_its_key():
    _, decided, number, word, pairs, order, essay, cloze = moodle_xml.read(SAMPLE).items

    assert decided.content["key"] == [1]
    assert told(decided, "warning") == ["Câu này đang được ẩn trong Moodle."]
    assert number.content["key"] == {"value": "3.5", "tolerance": "0.1"}
    assert number.content["unit"] == "km"
    assert word.content["key"] == {"accepted": ["CPS"], "exact_marks": True, "exact_case": True}
    assert (pairs.content["targets"], pairs.content["key"]) == (["ba", "hai", "một"], [2, 1])
    assert (order.content["options"], order.content["key"]) == (["Nhận", "Nộp", "Viết"], [2, 1, 0])
    assert essay.content["key"]["rubric"] == [
        {"criterion": "Đủ ý", "points": 3},
        {"criterion": "Viết rõ", "points": 2},
    ]
    assert cloze.content["stem"] == "Thủ đô _____"
    assert cloze.content["key"]["accepted"] == ["Hà Nội"]


def test_shares_that_cannot_be_kept_are_named():
    answers = "".join(
        f'<answer fraction="{share}" format="plain_text"><text>{share}</text></answer>'
        for share in ("50", "25", "25", "-100")
    )

    item = one(f"<questiontext><text>x</text></questiontext><single>false</single>{answers}")

    assert item.content["key"] == [0, 1, 2]
    assert told(item, "warning") == [
        "Trọng số riêng của từng phương án không giữ được: các phương án tính như nhau."
    ]


@pytest.mark.parametrize(
    ("file", "refused"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "là SVG"),
        (b"MZ program", "không phải PNG, JPEG, GIF hay WebP"),
        (None, "Trong tệp không có hình a.png."),
    ],
)
def test_a_file_that_is_no_picture_is_refused(file, refused):
    body = f'<file name="a.png" encoding="base64">{base64.b64encode(file or b"").decode()}</file>'

    item = one(
        '<questiontext format="html"><text>&lt;img src="@@PLUGINFILE@@/a.png"&gt; gì?</text>'
        f"{body if file else ''}</questiontext>",
        "essay",
    )

    assert item.pictures == {}
    assert any(refused in text for text in told(item, "error"))


def test_a_picture_elsewhere_is_named_and_not_fetched():
    item = one(
        '<questiontext format="html"><text>&lt;img src="https://x.test/a.png" alt="Cây"&gt;</text>'
        "</questiontext>",
        "essay",
    )

    assert item.content["stem"] == "[Cây]"
    assert "Hình ở địa chỉ ngoài tệp không giữ được: https://x.test/a.png" in told(item, "warning")


@pytest.mark.parametrize(
    "body",
    [
        f"<!DOCTYPE quiz [<!ENTITY l0 'ha'>{LAUGHS}]><quiz>&l9;</quiz>".encode(),
        b'<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>',
        b'<!DOCTYPE quiz [<!ENTITY % x SYSTEM "http://x.test/x.dtd"> %x;]><quiz/>',
        b"<quiz>" + b"<a>" * 100_000,
        b"<quiz><question>",
        b"<quiz>\x00</quiz>",
        b'<?xml version="1.0" encoding="no-such"?><quiz/>',
        b"",
        b"<quiz></quiz>",
    ],
)
def test_harmful_and_broken_xml_is_refused_in_words(body):
    reading = moodle_xml.read(body)

    assert reading.items == ()
    assert reading.problem


def test_an_old_encoding_that_is_not_declared_is_found_out():
    text = '<quiz><question type="essay"><questiontext><text>Hải quân?</text></questiontext>'
    body = f"{text}</question></quiz>".encode("utf-16").decode("utf-16").encode("cp1258", "ignore")

    reading = moodle_xml.read(body)

    assert len(reading.items) == 1
    assert "Windows-1258" in reading.notes[0].text


@settings(max_examples=100)
@given(
    contents(
        *("single", "multiple", "true_false", "matching", "ordering", "number"),
        *("short_text", "essay"),
    )
)
def test_what_is_written_is_read_again(content):
    lost = ("exact_marks", "limit")
    item = exported(content, topic="Chung/Luật", difficulty="hard", tags=("một", "hai"), **FACTS)

    [read] = moodle_xml.read(moodle_writing.write([item])[0]).items

    assert said(taken(read), without=lost) == said(content, without=lost)
    assert (read.audience, read.competences) == (FACTS["audience"], FACTS["competences"])
    assert (read.code, read.topic, read.difficulty, read.tags) == (
        *("ND-001", "Chung/Luật", "hard"),
        ("một", "hai"),
    )


def test_pictures_travel_inside_of_the_file():
    digest, body = picture()
    markup = f'<p>Hình <img src="/hinh/{digest}.webp" alt="Cây"></p>'
    content = ItemContent.model_validate(
        {
            "kind": "true_false",
            "stem": "Hình [Cây]",
            "options": ["Đúng", "Sai"],
            "key": [0],
            "markup": {"stem": markup},
        }
    )

    file, notes = moodle_writing.write([exported(content, pictures={digest: body})])
    [read] = moodle_xml.read(file).items

    assert notes == []
    assert read.pictures == {f"{digest}.webp": body}
    assert taken(read) == content


def test_what_moodle_cannot_hold_is_named_by_code():
    content = ItemContent.model_validate(
        {
            "kind": "hotspot",
            "stem": "Ở đâu?",
            "picture": {"digest": picture()[0], "alt": "Bản đồ"},
            "key": {"areas": [{"shape": "circle", "x": 5, "y": 5, "radius": 3}]},
        }
    )

    _, notes = moodle_writing.write([exported(content)])

    assert [(note.level, note.field) for note in notes] == [("error", "ND-001")]


def gap(text):
    return one(f'<questiontext format="html"><text>Hỏi {text}.</text></questiontext>', "cloze")


def test_a_single_gap_becomes_the_kind_that_it_is():
    choice = gap("{1:MCV:=Đúng\\~vậy#tốt~%-50%Sai~Không}")
    several = gap("{2:MULTIRESPONSE:%50%a~%50%b~%-100%c}")
    number = gap("{:NUMERICAL:=3.5:0.1~*#sai}")
    exact = gap("{1:SAC:=Hà Nội~%50%Thăng Long}")

    assert (choice.content["options"], choice.content["key"]) == (["Đúng~vậy", "Sai", "Không"], [0])
    assert choice.content["explanation"] == "Đúng~vậy: tốt"
    assert (several.content["kind"], several.content["key"]) == ("multiple", [0, 1])
    assert number.content["key"] == {"value": "3.5", "tolerance": "0.1"}
    assert exact.content["key"]["exact_case"] is True
    assert told(exact, "warning") == ["Câu trả lời chỉ được một phần điểm không giữ được."]


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("{1:SA:=a} và {1:SA:=b}", "Câu điền vào 2 chỗ trống (Cloze) chưa nhập được."),
        ("không có", "Câu điền vào 0 chỗ trống (Cloze) chưa nhập được."),
        ("{1:NEWTYPE:=a}", "Dạng chỗ trống NEWTYPE chưa nhập được."),
        ("{1:NM:=mười}", "Đáp số không đọc được: mười"),
    ],
)
def test_gaps_that_are_not_ours_are_named(text, refused):
    assert refused in told(gap(text), "error")
