"""A template as it will be printed, with an invented person, before anything is issued."""

from datetime import datetime
from io import BytesIO
from typing import Any, Final, cast

from backend.certificates.enums import CertificateKind
from backend.certificates.errors import CannotPrintHere
from backend.certificates.printing.availability import certificates_available
from backend.certificates.printing.certificate import sheet_of
from backend.certificates.printing.dress import Dress
from backend.certificates.rules.facts import Facts

# A code that no certificate has: it ends in more bits than there are.
CODE: Final = "0000-0000-0000-0000-0000-0000-00"
NAME: Final = "Nguyễn Thị Diễm Phượng"
# Points of the screen for each point of the page.
SCALE: Final = 1.6


def sample_facts(kind: str, about: str, *, round_: str = "", today: str) -> Facts:
    """What a certificate of that kind might say about a contest or course."""
    facts: dict[str, Any] = {"name": NAME, "organisation": "Xã Minh Thanh", "issued_on": today}
    if kind == CertificateKind.COURSE:
        return cast(Facts, {**facts, "course": about, "lessons": 18, "minutes": 240})
    facts |= {"contest": about, "round": round_}
    if kind == CertificateKind.PRIZE:
        facts |= {"award": "giải Nhất", "rank": 1, "people": 12986}
    elif kind == CertificateKind.ORGANISATION_PRIZE:
        facts |= {"name": "Xã Minh Thanh", "organisation": "", "award": "giải Nhất tập thể"}
    elif kind != CertificateKind.PARTICIPATION:
        facts |= {"points": 19, "max_points": 20}
    return cast(Facts, facts)


def preview_pdf(dress: Dress, facts: Facts, kind: str, *, now: datetime) -> bytes:
    """The page as a whole layout; it bears no signature and proves nothing."""
    if not certificates_available():
        raise CannotPrintHere
    from backend.certificates.printing.press import press  # imports WeasyPrint and Pango

    sheet = sheet_of(CODE, facts, now, kind, dress)
    return press(sheet.style).pdf(sheet.html(), sheet.images)


def preview_picture(pdf: bytes) -> bytes:
    """The page of that PDF as a WebP picture, for screens that show no PDF in a page."""
    import pypdfium2

    from backend.certificates.printing.press import press  # imports WeasyPrint and Pango

    # PDFium knows one thread at a time
    with press().lock:
        document = pypdfium2.PdfDocument(pdf)
        try:
            picture = document[0].render(scale=SCALE).to_pil().convert("RGB")
        finally:
            document.close()
    out = BytesIO()
    picture.save(out, "WEBP", quality=88, method=2)
    return out.getvalue()
