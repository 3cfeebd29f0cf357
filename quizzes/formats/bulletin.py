"""The result bulletin as provinces print it: A4 upright, HTML first, then PDF by WeasyPrint."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

TEMPLATE = "quizzes/bulletin.html"
STYLE = Path(__file__).with_name("assets") / "bulletin.css"
_FONTS = "be-vietnam-pro-*.woff2"
_SEPARATORS = str.maketrans(",.", ".,")


def figure(value: float | None, decimals: int = 0) -> str:
    """1234.5 as "1.234,5"; an en dash where there is none."""
    return "–" if value is None else f"{value:,.{decimals}f}".translate(_SEPARATORS)


def share(value: float | None) -> str:
    return "–" if value is None else f"{figure(value * 100, 1)}%"


def working_time(milliseconds: int) -> str:
    """Minutes and seconds, thousandths where they may decide: "8:26,054"."""
    seconds, thousandths = divmod(milliseconds, 1000)
    return f"{seconds // 60}:{seconds % 60:02d},{thousandths:03d}"


def bulletin_html(content: Mapping[str, Any]) -> str:
    return get_template(TEMPLATE).render({**content, "qr": qr(str(content["address"]))})


def qr(address: str) -> SafeString:
    code = segno.make(address, error="m", boost_error=False)
    return mark_safe(code.svg_inline(border=0, dark="#1B1F24", omitsize=True))


def bulletin_pdf(content: Mapping[str, Any]) -> bytes:
    """Needs Pango: ask `certificates_available` first."""
    return _press().pdf(bulletin_html(content))


@cache
def _press() -> Any:
    from backend.certificates.printing.press import Press  # imports WeasyPrint and Pango

    return Press(STYLE, fonts())


def fonts() -> dict[str, bytes]:
    """The pages' own fonts, by file name."""
    folder = Path(settings.BASE_DIR) / "frontend" / "public" / "fonts"
    return {path.name: path.read_bytes() for path in folder.glob(_FONTS)}
