"""An operator's HTML and CSS: tried, kept, printed; hostile ones are told and leave nothing."""

import io
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from PIL import Image
from pypdf import PdfReader

from backend.certificates.actions.issue import issue_certificate
from backend.certificates.actions.own_layout import bring_layout
from backend.certificates.actions.print import print_certificate
from backend.certificates.actions.template import change_template, choose_template
from backend.certificates.errors import DesignRefused
from backend.certificates.models import (
    CertificateTemplate,
    OwnLayout,
    TemplatePicture,
    TemplateVersion,
)
from backend.certificates.pdf_signature import is_ours
from backend.certificates.printing.certificate import certificate_pdf, sheet_of
from backend.certificates.printing.press import press
from backend.certificates.queries.template import chosen_versions, dress_of, dressed
from backend.certificates.storage import path_of
from backend.common.pictures import PictureRefused
from backend.organisations.models import Organisation
from tests.certificates.own_layout import PAGE, STYLE, pictures
from tests.factories.accounts import UserFactory
from tests.factories.certificates import FACTS, ISSUED_AT
from tests.factories.organisations import OrganisationFactory

SUBJECT = "contest:own"


@pytest.fixture
def owner(db: None) -> Organisation:
    return OrganisationFactory(code="T1", name="Tỉnh đoàn")


def brought(owner: Organisation, page: str = PAGE, style: str = STYLE, **files: Any) -> Any:
    return bring_layout(
        owner.pk, name="Mẫu riêng", page=page, style=style, now=ISSUED_AT,
        pictures=files.get("files", pictures()),
    )  # fmt: skip


def test_own_layout_is_chosen_and_printed_for_each_person(owner: Organisation) -> None:
    template = brought(owner)
    choose_template(SUBJECT, "", template, actor=UserFactory(), now=ISSUED_AT)
    files = []
    for name in ("Lò Y Ó", "Nguyễn <b>&amp; {họ tên} {{7*7}}"):
        facts = dressed({**FACTS, "name": name}, "prize", chosen_versions(SUBJECT))
        made = issue_certificate(
            user=UserFactory(), source=name, kind="prize", facts=facts, now=ISSUED_AT
        )
        assert print_certificate(made.pk, now=ISSUED_AT)
        made.refresh_from_db()
        files.append(path_of(str(made.file)).read_bytes())

    texts = [PdfReader(io.BytesIO(file)).pages[0].extract_text() for file in files]
    assert "Lò Y Ó" in texts[0]
    assert "Nguyễn <b>&amp; {họ tên} {{7*7}}" in texts[1]
    assert "Lò Y Ó" not in texts[1]
    assert all(is_ours(file) for file in files)
    assert all(b"/MediaBox [0 0 595" in file for file in files)


def test_file_looks_as_the_page_laid_out_whole(owner: Organisation) -> None:
    version = brought(owner).versions.get()
    facts: Any = {**FACTS, "template": str(version.uuid)}
    told: dict[str, Any] = {"facts": facts, "issued_at": ISSUED_AT, "dress": dress_of(facts)}

    pdf = certificate_pdf(code="A", proof={"code": "A"}, **told)

    sheet = sheet_of("A", facts, ISSUED_AT, "", told["dress"])
    assert (
        picture(pdf).tobytes()
        == picture(press(sheet.style).pdf(sheet.html(), sheet.images)).tobytes()
    )
    assert picture(pdf).getpixel((298, 100)) == (166, 27, 34)
    assert len(pdf) <= 100 * 1024


def picture(pdf: bytes) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[0].render(scale=1).to_pil().convert("RGB")
    finally:
        document.close()


def test_brought_again_it_is_a_new_version_and_keeps_the_words(owner: Organisation) -> None:
    template = brought(owner)
    document = {**template.versions.get().document, "issuer": "Tỉnh đoàn"}
    actor = UserFactory()
    change_template(template.pk, name="Mẫu riêng", document=document, actor=actor, now=ISSUED_AT)

    brought(owner)
    brought(owner, style=STYLE + "h1 { color: #1D4F91; }")

    documents = [one.document for one in template.versions.order_by("number")]
    assert [one["issuer"] for one in documents] == ["", "Tỉnh đoàn", "Tỉnh đoàn"]
    assert [one["orientation"] for one in documents] == ["portrait"] * 3
    assert documents[1]["own"] == documents[0]["own"] != documents[2]["own"]
    with pytest.raises(DesignRefused):
        change_template(
            template.pk, name="Mẫu", document={"own": "0" * 64}, actor=actor, now=ISSUED_AT
        )


HUGE = ".name { font-size: 26pt; padding-bottom: 99999999mm; }"
BREAK = '<p style="break-before: page">a</p>'
CELLS = "<table>" + "<tr>" + "<td>a</td>" * 3000 + "</tr>" + "</table>"


@pytest.mark.parametrize(
    ("page", "style", "told"),
    [
        (PAGE.replace("dau.png", "file:///etc/passwd"), STYLE, "file:///etc/passwd"),
        (PAGE.replace("dau.png", "http://169.254.169.254/a.png"), STYLE, "http://169.254"),
        (PAGE.replace("dau.png", "khac.png"), STYLE, "khac.png"),
        (PAGE, STYLE.replace('"nen.png"', "file:///etc/passwd"), "file:///etc/passwd"),
        (PAGE, STYLE + ".a { background: url(data:image/png;base64,AA) }", "data:image"),
        (PAGE + '<p style="background:url(//x/a.png)"></p>', STYLE, "//x/a.png"),
        (PAGE, "@import url(http://x/a.css);" + STYLE, "@import"),
        (PAGE, "@font-face { font-family: A; src: url(file:///a.ttf) }" + STYLE, "@font-face"),
        (PAGE, "@page { @top-center { content: 'a' } }" + STYLE, "@top-center"),
        (PAGE, STYLE + "</style><script>", "<"),
        (PAGE + "<script>alert(1)</script>", STYLE, "<script>"),
        (PAGE + '<iframe src="/"></iframe>', STYLE, "<iframe>"),
        (PAGE + '<link rel="attachment" href="file:///etc/passwd">', STYLE, "<link>"),
        (PAGE + "<svg><image href='file:///a'/></svg>", STYLE, "<svg>"),
        (PAGE + '<p onclick="a()">a</p>', STYLE, "onclick"),
        (PAGE + '<p class="{điểm}">a</p>', STYLE, "class={điểm}"),
        (PAGE + "{% load static %}", STYLE, "% load static %"),
        (PAGE + "{họ tên.__class__}", STYLE, "họ tên.__class__"),
        (PAGE.replace("{mã qr}", ""), STYLE, "{mã qr}"),
        (PAGE + "{họ tên}", STYLE, "{họ tên}"),
        (PAGE, STYLE + ".qr { display: none }", "QR"),
        (PAGE, STYLE + ".check { left: 200mm }", "{mã}"),
        (PAGE, STYLE + ".check { opacity: .2 }", "QR"),
        (PAGE, STYLE + ".name { display: none }", "{họ tên}"),
        (PAGE, STYLE + ".qr { width: 9mm; height: 9mm }", "18 mm"),
        (PAGE, STYLE + ".qr { outline: 1mm solid #111 }", "QR"),
        (PAGE + BREAK, STYLE, "2 trang"),
        (PAGE + BREAK * 500, STYLE, "501 trang"),
        (PAGE, STYLE.replace("A4", "A3"), "297 × 420 mm"),
        (PAGE, STYLE + HUGE, "trang"),
        (PAGE + CELLS * 2, STYLE, "quá nặng"),
        (PAGE + "<div>" * 3000, STYLE, "quá nặng"),
        (PAGE + "a" * 100_001, STYLE, "100.000"),
    ],
)
def test_hostile_layout_is_told_what_is_wrong_and_leaves_nothing(
    owner: Organisation, monkeypatch: pytest.MonkeyPatch, page: str, style: str, told: str
) -> None:
    with pytest.raises(DesignRefused) as refused:
        brought(owner, page, style)

    assert told in refused.value.detail
    for left in (CertificateTemplate, TemplateVersion, OwnLayout, TemplatePicture):
        assert not left.objects.exists()


@pytest.mark.parametrize(
    ("files", "refusal"),
    [
        ({"dau.png": b"<svg/>", "nen.png": b""}, PictureRefused),
        ({"../dau.png": b""}, DesignRefused),
        ({"page.py": b""}, DesignRefused),
    ],
)
def test_pictures_are_pictures(owner: Organisation, files: Any, refusal: Any) -> None:
    with pytest.raises(refusal):
        brought(owner, files=files)
    assert not TemplatePicture.objects.exists()


def test_file_that_would_be_too_large_is_refused(owner: Organisation) -> None:
    out = io.BytesIO()
    Image.effect_noise((900, 900), 90).convert("RGB").save(out, "PNG")

    with pytest.raises(DesignRefused) as refused:
        brought(owner, files={**pictures(), "nen.png": out.getvalue()})
    assert "quá lớn" in refused.value.detail


def test_operator_brings_a_folder(owner: Organisation, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "page.css").write_text(STYLE, encoding="utf-8")
    for name, body in pictures().items():
        (tmp_path / name).write_bytes(body)
    out = io.StringIO()
    told = {"organisation": "T1", "name": "Mẫu 2026", "stdout": out}

    call_command("bring_certificate_layout", tmp_path, **told)

    assert out.getvalue() == "“Mẫu 2026” of Tỉnh đoàn: version 1.\n"
    (tmp_path / "page.html").write_text(PAGE.replace("{mã}", ""), encoding="utf-8")
    with pytest.raises(CommandError, match=r"\{mã\}"):
        call_command("bring_certificate_layout", tmp_path, **told)
    with pytest.raises(CommandError, match="0 organisations"):
        call_command("bring_certificate_layout", tmp_path, **{**told, "organisation": "X"})
    assert TemplateVersion.objects.count() == 1


def test_example_of_the_guide_is_one(owner: Organisation) -> None:
    guide = (settings.BASE_DIR / "docs" / "van-hanh-chung-nhan.md").read_text(encoding="utf-8")
    page, style = (
        guide.partition(f"```{name}\n")[2].partition("```")[0] for name in ("html", "css")
    )

    template = brought(owner, page, style, files={})

    assert template.versions.get().document["orientation"] == "landscape"


def test_person_whose_text_runs_over_the_page_gets_no_torn_paper(owner: Organisation) -> None:
    template = brought(owner, style=STYLE + ".said { font-size: 40pt; }")
    choose_template(SUBJECT, "", template, actor=UserFactory(), now=ISSUED_AT)
    long = {**FACTS, "contest": "Tìm hiểu chuyển đổi số và cải cách hành chính " * 4}
    facts: Any = dressed(long, "prize", chosen_versions(SUBJECT))
    made = issue_certificate(
        user=UserFactory(), source="a", kind="prize", facts=facts, now=ISSUED_AT
    )

    assert not print_certificate(made.pk, now=ISSUED_AT)

    made.refresh_from_db()
    assert made.file is None
    assert "does not fit on one page" in made.print_error
