"""One vocabulary for QTI 2.1, 2.2 and 3.0, and its texts as HTML.

QTI 3 writes "qti-simple-choice" and "response-identifier" where QTI 2 wrote "simpleChoice" and
"responseIdentifier"; readers see only the latter.
"""

import re
from collections.abc import Callable, Iterator
from html import escape
from xml.etree.ElementTree import Element

from quizzes.formats.items.mathml import on_one_line

Replace = Callable[[Element], str | None]
"""What stands in place of an element, or None where it is written as it is."""

_HYPHEN = re.compile(r"-([a-z0-9])")
_SPACES = re.compile(r"\s+")
_KEPT = ("src", "alt", "href", "width", "height", "colspan", "rowspan")
_VOID = frozenset({"br", "img", "hr"})
_UNWRAPPED = frozenset({"contentBody", "itemBody", "stimulusBody", "prompt", "simpleChoice"}) | {
    *("simpleAssociableChoice", "inlineChoice", "rubricBlock", "modalFeedback", "feedbackBlock"),
    *("feedbackInline", "hottext", "templateInline", "templateBlock", "span"),
}


def as_qti2(root: Element) -> Element:
    """The same tree, named as QTI 2 does."""
    for element in root.iter():
        if element.tag.startswith("qti-"):
            element.tag = _joined(element.tag[4:])
            element.attrib = {_attribute(name): one for name, one in element.attrib.items()}
    return root


def _attribute(name: str) -> str:
    return name if name.startswith("data-") else _joined(name)


def _joined(name: str) -> str:
    return _HYPHEN.sub(lambda found: found[1].upper(), name)


def as_html(element: Element, replace: Replace) -> str:
    """What is inside of an element, as HTML."""
    return "".join(_inside(element, replace)).strip()


def _inside(element: Element, replace: Replace) -> Iterator[str]:
    yield _text(element.text)
    for child in element:
        instead = replace(child)
        if instead is not None:
            yield instead
        elif child.tag == "math":
            yield escape(on_one_line(child), quote=False)
        elif child.tag == "object" and child.get("type", "").startswith("image/"):
            yield _image(child.get("data", ""), child)
        elif child.tag == "img":
            yield _image(child.get("src", ""), child)
        elif child.tag in _VOID:
            yield f"<{child.tag}>"
        elif child.tag in _UNWRAPPED:
            yield from _inside(child, replace)
        else:
            facts = "".join(
                f' {name}="{escape(child.get(name, ""))}"' for name in _KEPT if child.get(name)
            )
            yield f"<{child.tag}{facts}>"
            yield from _inside(child, replace)
            yield f"</{child.tag}>"
        yield _text(child.tail)


def _image(address: str, element: Element) -> str:
    """An object that is a picture says its alternative text inside."""
    alt = element.get("alt") or _SPACES.sub(" ", "".join(element.itertext())).strip()
    sizes = "".join(
        f' {name}="{escape(element.get(name, ""))}"'
        for name in ("width", "height")
        if element.get(name)
    )
    return f'<img src="{escape(address)}" alt="{escape(alt)}"{sizes}>'


def _text(text: str | None) -> str:
    return escape(_SPACES.sub(" ", text), quote=False) if text else ""
