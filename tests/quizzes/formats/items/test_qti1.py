"""QTI 1.2, as Canvas and ILIAS write it."""

import io
import zipfile
from pathlib import Path

import pytest

from quizzes.formats.items import read_items
from tests.quizzes.formats.items.contents import picture

SAMPLES = Path(__file__).parent / "samples"
MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1">
  <metadata><schema>IMS Content</schema><schemaversion>1.1.3</schemaversion></metadata>
  <organizations/>
  <resources>
    <resource identifier="g1f0" type="imsqti_xmlv1p2"><file href="g1f0/g1f0.xml"/>
      <dependency identifierref="d"/></resource>
    <resource identifier="d" type="associatedcontent/imscc_xmlv1p1/learning-application-resource"
      href="g1f0/assessment_meta.xml"><file href="g1f0/assessment_meta.xml"/></resource>
    <resource identifier="w" type="webcontent" href="web_resources/Uploaded Media/khoa.png">
      <file href="web_resources/Uploaded Media/khoa.png"/></resource>
  </resources>
</manifest>
"""
META = '<quiz xmlns="http://canvas.instructure.com/xsd/cccv1p0" identifier="g1f0"/>'


def packed(**files):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name, body in files.items():
            archive.writestr(name.replace("__", "/"), body)
    return kept.getvalue()


def told(item, level):
    return [note.text for note in item.notes if note.level == level]


@pytest.fixture(scope="module")
def canvas():
    body = packed(
        **{
            "imsmanifest.xml": MANIFEST,
            "g1f0/g1f0.xml": (SAMPLES / "canvas-assessment.xml").read_bytes(),
            "g1f0/assessment_meta.xml": META,
            "web_resources/Uploaded Media/khoa.png": picture()[1],
        }
    )
    return read_items(body, "export.imscc")


@pytest.fixture(scope="module")
def ilias():
    body = packed(
        **{
            "1700_0_qpl_5/1700_0_qti_5.xml": (SAMPLES / "ilias-qti.xml").read_bytes(),
            "1700_0_qpl_5/1700_0_qpl_5.xml": "<ContentObject Type='Questionpool_Test'/>",
            "1700_0_qpl_5/objects/il_0_mob_7/so-do.png": picture()[1],
        }
    )
    return read_items(body, "1700_0_qpl_5.zip")


def test_a_package_of_canvas_is_read_item_by_item(canvas):
    assert (canvas.format, canvas.problem, canvas.notes) == ("qti", "", ())
    assert [(item.content.get("kind"), item.content.get("key")) for item in canvas.items] == [
        ("single", [0]),
        ("true_false", [0]),
        ("multiple", [0, 2]),
        (
            "short_text",
            {"accepted": ["DVC", "dịch vụ công"], "exact_marks": True, "exact_case": False},
        ),
        ("number", {"value": "8", "tolerance": "0.1"}),
        ("matching", [2, 0]),
        ("essay", {"rubric": []}),
        (None, None),
    ]
    assert {item.topic for item in canvas.items} == {"Kỹ năng số tuần 3"}


def test_texts_pictures_and_feedback_of_canvas_are_kept(canvas):
    first = canvas.items[0]

    assert first.content["stem"] == "Biểu tượng [ổ khoá] nghĩa là gì?"
    assert first.content["options"] == ["Kết nối được mã hoá", "Trang chính thức"]
    assert first.content["markup"]["options"] == ["", "<p>Trang <b>chính thức</b></p>"]
    assert first.content["explanation"] == (
        "Trang chính thức: Trang giả cũng có ổ khoá.\nXem bài HTTPS."
    )
    assert list(first.pictures.values()) == [picture()[1]]
    assert canvas.items[5].content["targets"] == ["Thanh toán", "Trò chơi", "Định danh"]


def test_kinds_of_canvas_that_are_not_ours_are_named(canvas):
    assert told(canvas.items[-1], "error") == [
        "Dạng câu điền vào nhiều chỗ trống chưa nhập được (câu có 2 chỗ)."
    ]


def test_a_pool_of_ilias_is_read_item_by_item(ilias):
    assert (ilias.problem, ilias.notes) == ("", ())
    assert [(item.content.get("kind"), item.content.get("key")) for item in ilias.items] == [
        ("single", [0]),
        ("multiple", [0, 2]),
        ("matching", [1, 0]),
        ("ordering", [1, 2, 0]),
        ("number", {"value": "3.5", "tolerance": "0.5"}),
        ("essay", {"rubric": []}),
        (None, None),
    ]


def test_texts_pictures_and_feedback_of_ilias_are_kept(ilias):
    first, _, pairs, order, *_ = ilias.items

    assert first.code == "IL-101"
    assert first.content["stem"] == "Hình [Sơ đồ] vẽ gì?"
    assert first.pictures == {"so-do.png": picture()[1]}
    assert first.content["explanation"] == "Máy in: Máy in đâu có dây.\nTốt lắm"
    assert (pairs.content["options"], pairs.content["targets"]) == (
        ["Lào", "Thái Lan"],
        ["Băng Cốc", "Viêng Chăn"],
    )
    assert order.content["options"] == ["Gửi", "Viết", "Đọc lại"]
    assert told(ilias.items[-1], "error") == ["Dạng câu bản đồ ảnh chưa nhập được."]


def test_a_document_alone_is_read_too():
    body = (SAMPLES / "ilias-qti.xml").read_bytes()

    reading = read_items(body, "qti.xml")

    assert len(reading.items) == 7
    assert told(reading.items[0], "error") == [
        "Trong tệp không có hình objects/il_0_mob_7/so-do.png."
    ]


def cloze(*gaps):
    flow = "".join(
        f"<material><mattext>phần {at}</mattext></material>{gap}" for at, gap in enumerate(gaps)
    )
    kind = "<fieldlabel>QUESTIONTYPE</fieldlabel><fieldentry>CLOZE QUESTION</fieldentry>"
    body = (
        "<questestinterop><item ident='i'><itemmetadata><qtimetadata><qtimetadatafield>"
        f"{kind}</qtimetadatafield></qtimetadata></itemmetadata><presentation><flow>{flow}</flow>"
        "</presentation><resprocessing><respcondition><conditionvar>"
        "<varequal respident='gap_0'>đúng</varequal></conditionvar><setvar>1</setvar>"
        "</respcondition></resprocessing></item></questestinterop>"
    )
    [item] = read_items(body.encode(), "qti.xml").items
    return item


def test_a_single_gap_of_ilias_is_a_short_text():
    gap = '<response_str ident="gap_0"><render_fib/></response_str>'

    item = cloze(gap, "")

    assert item.content["stem"] == "phần 0 _____ phần 1"
    assert item.content["key"]["accepted"] == ["đúng"]


def test_more_gaps_and_gaps_to_choose_for_are_named():
    gap = '<response_str ident="gap_0"><render_fib/></response_str>'
    choice = '<response_str ident="gap_0"><render_choice/></response_str>'

    assert told(cloze(gap, gap), "error") == ["Câu có 2 chỗ trả lời, chưa nhập được."]
    assert told(cloze(choice), "error") == [
        "Dạng câu chọn từ trong đoạn văn của QTI 1.2 chưa nhập được."
    ]


def canvas_item(kind, *blanks, conditions=""):
    """As Canvas writes an item with blanks: a response of labels for each."""
    responses = "".join(
        f"<response_lid ident='response_{name}'><material><mattext>{name}</mattext></material>"
        f"<render_choice>{labels}</render_choice></response_lid>"
        for name, labels in blanks
    )
    return (
        "<item ident='q'><itemmetadata><qtimetadata><qtimetadatafield>"
        f"<fieldlabel>question_type</fieldlabel><fieldentry>{kind}</fieldentry>"
        "</qtimetadatafield></qtimetadata></itemmetadata><presentation><material>"
        "<mattext texttype='text/html'>&lt;p&gt;Mật khẩu &lt;b&gt;[o1]&lt;/b&gt; nhé&lt;/p&gt;"
        f"</mattext></material>{responses}</presentation>"
        f"<resprocessing>{conditions}</resprocessing></item>"
    )


def label(ident, text, more=""):
    return (
        f"<response_label ident='{ident}' {more}><material><mattext>{text}</mattext></material>"
        "</response_label>"
    )


def condition(ident):
    return (
        "<respcondition><conditionvar><varequal respident='response_o1'>"
        f"{ident}</varequal></conditionvar><setvar>100</setvar></respcondition>"
    )


def read_canvas(*items):
    body = f"<questestinterop><section>{''.join(items)}</section></questestinterop>"
    return read_items(body.encode(), "q.xml")


def test_an_item_of_canvas_with_one_blank_is_a_short_text_or_a_choice():
    typed = canvas_item(
        "fill_in_multiple_blanks_question", ("o1", label(1, "dài") + label(2, "dai"))
    )
    chosen = [
        canvas_item(
            kind, ("o1", label(1, "ngắn", more) + label(2, "dài", more)), conditions=condition(2)
        )
        for kind, more in (
            ("multiple_dropdowns_question", ""),
            ("fill_in_multiple_blanks_question", "answer_type='dropdown'"),
        )
    ]

    first, *others = read_canvas(typed, *chosen).items

    assert (first.content["kind"], first.content["stem"]) == ("short_text", "Mật khẩu _____ nhé")
    assert first.content["key"]["accepted"] == ["dài", "dai"]
    assert first.content["markup"]["stem"] == "<p>Mật khẩu <b>_____</b> nhé</p>"
    for one in others:
        assert (one.content["kind"], one.content["options"]) == ("single", ["ngắn", "dài"])
        assert one.content["key"] == [1]


def test_an_item_of_canvas_with_several_blanks_is_named():
    blanks = [(f"o{at}", label(at, "chữ")) for at in (1, 2)]

    [read] = read_canvas(canvas_item("fill_in_multiple_blanks_question", *blanks)).items

    assert told(read, "error") == [
        "Dạng câu điền vào nhiều chỗ trống chưa nhập được (câu có 2 chỗ)."
    ]


def test_a_number_asked_for_in_a_text_field_is_a_number():
    """New Quizzes: a response of text whose field takes numbers only."""
    item = (
        "<item ident='q'><presentation><material><mattext>Mấy?</mattext></material><response_str "
        "ident='r'><render_fib fibtype='Decimal'><response_label ident='a'/></render_fib>"
        "</response_str></presentation><resprocessing><respcondition><conditionvar><or><varequal "
        "respident='r'>12.0</varequal><and><vargte respident='r'>11.5</vargte><varlte "
        "respident='r'>12.5</varlte></and></or></conditionvar><setvar>100</setvar>"
        "</respcondition></resprocessing></item>"
    )

    [read] = read_canvas(item).items

    assert (read.content["kind"], read.content["key"]) == (
        *("number", {"value": "12", "tolerance": "0.5"}),
    )


def test_items_that_a_quiz_takes_from_elsewhere_are_told():
    away = read_canvas("<bankentry_item sourcebank_ref='b' item_ref='x' entry_type='Item'/>")
    there = read_canvas(
        "<bankentry_item sourcebank_ref='b' item_ref='q'/>", canvas_item("", ("o1", ""))
    )

    assert away.problem.startswith("Không thấy câu hỏi nào. 1 chỗ trong đề lấy câu từ ngân hàng")
    assert [one.level for one in away.notes] == ["warning"]
    assert (there.problem, there.notes, len(there.items)) == ("", (), 1)


def test_a_course_of_canvas_gives_its_banks_and_every_kind():
    """Its quizzes stand in it twice: for other programs, without the kinds these do not know."""
    item = canvas_item("true_false_question", ("o1", label(1, "Đúng") + label(2, "Sai")))
    full = f"<questestinterop><assessment title='Kỳ 1'>{item}{item}</assessment></questestinterop>"
    short = f"<questestinterop><assessment title='Kỳ 1'>{item}</assessment></questestinterop>"
    bank = f"<questestinterop><objectbank ident='b'>{item}</objectbank></questestinterop>"
    body = packed(
        **{
            "g1/assessment_qti.xml": short,
            "g1/assessment_meta.xml": META,
            "non_cc_assessments/g1.xml.qti": full,
            "non_cc_assessments/b.xml.qti": bank,
        }
    )

    reading = read_items(body, "khoa-hoc.imscc")

    assert [item.where.split(",")[0] for item in reading.items] == [
        *("g1.xml.qti", "g1.xml.qti", "b.xml.qti"),
    ]
