"""Several lessons that come in one document."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from docx import Document

from backend.common.jobs import no_progress
from backend.common.models import AuditEntry, Job
from courses.actions.brought_file import forget_brought
from courses.authoring_errors import CourseFileRefused, CourseFull
from courses.models import Course, LessonDraft
from courses.queries.authoring import outline_of
from courses.tasks import add_document
from tests.courses.api.test_authoring_files import ROOT, author  # noqa: F401
from tests.courses.api.test_word_lesson import document as one_lesson
from tests.courses.brought import brought

pytestmark = pytest.mark.django_db
MARKDOWN = """Chữ đứng trước mọi tiêu đề.

# An toàn

Chữ ngay dưới phần.

## Giữ **mật khẩu**

Một câu dài. <b>HTML</b>

### Ba việc

:::note Nhớ
## Không phải bài, vì nằm trong khối
:::

## Hai lớp
# Trống
"""


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def bring(author, body, **more):  # noqa: F811
    """What the worker's job tells."""
    return brought(author, f"{ROOT}documents/", body, "tai-lieu", **more)


def told_modules(told):
    return [
        (module["title"], [(one["title"], one["parts"]) for one in module["lessons"]])
        for module in told["modules"]
    ]


def test_headings_divide_a_text_after_a_look_at_it(author):  # noqa: F811
    course = Course.objects.get(slug="ban-xa")
    before, drafts = outline_of(course), LessonDraft.objects.filter(course=course).count()

    tried = bring(author, MARKDOWN.encode(), is_trial="true")

    assert told_modules(tried) == [
        ("Mở đầu", [("Mở đầu", 1)]),
        ("An toàn", [("An toàn", 1), ("Giữ mật khẩu", 3), ("Hai lớp", 0)]),
        ("Trống", []),
    ]
    assert tried["notes"] == ["Dòng 9: Không dùng HTML trong bài học."]
    assert outline_of(course) == before
    assert LessonDraft.objects.filter(course=course).count() == drafts

    bring(author, MARKDOWN.encode())

    modules = outline_of(course)["modules"]
    assert modules[: len(before["modules"])] == before["modules"]
    added = modules[len(before["modules"]) :]
    assert [one["title"] for one in added] == ["Mở đầu", "An toàn", "Trống"]
    lesson = LessonDraft.objects.get(course=course, key=added[1]["lessons"][1]).document
    assert [one["kind"] for one in lesson["parts"]] == ["text", "text", "note"]
    assert lesson["parts"][1]["markup"] == "<h2>Ba việc</h2>"
    told = AuditEntry.objects.get(action="course.document_brought")
    assert told.details["lessons"] == 4


def test_word_headings_divide_and_pictures_come_along(author):  # noqa: F811
    word = Document(io.BytesIO(one_lesson()))
    word.add_heading("Phần sau", 1)
    word.add_heading("Bài cuối", 2)
    word.add_heading("Trong bài", 3)
    body = io.BytesIO()
    word.save(body)

    answer = bring(author, body.getvalue())

    assert told_modules(answer) == [
        ("Giữ mật khẩu", [("Giữ mật khẩu", 1), ("Ba việc", 4)]),
        ("Phần sau", [("Bài cuối", 1)]),
    ]
    assert any("lời mô tả" in note for note in answer["notes"])
    key = outline_of(Course.objects.get(slug="ban-xa"))["modules"][-2]["lessons"][1]
    lesson = LessonDraft.objects.get(course__slug="ban-xa", key=key).document
    shown = [one for one in lesson["parts"] if one["kind"] == "picture"]
    assert [(one["alt"], one["src"][:6]) for one in shown] == [("Ổ khóa", "/hinh/"), ("", "/hinh/")]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"Khong co tieu de", "không có Tiêu đề 1"),
        (b"\xff\xfe\x00", "không phải là Word"),
        (b"PK hong", "bị hỏng"),
        (b"# A\n" * 41, "nhiều nhất 40 phần"),
    ],
)
def test_what_cannot_be_divided_is_refused_and_changes_nothing(author, body, words):  # noqa: F811
    before = outline_of(Course.objects.get(slug="ban-xa"))

    with pytest.raises(CourseFileRefused) as refused:
        bring(author, body)

    assert words in refused.value.detail
    assert outline_of(Course.objects.get(slug="ban-xa")) == before


def test_a_full_course_takes_no_more(author):  # noqa: F811
    with pytest.raises(CourseFull):
        bring(author, b"# A\n## B\n" * 40)

    assert LessonDraft.objects.filter(course__slug="ban-xa", document__title="B").count() == 0


def test_a_job_that_is_done_again_adds_nothing_twice(author):  # noqa: F811
    form = {"file": SimpleUploadedFile("tai-lieu", MARKDOWN.encode())}
    answer = author.http.post(f"{ROOT}documents/", form, format="multipart")
    job = Job.objects.get(uuid=answer.json()["uuid"])

    first, again = add_document(job, no_progress), add_document(job, no_progress)

    course = Course.objects.get(slug="ban-xa")
    assert again == first
    assert [one["title"] for one in outline_of(course)["modules"]].count("An toàn") == 1


def test_files_are_forgotten_a_day_after_they_were_read(author, settings):  # noqa: F811
    bring(author, MARKDOWN.encode())
    now = timezone.now()

    assert forget_brought(now=now) == 0
    assert forget_brought(now=now + timedelta(days=2)) == 1
    assert not list((settings.MEDIA_ROOT / "brought").iterdir())
