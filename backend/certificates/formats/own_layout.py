"""The HTML and CSS of an operator's own layout: a small set of both, and nothing from outside.

What is refused here would be harmless anyway, for the press reaches nothing; but whoever drew the
layout should be told, and not wonder about a page with holes.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element

# WeasyPrint's own dependencies: a page is read as it will be when it is printed
import tinycss2
import tinyhtml5

from backend.certificates.rules.fields import UnknownField
from backend.certificates.rules.own_page import NEEDED, OwnPage, page_fields

MOST_LETTERS: Final = 100_000
TAGS: Final = {
    *("html", "head", "body", "div", "section", "header", "footer", "main", "p", "span", "bdi"),
    *("h1", "h2", "h3", "b", "strong", "i", "em", "small", "sup", "sub", "br", "hr", "img"),
    *("table", "thead", "tbody", "tr", "th", "td", "ul", "ol", "li"),
}
ATTRIBUTES: Final = {"class", "id", "lang", "style", "alt", "src", "colspan", "rowspan"}
PICTURE: Final = re.compile(r"asset:([0-9a-f]{64})\.png")


class LayoutFault(ValueError):
    """`code` says what is wrong; `about` names the part, as it is written there."""

    def __init__(self, code: str, about: str = "") -> None:
        self.code, self.about = code, about[:80]
        super().__init__(code, about)


def pictures_in(layout: OwnPage) -> set[str]:
    """Digests of all pictures that it shows."""
    return set(PICTURE.findall(layout.page + layout.style))


def check_layout(layout: OwnPage) -> None:
    """Raises LayoutFault for the first thing that is not allowed or is missing."""
    if len(layout.page) > MOST_LETTERS or len(layout.style) > MOST_LETTERS:
        raise LayoutFault("too_long")
    _check_fields(layout.page)
    for element in tinyhtml5.parse(layout.page, namespace_html_elements=False).iter():
        if isinstance(element.tag, str):
            _check_element(element)
    _check_style(layout.style)


def _check_fields(page: str) -> None:
    try:
        found = page_fields(page)
    except UnknownField as unknown:
        raise LayoutFault("unknown_field", unknown.name) from unknown
    for value, field in NEEDED.items():
        if found.count(value) != 1:
            raise LayoutFault("needed_once", field)


def _check_element(element: Element) -> None:
    if element.tag not in TAGS:
        raise LayoutFault("tag", element.tag.rpartition("}")[2])
    for name, value in element.attrib.items():
        if name not in ATTRIBUTES or "{" in value:
            raise LayoutFault("attribute", f"{name}={value}")
    if element.tag == "img":
        _check_address(element.get("src", ""))
    _check_addresses(tinycss2.parse_component_value_list(element.get("style", "")))


def _check_style(style: str) -> None:
    if "<" in style:
        raise LayoutFault("rule", "<")
    for rule in tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True):
        if rule.type == "error":
            raise LayoutFault("rule", rule.message)
        if rule.type == "at-rule" and (rule.lower_at_keyword != "page" or rule.content is None):
            raise LayoutFault("rule", f"@{rule.at_keyword}")
        _check_addresses(rule.content)


def _check_addresses(nodes: Iterable[Any]) -> None:
    for node in _within(nodes):
        if node.type == "url":
            _check_address(node.value)
        elif node.type == "function" and node.lower_name == "url":
            _check_address("".join(part.value for part in node.arguments if part.type == "string"))
        elif node.type == "at-keyword":
            raise LayoutFault("rule", f"@{node.value}")


def _within(nodes: Iterable[Any]) -> Iterator[Any]:
    for node in nodes:
        yield node
        yield from _within(getattr(node, "arguments", None) or getattr(node, "content", None) or ())


def _check_address(address: str) -> None:
    if not PICTURE.fullmatch(address):
        raise LayoutFault("address", address)
