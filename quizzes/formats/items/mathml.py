"""MathML on one line: "x^2", "(a + b)/2", "√(n)". What it cannot say, it says in bare words."""

from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element

_HIDDEN = frozenset({"annotation", "annotation-xml"})
_LEAVES = frozenset({"mi", "mn", "mtext", "ms", "mo"})


def on_one_line(element: Element) -> str:
    """The formula as people type it where they have no formulas."""
    return " ".join(_written(element).split())


def _written(element: Element) -> str:
    tag = element.tag
    if tag in _HIDDEN:
        return ""
    parts = [_written(child) for child in element if child.tag not in _HIDDEN]
    if tag in _LEAVES or not parts:
        text = "".join(element.itertext()).strip()
        return f" {text} " if tag == "mo" and text in {"=", "+", "<", ">", "≤", "≥", "→"} else text
    write = _SHAPES.get(tag)
    return write(parts) if write else "".join(parts)


def _grouped(text: str) -> str:
    bare = text.strip()
    return bare if len(bare) < 2 or bare.isalnum() else f"({bare})"


def _between(sign: str) -> Callable[[list[str]], str]:
    return lambda parts: sign.join(_grouped(one) for one in parts)


_SHAPES: Mapping[str, Callable[[list[str]], str]] = {
    "mfrac": _between("/"),
    "msup": _between("^"),
    "mover": _between("^"),
    "msub": _between("_"),
    "munder": _between("_"),
    "msqrt": lambda parts: f"√({''.join(parts).strip()})",
    "mroot": lambda parts: f"{_grouped(parts[-1])}√({''.join(parts[:-1]).strip()})",
    "mfenced": lambda parts: f"({', '.join(one.strip() for one in parts)})",
    "mtr": lambda parts: "; ".join(one.strip() for one in parts) + " ",
}
