"""QTI 2.1, 2.2 and 3.0, as TAO and others write them, in packages and alone."""

import io
import zipfile
from pathlib import Path

import pytest

from quizzes.formats.items import qti, read_items
from tests.quizzes.formats.items.contents import picture

SAMPLE = (Path(__file__).parent / "samples/tao-choice.xml").read_bytes()
MANIFEST = """<?xml version="1.0"?>
<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="m"><organizations/>
<resources><resource identifier="i1" type="imsqti_item_xmlv2p2" href="i1/qti.xml">
<file href="i1/qti.xml"/><file href="i1/assets/bieu-do.png"/></resource></resources></manifest>"""


def packed(files, **facts):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED, **facts) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return kept.getvalue()


def item2(declared, body, processing=""):
    return (
        '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="x">'
        f"{declared}<itemBody>{body}</itemBody>{processing}</assessmentItem>"
    )


def declared(correct, cardinality="single", kind="identifier", more=""):
    values = "".join(f"<value>{one}</value>" for one in correct)
    right = f"<correctResponse>{values}</correctResponse>" if correct else ""
    return (
        f'<responseDeclaration identifier="R" cardinality="{cardinality}" baseType="{kind}">'
        f"{right}{more}</responseDeclaration>"
    )


def only(declared, body, processing=""):
    [item] = qti.read(item2(declared, body, processing).encode()).items
    return item


def told(item, level):
    return [note.text for note in item.notes if note.level == level]


def choices(name, *texts):
    return "".join(f'<{name} identifier="c{at}">{one}</{name}>' for at, one in enumerate(texts))


def test_a_package_of_tao_is_read():
    body = packed(
        {
            "imsmanifest.xml": MANIFEST,
            "i1/qti.xml": SAMPLE,
            "i1/assets/bieu-do.png": picture()[1],
            "i1/style/custom/tao-user-styles.css": "p {}",
        }
    )

    reading = read_items(body, "tao.zip")
    [item] = reading.items

    assert (reading.format, reading.problem, reading.notes) == ("qti", "", ())
    assert item.code == ""  # a name that another file may give another question
    assert item.content["kind"] == "multiple"
    assert item.content["stem"] == "Quan sát [Biểu đồ] rồi trả lời.\nNhững nhận xét nào đúng?"
    assert item.content["options"] == ["Tăng đều", "Giảm", "Cao nhất vào tháng 6"]
    assert item.content["key"] == [0, 2]
    assert item.content["explanation"] == "Giảm: Nhìn lại trục đứng.\nXem trang 12."
    assert list(item.pictures) == ["bieu-do.png"]
    assert told(item, "warning") == ["Trọng số riêng của từng phương án không giữ được."]


def test_an_archive_of_items_needs_no_manifest():
    reading = read_items(packed({"a/one.xml": SAMPLE, "two.xml": SAMPLE}), "x.zip")

    assert [item.where for item in reading.items] == [
        "a/one.xml (Câu hỏi 1)",
        "two.xml (Câu hỏi 1)",
    ]
    assert told(reading.items[0], "error") == ["Trong tệp không có hình assets/bieu-do.png."]


def test_an_order_is_read_from_the_right_response():
    item = only(
        declared(["c2", "c0", "c1"], "ordered"),
        f'<orderInteraction responseIdentifier="R">{choices("simpleChoice", *"BCA")}'
        "</orderInteraction>",
    )

    assert (item.content["options"], item.content["key"]) == (["A", "B", "C"], [0, 1, 2])


def test_pairs_are_read_from_both_columns():
    left = choices("simpleAssociableChoice", "An", "Bình")
    right = choices("simpleAssociableChoice", "một", "hai", "ba").replace('"c', '"d')

    item = only(
        declared(["c0 d1", "c1 d0"], "multiple", "directedPair"),
        f'<matchInteraction responseIdentifier="R"><simpleMatchSet>{left}</simpleMatchSet>'
        f"<simpleMatchSet>{right}</simpleMatchSet></matchInteraction>",
    )

    assert item.content["targets"] == ["ba", "hai", "một"]
    assert item.content["key"] == [1, 2]


def test_one_thing_that_matches_several_is_refused():
    left = choices("simpleAssociableChoice", "An")
    right = '<simpleAssociableChoice identifier="d0">x</simpleAssociableChoice>'
    right += '<simpleAssociableChoice identifier="d1">y</simpleAssociableChoice>'

    item = only(
        declared(["c0 d0", "c0 d1"], "multiple", "directedPair"),
        f'<matchInteraction responseIdentifier="R"><simpleMatchSet>{left}</simpleMatchSet>'
        f"<simpleMatchSet>{right}</simpleMatchSet></matchInteraction>",
    )

    assert told(item, "error") == ["Có ý được ghép với nhiều ý, hoặc với ý không có."]


def test_a_gap_in_a_sentence_stays_a_gap():
    mapping = (
        '<mapping defaultValue="0"><mapEntry mapKey="Hà Nội" mappedValue="1" '
        'caseSensitive="false"/><mapEntry mapKey="Thăng Long" mappedValue="0.5"/></mapping>'
    )

    item = only(
        declared(["Hà Nội"], "single", "string", mapping),
        '<p>Thủ đô là <textEntryInteraction responseIdentifier="R"/>.</p>',
    )

    assert item.content["stem"] == "Thủ đô là _____."
    assert item.content["key"]["accepted"] == ["Hà Nội"]
    assert told(item, "warning") == ["Câu trả lời chỉ được một phần điểm không giữ được."]


def test_a_number_takes_its_tolerance_from_the_scoring():
    processing = (
        "<responseProcessing><responseCondition><responseIf>"
        '<equal toleranceMode="absolute" tolerance="0.5 0.5"><variable identifier="R"/>'
        '<correct identifier="R"/></equal></responseIf></responseCondition></responseProcessing>'
    )

    item = only(
        declared(["3.5"], "single", "float"),
        '<p>Bao nhiêu?</p><p><textEntryInteraction responseIdentifier="R"/></p>',
        processing,
    )

    assert item.content["stem"] == "Bao nhiêu?"
    assert item.content["key"] == {"value": "3.5", "tolerance": "0.5"}


@pytest.mark.parametrize(
    ("shape", "coords", "area"),
    [
        ("rect", "0,0,50,20", {"shape": "rectangle", "x": 0, "y": 0, "width": 500, "height": 400}),
        ("circle", "50,25,10", None),
        ("ellipse", "50,25,10,5", {"shape": "circle", "x": 500, "y": 500, "radius": 100}),
        ("poly", "0,0,100,0,100,50,0,0", [[0, 0], [1000, 0], [1000, 1000]]),
    ],
)
def test_places_on_a_picture_are_read_in_thousandths(shape, coords, area):
    body = item2(
        declared(["h0"]),
        '<hotspotInteraction responseIdentifier="R" maxChoices="1">'
        '<object data="a.webp" type="image/webp" width="100" height="50">Bản đồ</object>'
        f'<hotspotChoice identifier="h0" shape="{shape}" coords="{coords}"/>'
        '<hotspotChoice identifier="h1" shape="rect" coords="1,1,2,2"/></hotspotInteraction>',
    )

    [item] = qti.read(packed({"a.xml": body, "a.webp": picture()[1]})).items
    [found] = item.content["key"]["areas"]

    assert item.content["picture"] == {"digest": "picture:a.webp", "alt": "Bản đồ"}
    if area is None:
        assert len(found["points"]) == 24
        assert [600, 500] in found["points"]
        assert [500, 700] in found["points"]
    else:
        assert found == area or found.get("points") == area


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ('<gapMatchInteraction responseIdentifier="R"/>', "kéo chữ vào chỗ trống"),
        ('<customInteraction responseIdentifier="R"/>', "tương tác riêng (PCI)"),
        ("<p>Đọc</p>", "Câu không có chỗ trả lời"),
        ('<uploadInteraction responseIdentifier="R"/>' * 2, "Câu có 2 chỗ trả lời"),
    ],
)
def test_what_is_not_ours_is_named(body, refused):
    [error] = told(only(declared([]), body), "error")

    assert refused in error


def test_own_ways_of_scoring_and_random_numbers_are_named():
    item = only(
        '<templateDeclaration identifier="A" cardinality="single" baseType="integer"/>'
        + declared(["c0"]),
        f'<choiceInteraction responseIdentifier="R" maxChoices="1">'
        f"{choices('simpleChoice', 'x', 'y')}</choiceInteraction>",
        '<responseProcessing><customOperator class="x"/></responseProcessing>',
    )

    assert told(item, "error") == ["Câu sinh số liệu ngẫu nhiên (template) chưa nhập được."]
    assert told(item, "warning") == ["Cách chấm riêng của câu không giữ được."]


def test_true_and_false_in_either_order():
    item = only(
        declared(["c1"]),
        f'<choiceInteraction responseIdentifier="R" maxChoices="1">'
        f"{choices('simpleChoice', 'Sai', 'Đúng')}</choiceInteraction>",
    )

    assert (item.content["kind"], item.content["key"]) == ("true_false", [0])


def test_words_of_a_text_may_be_the_options():
    item = only(
        declared(["c1"]),
        '<hottextInteraction responseIdentifier="R" maxChoices="1"><prompt>Từ nào sai?</prompt>'
        '<p>Tôi <hottext identifier="c0">đi</hottext> <hottext identifier="c1">suy nghỉ</hottext>'
        " đây.</p></hottextInteraction>",
    )

    assert item.content["stem"] == "Từ nào sai?\nTôi đi suy nghỉ đây."
    assert (item.content["options"], item.content["key"]) == (["đi", "suy nghỉ"], [1])


def test_formulas_are_said_on_one_line():
    item = only(
        declared(["c0"]),
        '<p>Tính <math xmlns="http://www.w3.org/1998/Math/MathML"><msqrt><mi>n</mi></msqrt></math>'
        f'</p><choiceInteraction responseIdentifier="R">{choices("simpleChoice", "1", "2")}'
        "</choiceInteraction>",
    )

    assert item.content["stem"] == "Tính √(n)"
    assert told(item, "warning") == ["Công thức được viết lại trên một dòng; hãy xem kỹ."]


def test_the_structure_of_a_test_is_named_and_left_out():
    reading = read_items(packed({"test.xml": "<assessmentTest/>", "a.xml": SAMPLE}), "x.zip")

    assert len(reading.items) == 1
    assert [note.text for note in reading.notes] == [
        "test.xml: cấu trúc đề không nhập, chỉ nhập các câu hỏi."
    ]
