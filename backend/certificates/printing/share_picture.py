"""A certificate as a picture to share: 1200 × 630, PNG."""

from collections.abc import Mapping
from typing import Any, Final
from unicodedata import normalize
from urllib.parse import urlsplit

from django.conf import settings

from backend.certificates.printing.page import one_line
from backend.certificates.printing.wording import wording_in
from backend.certificates.rules.facts import title_of
from backend.common.share_card import GREEN, INK, MARGIN, QUIET, SIZE, Card, drawn_by_us, width_of

WIDTH: Final = SIZE[0] - 2 * MARGIN
SIZES: Final = range(76, 27, -4)


def share_picture(facts: Mapping[str, Any], *, name: str, told: str) -> bytes:
    """`name` as it may be shown: masked, unless its owner asked for this. `told`: what was done."""
    wording = wording_in(str(facts.get("language") or "vi"))
    card = Card()
    card.lines(wording.title, MARGIN, 76, size=46, weight=700, fill=GREEN, width=800, most=1)
    shown = drawable(one_line(name))
    size = next((size for size in SIZES if width_of(shown, size, 700) <= WIDTH - 90), SIZES[-1])
    card.write(shown, MARGIN, 190 + (SIZES[0] - size) // 2, size=size, weight=700, fill=INK)
    top = card.lines(told, MARGIN, 316, size=36, weight=400, fill=INK, width=WIDTH, most=3)
    issuer = str(facts.get("issuer") or "")
    card.lines(
        issuer, MARGIN, max(top + 10, 436), size=28, weight=600, fill=QUIET, width=WIDTH, most=1
    )
    card.write(_address(), MARGIN, 560, size=26, weight=600, fill=GREEN)
    return card.png()


def alternative(facts: Mapping[str, Any]) -> str:
    """What stands for the picture where it is not seen."""
    wording = wording_in(str(facts.get("language") or "vi"))
    return f"{wording.title}: {title_of(facts)}"


def drawable(name: str) -> str:
    """Letters that our fonts do not have give way to those that they come from."""
    return "".join(
        letter if drawn_by_us(letter) else normalize("NFD", letter)[:1] for letter in name
    )


def _address() -> str:
    return f"{urlsplit(settings.PUBLIC_URL).netloc}/chung-nhan"
