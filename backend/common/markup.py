"""Formatted text of organisers, reduced to harmless markup."""

from typing import Final

import nh3

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
