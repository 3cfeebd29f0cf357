"""Diagrams of lessons: SVG that draws and does nothing else.

Only what `ELEMENTS` and `ATTRIBUTES` name is let in; the file is written anew from what was let
in, so that nothing which was not looked at gets through.
"""

import hashlib
import re
from dataclasses import dataclass
from xml.etree import ElementTree

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

SVG = "http://www.w3.org/2000/svg"
MOST_BYTES = 200_000
MOST_ELEMENTS = 2_000
ELEMENTS = frozenset(
    {
        *("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
        *("text", "tspan", "title", "desc"),
    }
)
_GEOMETRY = "x y x1 y1 x2 y2 cx cy r rx ry dx dy width height points d viewBox"
_PAINT = "fill stroke stroke-width stroke-linecap stroke-linejoin stroke-dasharray opacity"
_WORDS = "transform font-family font-size font-weight font-style text-anchor role aria-label"
ATTRIBUTES = frozenset(f"{_GEOMETRY} {_PAINT} {_WORDS}".split())
_FREE_WORDS = frozenset({"aria-label"})
_PLAIN = re.compile(r"[\w\s#.,()%'+-]*")
_VIEW = re.compile(r"0 0 (\d{1,4}) (\d{1,4})")


class DiagramRefused(ValueError):
    """The file is no diagram; the message says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class DrawnDiagram:
    """A diagram that was looked at: its file, named by what it holds."""

    body: bytes
    width: int
    height: int

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.body).hexdigest()

    @property
    def address(self) -> str:
        return f"/so-do/{self.digest}.svg"


def read_diagram(written: bytes) -> DrawnDiagram:
    """The diagram of a file; raises DiagramRefused."""
    if len(written) > MOST_BYTES:
        raise DiagramRefused("Tệp hình quá lớn.")
    try:
        root = fromstring(written, forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException, ValueError) as error:
        raise DiagramRefused("Tệp hình không phải là SVG đọc được.") from error
    elements = list(root.iter())
    if len(elements) > MOST_ELEMENTS:
        raise DiagramRefused("Hình có quá nhiều nét.")
    if _name(root) != "svg":
        raise DiagramRefused("Tệp hình không phải là SVG.")
    for element in elements:
        _judge(element)
    view = _VIEW.fullmatch(root.get("viewBox", ""))
    if view is None:
        raise DiagramRefused('Hình cần viewBox="0 0 rộng cao".')
    ElementTree.register_namespace("", SVG)
    body = ElementTree.tostring(root, encoding="utf-8", xml_declaration=False)
    return DrawnDiagram(body, int(view.group(1)), int(view.group(2)))


def _name(element: ElementTree.Element) -> str:
    """The name without its namespace; whatever is not SVG has none of the allowed names."""
    tag = element.tag
    if not isinstance(tag, str):
        raise DiagramRefused("Hình có chỗ không phải là nét vẽ.")
    return tag.removeprefix(f"{{{SVG}}}")


def _judge(element: ElementTree.Element) -> None:
    name = _name(element)
    if name not in ELEMENTS:
        raise DiagramRefused(f"Hình không được có <{name}>.")
    for attribute, value in element.attrib.items():
        if attribute not in ATTRIBUTES:
            raise DiagramRefused(f"Hình không được có thuộc tính {attribute}.")
        if attribute not in _FREE_WORDS and (not _PLAIN.fullmatch(value) or "url(" in value):
            raise DiagramRefused(f"Giá trị của thuộc tính {attribute} không dùng được.")
