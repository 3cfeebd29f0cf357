"""XML of strangers as a tree without namespaces, of limited depth, with nothing loaded for it.

A document type is passed over where it only names one, as ILIAS writes it; whatever it declares
inside, entities above all, is refused.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from quizzes.formats.item_content import Note
from quizzes.formats.items.encoding import decoded

MOST_DEPTH = 120
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
_PART = 1 << 16


class Unreadable(Exception):
    """Not a file that can be taken; the text says why, for whoever brought it."""


class _Builder(TreeBuilder):
    """Drops namespaces on the way and counts how deep it stands."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise Unreadable(f"Tệp XML lồng nhau quá {MOST_DEPTH} tầng.")
        bare = {name.rpartition("}")[2]: value for name, value in attrs.items()}
        return super().start(tag.rpartition("}")[2], bare)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag.rpartition("}")[2])


def read_tree(body: bytes) -> tuple[Element, list[Note]]:
    """The root, and what was doubtful about its letters; raises Unreadable."""
    try:
        return _parsed(body), []
    except ParseError as error:
        if not _has_wrong_letters(body):
            raise Unreadable(f"XML hỏng ở dòng {error.position[0]}.") from error
    text, notes = decoded(body)
    try:
        return _parsed(_DECLARED.sub("", text.lstrip("\ufeff")).encode()), notes
    except ParseError as error:
        raise Unreadable(f"XML hỏng ở dòng {error.position[0]}.") from error


def _parsed(body: bytes) -> Element:
    parser = XMLParser(target=_Builder(), forbid_dtd=False)
    try:
        for start in range(0, len(body), _PART):
            parser.feed(body[start : start + _PART])
        return parser.close()
    except DefusedXmlException as error:
        raise Unreadable(
            "Tệp XML khai báo thực thể (ENTITY), không an toàn nên không đọc."
        ) from error
    except (ValueError, LookupError) as error:
        raise Unreadable("Bảng mã của tệp XML không rõ.") from error


def _has_wrong_letters(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return not body.startswith((b"\xff\xfe", b"\xfe\xff"))
    return False


def words(element: Element | None) -> str:
    """All that an element says, whatever it is made of."""
    return "" if element is None else "".join(element.itertext()).strip()


def said(element: Element, path: str) -> str:
    """What the first element on the path says."""
    return words(element.find(path))


def every(element: Element, *names: str) -> Iterator[Element]:
    """Elements of these names at any depth, in their order."""
    return (one for one in element.iter() if one.tag in names)
