"""Parts with files as lines of Markdown, and what completes them."""

from pathlib import Path

import pytest

from courses.formats.lesson import Lesson
from courses.formats.markdown import LessonText
from courses.formats.markdown_writing import written_lesson
from courses.rules.evidence import is_done, merged, read_evidence, share
from courses.rules.wants import wanted_of

DIGEST = "ab" * 32
PARTS = [
    {
        "key": "video-1",
        "kind": "video",
        "title": "Cách tạo mật khẩu: từng bước",
        "file": DIGEST,
        "seconds": 93,
        "width": 640,
        "height": 360,
        "bytes": 12345,
        "captions": [{"language": "vi", "file": "cd" * 32}],
        "transcript": "Xin chào.\n:::\nHết: “thế thôi”",
        "questions": [{"at": 30, "item": "TST-001"}],
    },
    {"key": "video-2", "kind": "video", "title": "Nơi khác", "href": "https://a.test/v"},
    {
        "key": "audio-1",
        "kind": "audio",
        "title": "Nghe",
        "file": DIGEST,
        "seconds": 12,
        "transcript": "yes",
    },
    {
        "key": "document-1",
        "kind": "document",
        "title": "Đọc",
        "file": DIGEST,
        "name": "Nghị quyết 57.pdf",
        "pages": 2,
        "sizes": [[1240, 1754], [1754, 1240]],
        "downloadable": False,
    },
    {
        "key": "attachment-1",
        "kind": "attachment",
        "title": "Mẫu đơn",
        "file": DIGEST,
        "name": "don.docx",
        "member": "tep.docx",
    },
]
LESSON = {
    "title": "Bài",
    "summary": "Một câu",
    "minutes": 5,
    "competences": [],
    "sources": [{"title": "Luật"}],
    "parts": PARTS,
}


def test_parts_with_files_come_back_from_markdown():
    lesson = Lesson.model_validate(LESSON).model_dump(mode="json")

    written = written_lesson(lesson, {}, "2026-11-22")
    text = LessonText(Path("bai.md"), "bai.md")
    parts = text.parts(written.split("---\n\n", 1)[1].rstrip("\n"), 1)

    assert text.problems == []
    assert Lesson.model_validate({**LESSON, "parts": parts}).model_dump(mode="json") == lesson


@pytest.mark.parametrize(
    "lines",
    [
        "- a\n- b",
        "file: ../../etc/passwd\nseconds: 3",
        f"file: {DIGEST}\nseconds: 3\nkey: other\ntranscript: a",
        f"file: {DIGEST}\nseconds: 3",
        "href: javascript:alert(1)",
        "file: [",
        "!!python/object/apply:os.system [ls]",
    ],
)
def test_what_cannot_be_a_video_is_told_by_its_line(lines):
    text = LessonText(Path("bai.md"), "bai.md")

    assert text.parts(f"\n:::video Xem\n{lines}\n:::", 1) == []
    assert [one.line for one in text.problems] == [2]


def test_a_video_is_done_when_nine_tenths_were_watched_and_its_questions_answered():
    part = [wanted_of(PARTS[0])]
    assert (part[0].tells, part[0].needs) == ({"watched": 19}, {"watched": 18, "tried": 1})

    evidence = read_evidence({"video-1": {"watched": list(range(18))}}, part)
    assert share(evidence, part) == 500
    assert is_done(merged(evidence, {"video-1": {"tried": ["x"]}}), part)


def test_pages_are_told_one_by_one_and_links_are_done_when_seen():
    document, link, attachment = (wanted_of(PARTS[place]) for place in (3, 1, 4))

    told = read_evidence({"document-1": {"pages": [1]}}, [document])
    assert share(told, [document]) == 500
    assert (link.needs, link.tells, attachment.needs) == ({}, {}, {})
