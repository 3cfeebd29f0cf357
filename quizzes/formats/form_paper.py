"""A form on paper: A4 upright, with an answer sheet, and its key on a page of its own."""

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.template.loader import get_template
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe

from quizzes.formats.bulletin import fonts
from quizzes.rules.number import written_number

TEMPLATE = "quizzes/form.html"
STYLE = Path(__file__).with_name("assets") / "form.css"
LETTERS = "ABCDEFGHIJKLMNOP"
SMALL_LETTERS = LETTERS.lower()
CHOICES = {"single", "multiple", "true_false"}
ESSAY_LINES, LETTERS_A_LINE = 24, 90
_PICTURE = re.compile(r'src="/hinh/([0-9a-f]{64})\.webp"')


@dataclass(frozen=True, slots=True)
class PrintedItem:
    """An item as it stands on this form; `order` as drawn, `key` as rules/scoring.py has it."""

    kind: str
    stem: str
    options: Sequence[str]
    targets: Sequence[str]
    order: Sequence[int]
    key: Any
    code: str
    unit: str = ""
    limit: int | None = None
    markup: Mapping[str, Any] | None = None
    picture: str = ""
    picture_alt: str = ""
    stimulus: int | None = None
    stimulus_title: str = ""
    stimulus_text: str = ""
    stimulus_markup: str = ""


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """A form with its head; without a `code` it is a list of items that nobody sits."""

    title: str
    organiser: str
    code: str
    minutes: int
    items: Sequence[PrintedItem]


def form_html(form: PrintedForm, *, with_key: bool, is_page: bool = False) -> str:
    """The document. `is_page`: for a browser, with its style inside."""
    rows = [_row(number, item) for number, item in enumerate(form.items, start=1)]
    content = {
        "form": form,
        "rows": _with_stimuli(rows, form.items),
        "sheet": [row for row in rows if row["letters"] and form.code],
        "written": [row for row in rows if not row["letters"]],
        "key": rows if with_key else [],
        "style": page_style() if is_page else "",
    }
    return get_template(TEMPLATE).render(content)


def form_pdf(form: PrintedForm, *, with_key: bool, pictures: Mapping[str, bytes]) -> bytes:
    """Needs Pango: ask `certificates_available` first. `pictures`: files by digest."""
    html = _PICTURE.sub(r'src="asset:\1.webp"', form_html(form, with_key=with_key))
    content: bytes = _press().pdf(
        html, {f"{digest}.webp": body for digest, body in pictures.items()}
    )
    return content


def pictures_in(form: PrintedForm) -> set[str]:
    """The digests of all pictures that the form shows."""
    return set(_PICTURE.findall(form_html(form, with_key=False)))


def page_style() -> SafeString:
    """The style for a browser, which has fonts of its own; no tag can close it."""
    lines = STYLE.read_text(encoding="utf-8").splitlines()
    return mark_safe("\n".join(line for line in lines if not line.startswith("@font-face")))


def page_policy() -> str:
    """What the page of a form may load: its own style, and pictures of ours."""
    digest = b64encode(sha256(f"\n{page_style()}\n".encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src 'self'; "
        "frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
    )


@cache
def _press() -> Any:
    from backend.certificates.printing.press import Press  # imports WeasyPrint and Pango

    return Press(STYLE, fonts())


def _row(number: int, item: PrintedItem) -> dict[str, Any]:
    markup = item.markup or {}
    options = list(markup.get("options") or item.options)
    return {
        "number": number,
        "kind": item.kind,
        "stem": _rich(markup.get("stem", ""), item.stem),
        "options": [
            (LETTERS[place], _rich(markup.get("options") and options[one], item.options[one]))
            for place, one in enumerate(item.order)
        ]
        if item.kind in CHOICES
        else [],
        "left": list(enumerate(item.options, start=1)) if item.kind == "matching" else [],
        "right": _lettered(item.targets, item.order) if item.kind == "matching" else [],
        "parts": _lettered(item.options, item.order) if item.kind == "ordering" else [],
        "unit": item.unit,
        "limit": item.limit,
        "lines": range(_lines(item)),
        "picture": item.picture,
        "picture_alt": item.picture_alt,
        "letters": LETTERS[: len(item.order)] if item.kind in CHOICES else "",
        "key": key_words(item),
        "code": item.code,
    }


def _with_stimuli(
    rows: Sequence[dict[str, Any]], items: Sequence[PrintedItem]
) -> Sequence[dict[str, Any]]:
    """Each row with the text that begins before it, and for which numbers it stands."""
    earlier: int | None = None
    for row, item in zip(rows, items, strict=True):
        if item.stimulus is not None and item.stimulus != earlier:
            last = max(
                other["number"]
                for other, one in zip(rows, items, strict=True)
                if one.stimulus == item.stimulus
            )
            row["stimulus"] = {
                "title": item.stimulus_title,
                "text": mark_safe(item.stimulus_markup or linebreaks(item.stimulus_text, True)),
                "first": row["number"],
                "last": last,
            }
        earlier = item.stimulus
    return rows


def key_words(item: PrintedItem) -> str:
    """The key as it is written beside the number of an item on this very form."""
    if item.key is None:
        return ""
    places = {option: place for place, option in enumerate(item.order)}
    if item.kind in CHOICES:
        return ", ".join(sorted(LETTERS[places[option]] for option in item.key))
    if item.kind == "matching":
        pairs = enumerate(item.key, start=1)
        return ", ".join(f"{number}–{SMALL_LETTERS[places[target]]}" for number, target in pairs)
    if item.kind == "ordering":
        return " → ".join(SMALL_LETTERS[places[option]] for option in item.key)
    if item.kind == "number":
        off = item.key.get("tolerance", "0")
        around = "" if off == "0" else f" (± {written_number(off)})"
        return f"{written_number(item.key['value'])}{around} {item.unit}".strip()
    if item.kind == "short_text":
        return " / ".join(item.key["accepted"])
    if item.kind == "essay":
        return "; ".join(f"{one['criterion']}: {one['points']} điểm" for one in item.key["rubric"])
    return "Vùng đã đánh dấu trên hình"


def _lettered(texts: Sequence[str], order: Sequence[int]) -> list[tuple[str, str]]:
    return [(SMALL_LETTERS[place], texts[one]) for place, one in enumerate(order)]


def _lines(item: PrintedItem) -> int:
    """How many ruled lines an answer gets."""
    if item.kind == "essay":
        return min(ESSAY_LINES, max(6, (item.limit or 0) // LETTERS_A_LINE))
    return 1 if item.kind in {"number", "short_text"} else 0


def _rich(markup: str | None, text: str) -> SafeString:
    """Harmless HTML as it is stored, or else the plain words."""
    return mark_safe(markup) if markup else format_html("{}", text)
