"""Items of every kind, as their files write them."""

import pytest
from pydantic import ValidationError

from quizzes.formats.item_file import ItemEntry

COMMON = {
    "code": "ND-001",
    "difficulty": "easy",
    "stem": "Câu hỏi?",
    "explanation": "Vì thế.",
    "source": {"document": "nq57", "article": "Mục I"},
    "grade": "A",
    "status": "approved",
    "checked_on": "2026-11-20",
}
PAIRS = [{"text": "B", "target": "y"}, {"text": "A", "target": "x"}, {"text": "C", "target": "x"}]
RUBRIC = [{"criterion": "Đúng", "points": 7}, {"criterion": "Rõ", "points": 3}]


def item(kind, **parts):
    return ItemEntry.model_validate({**COMMON, "kind": kind, **parts})


def test_true_or_false_offers_both_in_this_order():
    assert item("true_false", is_true=True).shown_options == ["Đúng", "Sai"]
    assert item("true_false", is_true=True).correct == [0]
    assert item("true_false", is_true=False).correct == [1]


def test_what_is_matched_with_stands_once_and_by_the_alphabet():
    entry = item("matching", pairs=PAIRS, more_targets=["w"])

    assert (entry.shown_options, entry.targets) == (["B", "A", "C"], ["w", "x", "y"])
    assert entry.correct == [2, 1, 1]


def test_an_order_is_kept_by_the_alphabet_and_its_key_apart():
    entry = item("ordering", order=["c", "a", "b"])

    assert (entry.shown_options, entry.correct) == (["a", "b", "c"], [2, 0, 1])


def test_a_number_is_read_as_it_is_written():
    entry = item("number", number="1.234,5", tolerance="0,5", unit="km")

    assert entry.correct == {"value": "1234.5", "tolerance": "0.5"}


def test_the_key_of_an_essay_is_its_rubric():
    assert item("essay", rubric=RUBRIC, limit=1000).correct == {"rubric": RUBRIC}


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("single", {"is_true": True}),
        ("single", {"options": [{"text": "A", "correct": True}]}),
        ("true_false", {}),
        ("true_false", {"is_true": True, "unit": "km"}),
        ("matching", {"pairs": PAIRS[:1]}),
        ("matching", {"pairs": PAIRS[1:]}),
        ("matching", {"pairs": [*PAIRS, PAIRS[0]]}),
        ("matching", {"pairs": PAIRS, "more_targets": list("abcdefghi")}),
        ("ordering", {"order": ["a", "b"]}),
        ("ordering", {"order": ["a", "b", "a"]}),
        ("ordering", {"order": list("abcdefghijk")}),
        ("number", {}),
        ("number", {"number": "ba"}),
        ("number", {"number": "3", "tolerance": "-1"}),
        ("number", {"number": "3", "options": [{"text": "A"}]}),
        ("essay", {}),
        ("essay", {"rubric": RUBRIC, "limit": 1234}),
        ("essay", {"rubric": [{"criterion": "Đúng", "points": 0}]}),
        ("drawing", {}),
    ],
)
def test_an_item_that_says_too_little_or_too_much_is_refused(kind, parts):
    with pytest.raises(ValidationError):
        item(kind, **parts)
