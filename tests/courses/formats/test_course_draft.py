"""Drafts: what is kept of what a browser sends, and what the checks find in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.enums import PartKind
from courses.formats.course_draft import EMPTY_LESSON, clean_lesson, clean_outline
from courses.formats.course_remarks import CODES, lesson_remarks, outline_remarks
from courses.formats.lesson import Lesson

TEXT = {"key": "text-1", "kind": "text", "markup": "<p>Chào</p>"}
WHOLE = {
    "title": "Bài một",
    "summary": "Một câu.",
    "minutes": 5,
    "competences": [],
    "sources": [{"title": "Luật", "publisher": "Quốc hội", "link": "", "article": "Điều 1"}],
    "parts": [TEXT],
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)
FIELDS = (
    *("key", "title", "markup", "src", "alt", "steps", "items", "pass", "href", "file", "name"),
    *("seconds", "bytes", "captions", "transcript", "questions", "pages", "sizes", "member"),
)
DIGEST = "0" * 64
VIDEO = {"kind": "video", "title": "Xem", "file": DIGEST, "seconds": 20, "transcript": "Lời"}
PARTS = st.lists(
    st.fixed_dictionaries(
        {"kind": st.sampled_from([*PartKind.values, "x"])},
        optional=dict.fromkeys(FIELDS, JSON),
    ),
    max_size=5,
)


def codes(*parts, **changed):
    lesson = {**WHOLE, **changed}
    if parts:
        lesson["parts"] = list(parts)
    return [one.code for one in lesson_remarks("bai", clean_lesson(lesson))]


@given(st.dictionaries(st.text(max_size=8), JSON) | st.fixed_dictionaries({"parts": PARTS}))
def test_whatever_comes_gets_a_shape_that_stays(document):
    lesson, outline = clean_lesson(document), clean_outline(document)

    assert clean_lesson(lesson) == lesson
    assert clean_outline(outline) == outline
    found = [*lesson_remarks("bai", lesson), *outline_remarks(outline, ())]
    assert {one.code for one in found} <= set(CODES)
    assert "sources" in {one.code for one in found}


def test_scripts_are_gone_and_strange_parts_too():
    hostile = '<p onclick="x()">Chào<script>alert(1)</script><a href="javascript:x">y</a></p>'

    cleaned = clean_lesson({"parts": [{**TEXT, "markup": hostile}, {"kind": "frame", "src": "/x"}]})

    [part] = cleaned["parts"]
    assert part["markup"] == '<p>Chào<a rel="noopener noreferrer">y</a></p>'


def test_parts_without_a_key_of_their_own_get_one():
    cleaned = clean_lesson({"parts": [TEXT, TEXT, {"kind": "text", "key": "../x", "markup": ""}]})

    assert [one["key"] for one in cleaned["parts"]] == ["text-1", "text-2", "text-3"]


def test_pictures_are_our_own():
    picture = {"kind": "picture", "src": "https://elsewhere.test/a.png", "alt": "A"}

    assert clean_lesson({"parts": [picture]})["parts"][0]["src"] == ""


def test_a_lesson_stands_once_in_an_outline():
    modules = [{"title": "Một", "lessons": ["a", "b", "a"]}, {"title": "Hai", "lessons": ["b"]}]

    cleaned = clean_outline({"modules": modules})

    assert [one["lessons"] for one in cleaned["modules"]] == [["a", "b"], []]
    assert [one["key"] for one in cleaned["modules"]] == ["phan-1", "phan-2"]


def test_a_whole_lesson_has_no_remark_and_is_a_lesson():
    assert codes() == []
    assert Lesson.model_validate(clean_lesson(WHOLE)).title == "Bài một"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"title": " "}, "title"),
        ({"summary": ""}, "summary"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": True}, "minutes"),
        ({"sources": []}, "sources"),
        ({"sources": [{"title": ""}]}, "source_title"),
        ({"sources": [{"title": "A", "link": "http://a.test"}]}, "link_not_https"),
        ({"parts": []}, "no_parts"),
    ],
)
def test_what_a_lesson_lacks_is_told(changed, code):
    assert codes(**changed) == [code]


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ({"kind": "text", "markup": "<p> </p>"}, "part_text"),
        ({"kind": "text", "markup": '<p><a href="http://a.test">a</a></p>'}, "link_not_https"),
        ({"kind": "note", "title": "", "markup": "<p>a</p>"}, "part_title"),
        ({"kind": "picture", "src": "", "alt": "Hình"}, "picture"),
        (
            {"kind": "picture", "src": f"/hinh/{'0' * 64}.webp", "width": 1, "height": 1},
            "alt",
        ),
        ({"kind": "checklist", "title": "Thử", "steps": [" ", ""]}, "steps"),
        ({"kind": "quiz", "title": "Hỏi", "items": [], "pass": 1}, "quiz_items"),
        ({"kind": "quiz", "title": "Hỏi", "items": ["TST-001"], "pass": 2}, "quiz_pass"),
        ({"kind": "link", "title": "Xem", "href": "http://a.test"}, "link_not_https"),
        ({**VIDEO, "seconds": 0}, "file"),
        ({**VIDEO, "transcript": " "}, "words"),
        ({**VIDEO, "file": "../x"}, "file"),
        ({**VIDEO, "href": "https://a.test"}, "captions_or_file"),
        ({**VIDEO, "questions": [{"at": 21, "item": "TST-001"}]}, "question_time"),
        ({"kind": "video", "title": "Xem", "href": "http://a.test"}, "link_not_https"),
        ({"kind": "audio", "title": "Nghe", "file": DIGEST, "seconds": 9}, "words"),
        ({"kind": "document", "title": "Đọc", "file": DIGEST}, "file"),
        ({"kind": "attachment", "title": "Tải", "file": ""}, "file"),
    ],
)
def test_what_a_part_lacks_is_told_at_its_place(part, code):
    [remark] = lesson_remarks("bai", clean_lesson({**WHOLE, "parts": [TEXT, part]}))

    assert (remark.code, remark.lesson) == (code, "bai")
    assert remark.part == f"{part['kind']}-{2 if part['kind'] == 'text' else 1}"


def test_what_an_outline_lacks_is_told():
    empty = clean_outline({"modules": [{"title": "", "lessons": []}]})
    lost = clean_outline(
        {"title": "A", "summary": "B", "modules": [{"title": "M", "lessons": ["x"]}]}
    )

    told = {one.code for one in outline_remarks(empty, ())}

    assert told == {"course_title", "course_summary", "module_title", "module_empty"}
    assert [one.code for one in outline_remarks(lost, ())] == ["lesson_lost"]
    assert outline_remarks(lost, {"x"}) == []


def test_an_empty_lesson_is_in_shape():
    assert clean_lesson({}) == {**EMPTY_LESSON, "minutes": 0}
