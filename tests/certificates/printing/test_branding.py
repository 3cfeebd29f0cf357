"""The organiser's seal and signature."""

import io
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from backend.certificates.printing.branding import branding_image
from backend.certificates.printing.certificate import certificate_pdf
from tests.factories.certificates import FACTS, ISSUED_AT

CODE = "7QKM-4T2X-9DRW-HN5C-8JV3-TKPB-01"


@pytest.fixture
def seal(media: Path) -> bytes:
    content = io.BytesIO()
    Image.new("RGBA", (40, 40), (200, 30, 60, 255)).save(content, "PNG")
    (media / "branding").mkdir(parents=True)
    (media / "branding" / "seal.png").write_bytes(content.getvalue())
    (media / "branding" / "not-a.png").write_bytes(b"<svg/>")
    (media / "secret.png").write_bytes(content.getvalue())
    return content.getvalue()


def test_seal_of_the_installation_is_printed(seal: bytes) -> None:
    facts: dict[str, object] = {**FACTS, "seal": "seal.png"}

    pdf = certificate_pdf(code=CODE, facts=facts, issued_at=ISSUED_AT)  # type: ignore[arg-type]

    assert len(PdfReader(io.BytesIO(pdf)).pages[0].images) == 1


@pytest.mark.parametrize(
    "name",
    ["", None, True, "missing.png", "not-a.png", "../secret.png", "/etc/passwd", "seal.svg", 7],
)
def test_what_is_not_a_png_of_the_installation_is_left_out(seal: bytes, name: object) -> None:
    assert branding_image(name) is None
