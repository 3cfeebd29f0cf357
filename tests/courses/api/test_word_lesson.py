"""A lesson that comes as a Word document."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image

from courses.models import LessonDraft
from quizzes.models import Picture
from tests.courses.api.test_authoring_files import ROOT, author  # noqa: F401
from tests.factories.packages import zipped
from tests.quizzes.device import problem_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def link(paragraph, address, words):
    name = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    element, run, text = (OxmlElement(tag) for tag in ("w:hyperlink", "w:r", "w:t"))
    element.set(qn("r:id"), name)
    text.text = words
    run.append(text)
    element.append(run)
    paragraph._p.append(element)


def document() -> bytes:
    word = Document()
    word.add_heading("Giữ mật khẩu", 1)
    opening = word.add_paragraph("Mật khẩu ")
    opening.add_run("dài").bold = True
    opening.add_run(" thì <khó> đoán.")
    word.add_heading("Ba việc", 2)
    for step in ("Nghĩ một câu", "Không dùng lại"):
        word.add_paragraph(step, style="List Number")
    link(word.add_paragraph("Xem "), "https://a.test/x", "hướng dẫn")
    link(word.add_paragraph("Hay "), "http://a.test/cu", "trang cũ")
    table = word.add_table(2, 2)
    for place, words in enumerate(("Nên", "Không", "Câu dài", "Ngày sinh")):
        table.cell(place // 2, place % 2).text = words
    picture = io.BytesIO()
    Image.new("RGB", (300, 200), "#0b6e5e").save(picture, "PNG")
    for alt in ("Ổ khóa", ""):
        picture.seek(0)
        shown = word.add_picture(picture)
        shown._inline.docPr.set("descr", alt)
    word.add_paragraph("Hết.")
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def bring(author, body, **more):  # noqa: F811
    form = {"revision": 1, "file": SimpleUploadedFile("bai.docx", body), **more}
    return author.http.put(f"{ROOT}lessons/bai-mot/file.md", form, format="multipart")


def test_a_document_becomes_the_lesson_and_what_is_lost_is_named(author):  # noqa: F811
    tried = bring(author, document(), is_trial="true").json()
    assert LessonDraft.objects.get(course__slug="ban-xa", key="bai-mot").revision == 1

    told = bring(author, document()).json()

    assert tried["document"] == told["document"]
    lesson = told["document"]
    assert (lesson["title"], lesson["summary"], told["revision"]) == ("Giữ mật khẩu", "Một câu.", 2)
    assert [part["kind"] for part in lesson["parts"]] == [
        *("text", "text", "picture", "picture", "text"),
    ]
    first, second, shown, bare, _ = lesson["parts"]
    assert first["markup"] == "<p>Mật khẩu <strong>dài</strong> thì &lt;khó&gt; đoán.</p>"
    for piece in (
        "<h2>Ba việc</h2>",
        "<ol><li>Nghĩ một câu</li><li>Không dùng lại</li></ol>",
        '<a href="https://a.test/x"',
        "Hay trang cũ",
        "<th>Nên</th>",
        "<td>Ngày sinh</td>",
    ):
        assert piece in second["markup"]
    assert (shown["alt"], bare["alt"]) == ("Ổ khóa", "")
    assert shown["src"] == f"/hinh/{Picture.objects.get().digest}.webp"
    assert sorted(told["notes"]) == [
        "1 liên kết không bắt đầu bằng https:// chỉ giữ phần chữ.",
        "Hình 2 chưa có lời mô tả, cần viết thêm.",
    ]
    checks = author.http.get(f"{ROOT}checks/").json()
    assert [one["code"] for one in checks if one["lesson"] == "bai-mot"] == ["alt"]


@pytest.mark.parametrize(
    "body",
    [
        b"PK rubbish",
        document()[:-100],
        zipped({"word/document.xml": "<x/>"}),
        zipped({"[Content_Types].xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
        zipped({"word/document.xml": "0" * 40_000_000}),
        zipped({"../x": "1"}),
    ],
)
def test_hostile_documents_are_refused(author, body):  # noqa: F811
    assert problem_of(bring(author, body)) == (400, "course_file_refused")
