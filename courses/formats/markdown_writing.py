"""Lessons written as the Markdown that `markdown.py` reads."""

import re
from collections.abc import Callable, Mapping
from html import escape
from html.parser import HTMLParser
from typing import Any, Final

import yaml

from backend.common.markup import plain_text
from courses.formats.assignment import written_assignment
from courses.formats.media import MODELS
from courses.formats.media_draft import written_media

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>#|~])")
_BLOCKS: Final = frozenset({"p", "h2", "h3", "ul", "ol", "blockquote", "table"})


class _Node:
    def __init__(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        self.tag, self.attributes = tag, attributes
        self.children: list[_Node | str] = []


class _Tree(HTMLParser):
    """The harmless HTML of a part as a tree; it is well formed, for the server has written it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Node("", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = _Node(tag, dict(attrs))
        self._open[-1].children.append(node)
        if tag != "br":
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag in (node.tag for node in self._open[1:]):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def written_markdown(markup: str) -> str:
    """Prose as Markdown. Small letters above and below the line are written in the line."""
    tree = _Tree()
    tree.feed(markup)
    tree.close()
    try:
        return _blocks(tree.root)
    except RecursionError:  # nested without end: the words are what matters
        return _SPECIAL.sub(r"\\\1", plain_text(markup))


def written_lesson(lesson: Mapping[str, Any], pictures: Mapping[str, str], checked_on: str) -> str:
    """A lesson's file; `pictures` says by address under which name a picture lies beside it."""
    head = {name: lesson[name] for name in ("title", "summary", "minutes")}
    named = [{k: v for k, v in one.items() if v} for one in lesson["sources"]]
    head |= {"competences": list(lesson["competences"]), "sources": named}
    front = yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=1000)
    parts = [_WRITERS[part["kind"]](part, pictures) for part in lesson["parts"]]
    body = "\n\n".join(filter(None, parts))
    return f"---\n{front}checked_on: {checked_on}\n---\n\n{body}\n"


def _blocks(node: _Node) -> str:
    found: list[str] = []
    loose: list[_Node | str] = []
    for child in [*node.children, _Node("p", {})]:
        if isinstance(child, _Node) and child.tag in _BLOCKS:
            found += [_spans(loose), _block(child)]
            loose = []
        else:
            loose.append(child)
    return "\n\n".join(filter(None, (one.strip() for one in found)))


def _block(node: _Node) -> str:
    if node.tag in ("ul", "ol"):
        return _list(node)
    if node.tag == "blockquote":
        return "\n".join(f"> {line}".rstrip() for line in _blocks(node).split("\n"))
    if node.tag == "table":
        return _table(node)
    sign = {"h2": "## ", "h3": "### "}.get(node.tag, "")
    words = _spans(node.children)
    return f"{sign}{words if not sign else ' '.join(words.split())}" if words else ""


def _list(node: _Node) -> str:
    entries = [one for one in node.children if isinstance(one, _Node) and one.tag == "li"]
    is_loose = any(isinstance(c, _Node) and c.tag == "p" for one in entries for c in one.children)
    lines = []
    for number, entry in enumerate(entries, start=1):
        sign = f"{number}. " if node.tag == "ol" else "- "
        told = _blocks(entry) if is_loose else _blocks(entry).replace("\n\n", "\n")
        lines.append(sign + told.replace("\n", "\n" + " " * len(sign)))
    return ("\n\n" if is_loose else "\n").join(lines)


def _table(node: _Node) -> str:
    rows = [
        [_spans(cell.children).replace("\n", " ") for cell in _inside(row, "th", "td")]
        for row in _inside(node, "tr")
    ]
    if not rows:
        return ""
    width = max(map(len, rows))
    lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _inside(node: _Node, *tags: str) -> list[_Node]:
    found: list[_Node] = []
    for child in node.children:
        if isinstance(child, _Node):
            found += [child] if child.tag in tags else _inside(child, *tags)
    return found


def _spans(children: list[_Node | str]) -> str:
    return "".join(_span(one) for one in children).strip()


def _span(one: _Node | str) -> str:
    if isinstance(one, str):
        plain = _SPECIAL.sub(r"\\\1", one.replace("\n", " "))
        return re.sub(r"^(\s*)(\d+)([.)] )", r"\1\2\\\3", re.sub(r"^([-+] )", r"\\\1", plain))
    if one.tag == "br":
        return "\\\n"
    words = "".join(_span(child) for child in one.children)
    if one.tag in ("strong", "b", "em", "i") and words.strip():
        sign = "**" if one.tag in ("strong", "b") else "*"
        return words.replace(words.strip(), f"{sign}{words.strip()}{sign}")
    if one.tag == "a" and one.attributes.get("href"):
        return f"[{words}](<{escape(str(one.attributes['href']), quote=False)}>)"
    return words


def _box(part: Mapping[str, Any], _pictures: Mapping[str, str]) -> str:
    return f":::{part['kind']} {part['title']}\n{written_markdown(part['markup'])}\n:::"


def _picture(part: Mapping[str, Any], pictures: Mapping[str, str]) -> str:
    alt = _SPECIAL.sub(r"\\\1", part["alt"])
    caption = part["caption"].replace("\\", "\\\\").replace('"', '\\"')
    said = f' "{caption}"' if caption else ""
    return f"![{alt}]({pictures[part['src']]}{said})" if part["src"] in pictures else ""


def _checklist(part: Mapping[str, Any], _pictures: Mapping[str, str]) -> str:
    return "\n".join([f":::checklist {part['title']}", *(f"- {s}" for s in part["steps"]), ":::"])


def _quiz(part: Mapping[str, Any], _pictures: Mapping[str, str]) -> str:
    codes = [f"- {code}" for code in part["items"]]
    return "\n".join([f":::quiz {part['title']}", f"pass: {part['pass']}", *codes, ":::"])


def _package(part: Mapping[str, Any], _pictures: Mapping[str, str]) -> str:
    told = [f"{name}: {part[name]}" for name in ("package", "units", "origin") if part[name] != ""]
    return "\n".join([f":::package {part['title']}", *told, ":::"])


_WRITERS: Final[Mapping[str, Callable[[Mapping[str, Any], Mapping[str, str]], str]]] = {
    "text": lambda part, _pictures: written_markdown(part["markup"]),
    "note": _box,
    "warning": _box,
    "picture": _picture,
    "checklist": _checklist,
    "assignment": lambda part, _pictures: written_assignment(
        part, written_markdown(part["markup"])
    ),
    "quiz": _quiz,
    "package": _package,
    "link": lambda part, _pictures: f":::link {part['title']}\n{part['href']}\n:::",
    **dict.fromkeys(MODELS, written_media),
}
