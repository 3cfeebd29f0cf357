"""Kinds of items as writers of QTI 1.2 name them, and what a response element shows of its kind."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from quizzes.formats.items.xml_tree import every, words

UNKNOWN = {
    "calculated_question": "tính theo công thức",
    "file_upload_question": "nộp tệp",
    "hot_spot_question": "chỉ vào hình (New Quizzes)",
    "categorization_question": "phân nhóm",
    "imagemap question": "bản đồ ảnh",
    "assimagemapquestion": "bản đồ ảnh",
    "java applet question": "Java",
    "assfileupload": "nộp tệp",
    "assformulaquestion": "tính theo công thức",
    "assflashquestion": "Flash",
    "asskprimchoice": "nhiều mệnh đề đúng sai (Kprim)",
    "asslongmenu": "chọn từ danh sách dài",
    "asserrortext": "tìm lỗi trong đoạn văn",
}
NO_QUESTION = frozenset({"text_only_question"})
CLOZES = frozenset({"cloze question", "assclozetest"})
ESSAYS = frozenset({"essay_question", "text question", "asstextquestion", "long answer"})
BLANKS = {
    "fill_in_multiple_blanks_question": "điền vào nhiều chỗ trống",
    "multiple_dropdowns_question": "chọn từ điền vào nhiều chỗ trống",
}
"""Canvas: read where there is one blank only."""
_NUMBERS = frozenset({"numerical_question", "numeric question"})
_COUNTS = frozenset({"decimal", "integer", "scientific"})


def offers(response: Element) -> bool:
    """Whether one chooses; New Quizzes name in each label how its blank is filled in."""
    labels = list(every(response, "response_label"))
    typed = any(one.get("answer_type", "") == "openEntry" for one in labels)
    return not typed and next(every(response, "render_choice"), None) is not None


def is_number(response: Element, kind: str) -> bool:
    return (
        response.tag == "response_num"
        or kind in _NUMBERS
        or any(one.get("fibtype", "").lower() in _COUNTS for one in every(response, "render_fib"))
    )


def is_dropdown(response: Element, kind: str) -> bool:
    """Whether a blank of Canvas is filled in by choosing."""
    labels = list(every(response, "response_label"))
    chosen = {"dropdown", "wordbank"}
    return kind != "fill_in_multiple_blanks_question" or any(
        one.get("answer_type", "") in chosen for one in labels
    )


def blank_of(response: Element) -> str:
    """What the text has between brackets where a response belongs."""
    return response.get("ident", "").removeprefix("response_")


def missing_items(roots: Sequence[Element]) -> int:
    """How many items Canvas took from banks that it left out of the file."""
    there = {one.get("ident") for root in roots for one in every(root, "objectbank", "item")}
    return sum(
        not there & {one.get("item_ref"), one.get("sourcebank_ref")}
        for root in roots
        for one in every(root, "bankentry_item", "sourcebank_ref")
        if one.tag == "bankentry_item" or words(one) not in there
    )
