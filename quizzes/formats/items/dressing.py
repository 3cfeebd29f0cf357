"""Foreign HTML as plain words with harmless dress, pictures by name.

Plain words are the record; the dress is left empty where it adds nothing to them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from urllib.parse import unquote

import nh3

from backend.common.markup import ITEM_TAGS, harmless_item, plain_text
from quizzes.formats.items.mathml import on_one_line
from quizzes.formats.items.xml_tree import Unreadable, read_tree

GAP = "_____"
"""Where something is to be filled in."""

Find = Callable[[str], str | None]
"""From a picture's address in the file to the name it goes by, or None where it is not kept."""

_OURS = (
    (
        re.compile(r"<(/?)(?:div|section|article|figure|figcaption|center|dl|dt|dd)\b", re.I),
        r"<\1p",
    ),
    (re.compile(r"<(/?)h1\b", re.I), r"<\1h2"),
    (re.compile(r"<(/?)h[456]\b", re.I), r"<\1h3"),
    (re.compile(r"<(/?)(?:strike|del)\b", re.I), r"<\1s"),
    (re.compile(r"<(/?)(?:tt|kbd|samp)\b", re.I), r"<\1code"),
)
_IN_PARAGRAPH = re.compile(r"</(td|th)>(?!\s)")
_EMPTY = re.compile(r"<p>(?:\s|&nbsp;)*</p>\s*")
_LOST_PICTURE = re.compile(r'<img(?![^>]*\ssrc=")(?:[^>]*?\salt="([^"]*)")?[^>]*>')
_NAMELESS = re.compile(r'<img(?![^>]*\salt="[^"])[^>]*>')
_PLAIN = re.compile(r"</?(?:p|br)>|<br />")
_FEATURES = re.compile(
    r"<(script|style|iframe|object|embed|audio|video|svg|math|form|input|select|textarea|canvas"
    r"|applet|link|meta|base)\b|\bon[a-z]{3,20}\s*=|(javascript):",
    re.I,
)
_LOOKS_LIKE_HTML = re.compile(
    r"</?(?:p|br|b|i|u|s|em|strong|sub|sup|img|a|ul|ol|li|table|tr|td|th|div|span|pre|code|h[1-6]"
    r"|script|style|iframe|svg|math|font|blockquote|video|audio|object)\b[^<>]{0,2000}>|&(?:nbsp|lt|gt|amp|quot);",
    re.I,
)
ATTRIBUTES = {
    "a": {"href"},
    "th": {"colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "img": {"src", "alt", "width", "height"},
}
_MEDIA = {"audio": "âm thanh", "video": "đoạn phim", "math": "công thức MathML", "svg": "hình SVG"}
_MATHS = re.compile(r"<math\b[^<]*(?:<(?!/math>)[^<]*)*</math>", re.IGNORECASE)
ON_ONE_LINE = "Công thức được viết lại trên một dòng; hãy xem kỹ."
_TEX = re.compile(r"\\\(|\\\[|\$\$")


@dataclass(frozen=True, slots=True)
class Said:
    """A text, its dress where it has one, and what was left out of it."""

    text: str = ""
    markup: str = ""
    lost: tuple[str, ...] = ()

    def replaced(self, old: str, new: str) -> "Said":
        return Said(self.text.replace(old, new), self.markup.replace(old, new), self.lost)

    @property
    def html(self) -> str:
        return self.markup or "".join(f"<p>{escape(line)}</p>" for line in self.text.split("\n"))


def plain(text: str) -> Said:
    """What is no HTML, word for word."""
    return Said(text.strip(), lost=_doubts(text))


def looks_like_html(text: str) -> bool:
    return bool(_LOOKS_LIKE_HTML.search(text))


def dressed(html: str, find: Find) -> Said:
    """The words and the harmless part of their dress."""
    if "<" not in html and "&" not in html:
        return Said(
            "\n".join(filter(None, map(_single_spaced, html.split("\n")))), lost=_doubts(html)
        )
    html, rewritten = _with_formulas_in_line(html)
    lost = (*rewritten, *_lost(html))
    for pattern, ours in _OURS:
        html = pattern.sub(ours, html)
    html, dropped = _with_own_pictures(html, find)
    lost = (*lost, *dropped)
    clean = harmless_item(html)
    clean = _EMPTY.sub("", _LOST_PICTURE.sub(_words_of, clean))
    clean = _IN_PARAGRAPH.sub(r"</\1> ", clean).strip()
    if _NAMELESS.search(clean):
        lost = (*lost, "Có hình chưa có lời mô tả cho người không nhìn thấy.")
        clean = _NAMELESS.sub(_named, clean)
    bare = _PLAIN.sub("", clean)
    return Said(plain_text(clean), clean if "<" in bare else "", lost + _doubts(clean))


def _with_own_pictures(html: str, find: Find) -> tuple[str, tuple[str, ...]]:
    """Pictures by their names; and the links that lead nowhere from here."""
    dropped: dict[str, None] = {}

    def rewritten(tag: str, attribute: str, value: str) -> str | None:
        if tag == "img" and attribute == "alt":
            return value.replace("<", " ").replace(">", " ")
        if tag == "img" and attribute == "src":
            name = find(unquote(value) if not value.startswith("data:") else value)
            return f"picture:{name}" if name else None
        if attribute == "href" and not value.startswith(("http://", "https://", "mailto:", "tel:")):
            dropped[f"Đã bỏ liên kết không dùng được ở đây: {value[:80]}"] = None
            return None
        return value

    clean = nh3.clean(
        html,
        tags=ITEM_TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=rewritten,
        url_schemes={"http", "https", "mailto", "tel", "data", "picture"},
    )
    return clean, tuple(dropped)


def _with_formulas_in_line(html: str) -> tuple[str, tuple[str, ...]]:
    if not _MATHS.search(html):
        return html, ()

    def written(found: re.Match[str]) -> str:
        try:
            return escape(on_one_line(read_tree(found[0].encode())[0]), quote=False)
        except Unreadable:
            return found[0]

    return _MATHS.sub(written, html), (ON_ONE_LINE,)


def _lost(html: str) -> tuple[str, ...]:
    """Names of what item texts cannot hold."""
    found = {(one[1] or one[2] or "on…=").lower() for one in _FEATURES.finditer(html)}
    media = [_MEDIA[name] for name in sorted(found & _MEDIA.keys())]
    others = sorted(found - _MEDIA.keys())
    told = [f"Đã bỏ {name} vì câu hỏi không chứa được." for name in media]
    if others:
        told.append(f"Đã bỏ mã không an toàn hoặc không dùng được: {', '.join(others)}.")
    return tuple(told)


def _doubts(text: str) -> tuple[str, ...]:
    return ("Có công thức TeX, được giữ nguyên như chữ.",) if _TEX.search(text) else ()


def _words_of(found: re.Match[str]) -> str:
    return f" [{found[1]}] " if found[1] else " "


def _named(found: re.Match[str]) -> str:
    """A picture without words goes by its file's name, so that two can be told apart."""
    bare = re.sub(r"\salt=\"\"", "", found[0])
    name = re.search(r'src="(?:picture:)?([^"]*)"', bare)
    return bare.replace("<img", f'<img alt="hình {name[1][:60] if name else ""}"', 1)


def _single_spaced(line: str) -> str:
    return " ".join(line.split())
