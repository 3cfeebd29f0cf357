"""Lessons and courses in writing as files."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from courses.actions.authoring import NewCourse, create_course
from courses.formats.course_file import read_course
from tests.factories.courses import make_course
from tests.factories.organisations import MembershipFactory
from tests.quizzes.device import Device, problem_of

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/authoring/courses/ban-xa/"
LESSON = """---
title: Bài từ tệp
minutes: 9
---

Chào **bạn**.

:::link Xem thêm
https://a.test/x
:::
"""


@pytest.fixture
def author(tmp_path):
    source = make_course(tmp_path)
    membership = MembershipFactory(trainer=True)
    new = NewCourse("Bản xã", membership.organisation, source)
    create_course(new, actor=membership.user, now=timezone.now())
    return Device(membership.user)


def bring(author, text, revision=1):
    body = text if isinstance(text, bytes) else text.encode()
    form = {"revision": revision, "file": SimpleUploadedFile("bai.md", body)}
    return author.http.put(f"{ROOT}lessons/bai-mot/file.md", form, format="multipart")


def test_an_exported_course_reads_as_the_same_course(author, tmp_path):
    answer = author.http.get(f"{ROOT}export.zip")

    zipfile.ZipFile(BytesIO(answer.content)).extractall(tmp_path / "out")
    again = read_course(tmp_path / "out" / "ban-xa")
    first = read_course(tmp_path / "khoa-thu")
    assert again.lessons == first.lessons
    assert again.diagrams == first.diagrams
    assert again.outline.modules == first.outline.modules
    assert again.outline.about == first.outline.about
    assert again.outline.completion == first.outline.completion


def test_a_lesson_comes_as_markdown_and_keeps_what_the_file_does_not_name(author):
    answer = bring(author, LESSON)

    document = answer.json()["document"]
    assert (document["title"], document["minutes"], document["summary"]) == (
        "Bài từ tệp",
        9,
        "Một câu.",
    )
    assert [part["kind"] for part in document["parts"]] == ["text", "link"]
    assert problem_of(bring(author, LESSON)) == (409, "draft_is_newer")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "![x](../../etc/passwd.svg)",
        ":::quiz A\n- TST-001\n:::",
        b"\xff\xfe\x00",
        "a" * 600_000,
        "---\na: &a [1]\nb: [*a\n---\n",
    ],
)
def test_files_that_are_no_lesson_are_refused_line_by_line(author, text):
    answer = bring(author, text)

    assert problem_of(answer) == (400, "course_file_refused")
    assert answer.json()["errors"]["file"][0].startswith("Dòng ")
