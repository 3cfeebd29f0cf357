"""Formatted text of organisers, reduced to harmless markup."""

import re
from html import unescape
from typing import Final

import nh3

from backend.common.text import collapsed

PROSE_TAGS: Final = {
    *("h2", "h3", "p", "ul", "ol", "li", "strong", "em", "b", "i", "a", "br", "blockquote"),
    *("table", "thead", "tbody", "tr", "th", "td", "sup", "sub"),
}
LINK_SCHEMES: Final = {"http", "https", "mailto", "tel"}


def harmless(written: str) -> str:
    """The text without scripts, styles, pictures and whatever else is not plain prose."""
    return nh3.clean(
        written,
        tags=PROSE_TAGS,
        attributes={"a": {"href"}, "th": {"colspan", "rowspan"}, "td": {"colspan", "rowspan"}},
        url_schemes=LINK_SCHEMES,
    )


ITEM_TAGS: Final = PROSE_TAGS | {"u", "code", "pre", "img", "s"}
PICTURE: Final = re.compile(r"(?:/hinh/[0-9a-f]{64}\.webp|picture:[\w.-]{1,200})")
_BLOCK: Final = re.compile(r"<(?:p|br|li|h2|h3|tr|blockquote|pre)\b[^>]*>", re.IGNORECASE)
_IMAGE: Final = re.compile(r"<img\b[^>]*?\balt=\"([^\"]*)\"[^>]*>|<img\b[^>]*>", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^>]*>")


def harmless_item(written: str) -> str:
    """Formatted text of an item: prose, and pictures of our own with words for who cannot see."""
    return nh3.clean(
        written,
        tags=ITEM_TAGS,
        attributes={
            "a": {"href"},
            "th": {"colspan", "rowspan"},
            "td": {"colspan", "rowspan"},
            "img": {"src", "alt", "width", "height"},
        },
        attribute_filter=_own_picture,
        url_schemes=LINK_SCHEMES | {"picture"},
    )


def _own_picture(tag: str, attribute: str, value: str) -> str | None:
    if tag == "img" and attribute == "src":
        return value if PICTURE.fullmatch(value) else None
    if tag == "a" and value.startswith("picture:"):
        return None
    return value


def plain_text(markup: str) -> str:
    """The words of harmless HTML on one line a block; a picture by what it shows."""
    text = _IMAGE.sub(lambda found: f" [{found.group(1) or 'hình'}] ", markup)
    lines = _TAG.sub("", _BLOCK.sub("\n", text)).split("\n")
    return "\n".join(filter(None, (collapsed(unescape(line)) for line in lines)))
