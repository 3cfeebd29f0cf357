"""What Moodle's own readers ask of a file, checked on files that we write."""

import base64
import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from quizzes.formats.item_content import ItemContent
from quizzes.formats.items import gift_writing, moodle_writing
from quizzes.formats.items.gift_writing import shares
from tests.quizzes.formats.items.contents import exported, picture

# Its question engine refuses every other share (a hundred-thousandth off is near enough).
SHARES = [
    *(Decimal(one) for one in (100, 90, 80, 75, 70, 60, 50, 40, 30, 25, 20, 10, 5, 0)),
    *(Decimal(one) for one in ("83.33333", "66.66667", "33.33333", "16.66667", "14.28571")),
    *(Decimal(one) for one in ("12.5", "11.11111")),
]
WEIGHT = re.compile(r"[~=]%-?[0-9]{1,2}\.?[0-9]*%")
FORMATS = {"html", "plain_text"}
SIGNS = "Dấu ~ = # { } : \\ [plain] %50% // -> và\ndòng hai"


def item_of(kind, **parts):
    said = {"kind": kind, "stem": SIGNS, "explanation": SIGNS, **parts}
    return exported(ItemContent.model_validate(said), code="ND-001", topic="Chung/Luật")


RUBRIC = [{"criterion": "Đủ ý", "points": 10}]
DIGEST, BODY = picture()
SHOWN = f'<p>Hình <img src="/hinh/{DIGEST}.webp" alt="Cây"></p>'
ITEMS = [
    item_of("single", options=[SIGNS, "B"], key=[0]),
    item_of("multiple", options=["A", SIGNS, "C", "D"], key=[0, 1, 2]),
    item_of("true_false", options=["Đúng", "Sai"], key=[1]),
    item_of("matching", options=[SIGNS, "B"], targets=["[plain] = X", "Y", "Z"], key=[1, 0]),
    item_of("number", key={"value": "-3.5", "tolerance": "0.5"}),
    item_of("short_text", key={"accepted": ["a*b", "c = d -> e"]}),
    item_of("essay", key={"rubric": RUBRIC}),
]


@pytest.mark.parametrize(("right", "wrong"), [(1, 3), (3, 1), (7, 2), (8, 2), (9, 1), (1, 9)])
def test_every_share_is_one_that_moodle_knows(right, wrong):
    count = right + wrong
    content = ItemContent.model_validate(
        {
            "kind": "multiple",
            "stem": "Hỏi?",
            "options": [f"Ý {at}" for at in range(count)],
            "key": list(range(right)),
        }
    )

    assert {abs(one) for one in shares(content)} <= set(SHARES)
    assert abs(sum(one for one in shares(content) if one > 0) - 100) < Decimal("0.0001")
    block = gift_writing.write([exported(content)])[0].decode()
    assert len(WEIGHT.findall(block)) == count


@pytest.mark.parametrize("item", ITEMS, ids=lambda one: one.content.kind)
def test_gift_is_taken_apart_by_its_signs_alone(item):
    """As Moodle does: escaped signs set aside, then cut at the first braces and by = ~ # ->."""
    category, block = gift_writing.write([item])[0].decode().strip().split("\n\n")
    comment, text = block.split("\n", 1)
    bare = re.sub(r"\\[\\~=#{}:n]", "·", text)

    assert category == "$CATEGORY: $course$/top/Chung/Luật"
    assert comment.startswith("// [id:ND-001]")
    assert bare.count("{") == bare.count("}") == 1
    assert bare.endswith("}")
    assert bare.startswith("::ND-001::[plain]")
    answers, _, told = bare[bare.index("{") + 1 : -1].rpartition("####")
    assert told.startswith("[plain]")
    assert "#" not in answers.strip().removeprefix("#")
    signs = {kind: answers.count(sign) for kind, sign in (("=", "="), ("~", "~"), ("->", "->"))}
    assert {
        "single": signs == {"=": 1, "~": 1, "->": 0} or signs["->"] == 1,
        "multiple": signs["="] == 0 and signs["~"] == 4,
        "true_false": answers.strip() == "FALSE",
        "matching": signs == {"=": 3, "~": 0, "->": 3},
        "number": answers.strip() == "#-3.5:0.5",
        "short_text": signs == {"=": 2, "~": 0, "->": 0},
        "essay": not answers.strip(),
    }[item.content.kind]


def test_the_right_hand_side_of_a_pair_has_no_dress():
    """Moodle would show the name of one as part of the words."""
    [matching] = [one for one in ITEMS if one.content.kind == "matching"]
    plain = exported(matching.content.model_copy(update={"targets": ("X", "Y", "Z")}))

    text = gift_writing.write([plain])[0].decode()

    assert re.findall(r" -> (.)\n", text) == ["Y", "X", "Z"]


def test_every_question_of_the_xml_has_what_moodle_looks_for():
    dressed = ItemContent.model_validate(
        {
            "kind": "essay",
            "stem": "Hình [Cây]",
            "key": {"rubric": RUBRIC},
            "markup": {"stem": SHOWN},
        }
    )
    items = [*ITEMS, exported(dressed, pictures={DIGEST: BODY})]

    root = ElementTree.fromstring(moodle_writing.write(items)[0])

    first, *others = root.iter("question")
    assert (first.get("type"), first.findtext("category/text")) == (
        *("category", "$course$/top/Chung/Luật"),
    )
    questions = [one for one in others if one.get("type") != "category"]
    assert len(questions) == len(items)
    for one in questions:
        assert one.findtext("name/text") == one.findtext("idnumber") == "ND-001"
        assert one.findtext("questiontext/text")
        said = [part for part in one.iter() if part.get("format")]
        assert {part.get("format") for part in said} <= FORMATS
        for answer in one.iterfind("answer"):
            assert abs(Decimal(answer.get("fraction"))) in SHARES
            assert answer.find("text") is not None
        for text in one.iter("text"):
            for name in re.findall(r"@@PLUGINFILE@@/([^\"']+)", text.text or ""):
                assert name in {file.get("name") for file in one.iter("file")}
    [file] = root.iter("file")
    assert (file.get("path"), file.get("encoding")) == ("/", "base64")
    assert base64.b64decode(file.text) == BODY


def test_what_is_right_in_the_xml_is_said_as_moodle_reads_it():
    root = ElementTree.fromstring(moodle_writing.write(ITEMS)[0])
    by_type = {
        one.get("type"): one for one in root.iter("question") if one.find("name") is not None
    }

    decided = {
        one.findtext("text"): one.get("fraction") for one in by_type["truefalse"].iter("answer")
    }
    assert decided == {"true": "0", "false": "100"}
    number = by_type["numerical"]
    assert (number.findtext("answer/text"), number.findtext("answer/tolerance")) == ("-3.5", "0.5")
    assert number.findtext("showunits") == "3"
    assert [one.findtext("text") for one in by_type["shortanswer"].iter("answer")] == [
        *("a\\*b", "c = d -> e"),
    ]
    pairs = by_type["matching"].iterfind("subquestion")
    assert [one.findtext("answer/text") for one in pairs] == ["Y", "[plain] = X", "Z"]
