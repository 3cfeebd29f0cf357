"""What is set upon a shared plate looks as if WeasyPrint had laid it out whole."""

import io
from hashlib import sha256
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader

from backend.certificates.formats.design import read_design
from backend.certificates.printing import certificate
from backend.certificates.printing.certificate import certificate_pdf, forget_plates, sheet_of
from backend.certificates.printing.dress import Dress
from backend.certificates.printing.layouts import LAYOUTS
from backend.certificates.printing.press import press
from backend.certificates.rules.code import encode
from tests.factories.certificates import FACTS, ISSUED_AT

CODE = encode(2026 << 90)


@pytest.fixture
def layouts(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The plates that were laid out, beginning without any; the usual one is there."""
    made: list[Any] = []
    forget_plates()
    laid_out = certificate._laid_out

    def counted(*args: Any, **kwargs: Any) -> Any:
        made.append(laid_out(*args, **kwargs))
        return made[-1]

    printed()
    monkeypatch.setattr(certificate, "_laid_out", counted)
    return made


def printed(**changes: Any) -> bytes:
    facts: Any = {**FACTS, **changes}
    proof = {"statement": {"code": CODE}}
    return certificate_pdf(code=CODE, facts=facts, issued_at=ISSUED_AT, proof=proof)


def whole(dress: Dress | None = None, kind: str = "", **changes: Any) -> bytes:
    facts: Any = {**FACTS, **changes}
    sheet = sheet_of(CODE, facts, ISSUED_AT, kind, dress)
    return press().pdf(sheet.html(), sheet.images)


def picture(pdf: bytes) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[0].render(scale=2).to_pil().convert("RGB")
    finally:
        document.close()


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Lò Y Ó"},
        {"name": "Võ Từ Ước AVATAR Tô"},
        {"name": "  Trần\n  Thị   Ế "},
        {"name": "Quàng Thị Yến “Mai” – 2"},
        {"organisation": "Sở Khoa học và Công nghệ", "points": 1},
        {"round": "Vòng chung kết"},
    ],
)
def test_personal_part_looks_as_if_the_page_had_been_laid_out_whole(
    changes: dict[str, Any], layouts: list[Any]
) -> None:
    pdf = printed(**changes)

    assert layouts == []
    assert picture(pdf).tobytes() == picture(whole(**changes)).tobytes()
    assert picture(pdf).tobytes() != picture(printed()).tobytes()


@pytest.mark.parametrize(
    ("changes", "is_shared"),
    [
        ({"name": "Nguyễn Hoàng Diễm Phượng " * 4}, True),
        ({"organisation": "Tổ công nghệ số cộng đồng " * 8}, False),
        ({"name": "H’Nhŭng Kđăm Krŏng Čư Ñơn"}, False),
        ({"award": "giải Nhì", "rank": 2, "people": 12986}, True),
        ({"contest": "Tìm hiểu Nghị quyết 57-NQ/TW " * 5}, True),
        ({"language": "en", "award": "second prize"}, True),
        ({"organisation": ""}, True),
    ],
)
def test_what_does_not_fit_the_plate_gets_a_layout_and_looks_the_same(
    changes: dict[str, Any], is_shared: bool, layouts: list[Any]
) -> None:
    pdf = printed(**changes)
    again = printed(**{"name": "Lò Y Ó", **changes})

    assert [plate.is_shared for plate in layouts] == ([True] if is_shared else [False, False])
    assert picture(pdf).tobytes() == picture(whole(**changes)).tobytes()
    assert picture(again).tobytes() == picture(whole(**{"name": "Lò Y Ó", **changes})).tobytes()
    assert len(pdf) <= 100 * 1024


def test_file_of_a_plate_names_its_own_person_everywhere(layouts: list[Any]) -> None:
    pdf = printed(name="Lò Y Ó")

    reader = PdfReader(io.BytesIO(pdf))
    page = reader.pages[0]
    links = {note.get_object()["/A"]["/URI"] for note in page["/Annots"]}  # type: ignore[attr-defined]
    assert layouts == []
    assert "Lò Y Ó" in page.extract_text()
    assert "Phượng" not in page.extract_text()
    assert reader.metadata is not None
    assert reader.metadata.title == "Giấy chứng nhận · Lò Y Ó"
    assert links == {f"https://thi.example.vn/chung-nhan/{CODE}/"}
    assert b"".join(reader.attachments["chung-nhan.json"]).decode() == (
        f'{{"statement": {{"code": "{CODE}"}}}}'
    )
    assert len(pdf) <= 100 * 1024


def test_another_signatory_or_another_seal_is_another_plate(layouts: list[Any], media: Any) -> None:
    printed(signatory="Hoàng Văn Páo")
    branding = media / "branding"
    branding.mkdir(parents=True)
    for colour in ("red", "blue"):
        Image.new("RGB", (40, 40), colour).save(branding / "dau.png")
        printed(seal="dau.png")
    printed(seal="dau.png", name="Lò Y Ó")

    assert len(layouts) == 3


WORDS = ["đã đạt *{giải}*, *{vòng}*", "cuộc thi “{cuộc thi}”,", "cùng {số người} người dự thi."]


def dressed(layout: str, orientation: str) -> Dress:
    """A template with two who sign, everybody's pictures and words of its own."""
    drawn = io.BytesIO()
    Image.new("RGBA", (60, 60), (200, 30, 60, 160)).save(drawn, "PNG")
    picture = sha256(drawn.getvalue()).hexdigest()
    person = {"signing_for": "TM. BAN TỔ CHỨC", "title": "Trưởng ban", "name": "Nông Văn Thắng"}
    design = {
        "layout": layout,
        "orientation": orientation,
        "colour": "#5A2A82",
        "header": ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"],
        "issuer": "Tỉnh đoàn Tuyên Quang",
        "body": WORDS,
        "signatories": [person, {**person, "signature": picture}],
        "emblem": picture,
        "seal": picture,
    }
    return Dress(read_design(design), {picture: drawn.getvalue()})


@pytest.mark.parametrize(("layout", "orientation"), LAYOUTS)
def test_every_layout_is_printed_from_a_plate_as_if_laid_out_whole(
    layout: str, orientation: str, layouts: list[Any]
) -> None:
    dress = dressed(layout, orientation)
    given: Any = {"award": "giải Nhì", "rank": 2, "people": 12986}
    for name in ("Nguyễn Thị Diễm Phượng", "Lò Y Ó"):
        facts: Any = {**FACTS, **given, "name": name}
        pdf = certificate_pdf(
            code=CODE, facts=facts, issued_at=ISSUED_AT, kind="prize", dress=dress
        )

    assert [plate.is_shared for plate in layouts] == [True]
    page = PdfReader(io.BytesIO(pdf)).pages[0]
    wide = float(page.mediabox.width) > float(page.mediabox.height)
    assert wide == (orientation == "landscape")
    assert picture(pdf).tobytes() == picture(whole(dress, "prize", **given, name=name)).tobytes()
    assert len(pdf) <= 100 * 1024


def test_line_without_its_value_is_left_out(layouts: list[Any]) -> None:
    facts: Any = {**FACTS, "award": "giải Nhì"}
    dress = dressed("plain", "portrait")

    pdf = certificate_pdf(code=CODE, facts=facts, issued_at=ISSUED_AT, dress=dress)

    text = PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert "đã đạt giải Nhì, Vòng 3" in text
    assert "người dự thi" not in text
