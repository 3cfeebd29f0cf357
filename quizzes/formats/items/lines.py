"""Items written down line by line: "Câu 1: … A. … B. … Đáp án: B", as in documents and e-mails."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from quizzes.formats.item_reading import ReadItem
from quizzes.formats.items.shaping import as_item
from quizzes.formats.items.table import MOST_ITEMS
from quizzes.formats.items.written import LETTERS, Written, clean

_WORDED = re.compile(
    r"^(?P<word>câu(?:\s+hỏi)?|question|bài)\s*(?:số\s*)?(?P<number>\d{1,5})\s*[.:)\-–]?\s*(?P<rest>.*)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(?P<number>\d{1,4})\s*[.)]\s+(?P<rest>\S.*)")
_OPTION = re.compile(r"^(?P<star>\*?)\s*(?P<letter>[A-J])\s*[.):/]\s*(?P<rest>.*)")
_SMALL_OPTION = re.compile(r"^(?P<star>\*?)\s*(?P<letter>[a-j])\s*[.)]\s*(?P<rest>.*)")
_INLINE_OPTION = re.compile(r"(?:^|\s+)(?=\*?[A-J]\s*[.)]\s*\S)")
_PARTS: Final[Mapping[str, re.Pattern[str]]] = {
    name: re.compile(rf"^(?:{words})\s*[:.\-–]\s*(?P<rest>.*)", re.IGNORECASE)
    for name, words in {
        "answer": r"đáp\s*án(?:\s+đúng)?(?:\s+là)?|đ/a|đa|trả\s+lời|answer|ans|key|correct answer",
        "explanation": r"giải\s*thích|lời\s*giải|hướng\s*dẫn(?:\s+giải)?|explanation|feedback",
        "document": r"nguồn|căn\s*cứ|trích\s*dẫn|tài\s*liệu|source|tham\s*khảo",
        "article": r"điều\s*khoản|vị\s*trí",
        "difficulty": r"mức\s*độ|độ\s*khó|level|difficulty",
        "topic": r"chủ\s*đề|chuyên\s*đề|topic",
        "tags": r"thẻ|từ\s*khoá|từ\s*khóa|tags",
        "kind": r"loại\s*câu|dạng\s*câu(?:\s+hỏi)?",
        "code": r"mã\s*câu(?:\s+hỏi)?|id",
        "unit": r"đơn\s*vị\s*tính",
        "tolerance": r"sai\s*số",
        "limit": r"số\s*ký\s*tự\s*tối\s*đa",
        "exact": r"so\s*khớp",
        "link": r"đường\s*dẫn|link",
        "audience": r"đối\s*tượng",
        "competences": r"năng\s*lực",
    }.items()
}
_KEY_TABLE = re.compile(r"^(?:bảng\s+)?đáp\s*án(?:\s+tham\s+khảo)?\s*:?\s*$", re.IGNORECASE)
_KEY_PAIR = re.compile(r"(?:câu\s*)?(\d{1,4})\s*[.\-:)]?\s*([A-J](?:\s*[,;]\s*[A-J])*)\b")
_SKIPPED = re.compile(r"^[\s_.\-–=*]*$")


@dataclass(slots=True)
class Line:
    """One line; `stands_out`: it is bold, underlined, coloured or highlighted as a whole.

    `pictures`: names of the pictures in it.
    """

    text: str
    stands_out: bool = False
    pictures: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Found:
    number: str
    written: Written
    part: str = "stem"
    letters: list[str] = field(default_factory=list)
    bold: set[int] = field(default_factory=set)


def read_lines(lines: Iterable[Line], pictures: Mapping[str, bytes]) -> list[ReadItem]:
    """Every item with at least a stem; the key may stand in a table at the end."""
    rows = [Line(clean(line.text), line.stands_out, line.pictures) for line in lines]
    start = _WORDED if any(_WORDED.match(line.text) for line in rows) else _NUMBERED
    found: list[_Found] = []
    keys: dict[str, str] = {}
    in_keys = False
    for place, line in enumerate(rows):
        if _KEY_TABLE.match(line.text) and found and _is_key_table(rows[place + 1 :]):
            in_keys = True
        elif in_keys:
            keys.update((number, answer) for number, answer in _KEY_PAIR.findall(line.text))
        elif heading := start.match(line.text):
            if len(found) == MOST_ITEMS:
                break
            found.append(_Found(heading["number"], Written(f"Câu {heading['number']}")))
            _take(found[-1], Line(heading["rest"], False, line.pictures))
        elif found:
            _take(found[-1], line)
    return [_item(one, keys, pictures) for one in found]


def _is_key_table(after: Sequence[Line]) -> bool:
    """Whether pairs such as "1.B 2.C" follow, so that this is no answer of an item."""
    return any(len(_KEY_PAIR.findall(line.text)) > 1 for line in after[:3])


def _take(found: _Found, line: Line) -> None:
    """Add a line to the item that it belongs to."""
    for name in line.pictures:
        _place_picture(found, name)
    if not line.text or _SKIPPED.match(line.text):
        return
    for name, pattern in _PARTS.items():
        if part := pattern.match(line.text):
            found.part = name
            _append(found, part["rest"])
            return
    option = _option(found, line.text)
    if option is None:
        _append(found, line.text)
        return
    pieces = [piece for piece in _INLINE_OPTION.split(line.text) if piece.strip()]
    for piece in pieces:
        one = _option(found, piece)
        if one is None:
            _append(found, piece)
        else:
            _open_option(found, one, stands_out=line.stands_out and len(pieces) == 1)


def _option(found: _Found, text: str) -> re.Match[str] | None:
    """The next option in the alphabet's order; "B." in the middle of a stem is none."""
    expected = LETTERS[len(found.letters)] if len(found.letters) < len(LETTERS) else ""
    for pattern in (_OPTION, _SMALL_OPTION):
        option = pattern.match(text)
        if option and option["letter"].upper() == expected:
            return option
    return None


def _open_option(found: _Found, option: re.Match[str], *, stands_out: bool) -> None:
    place = len(found.letters)
    found.letters.append(option["letter"].upper())
    found.part = "option"
    found.written.options.append(option["rest"])
    if option["star"]:
        found.written.marked.add(place)
    if stands_out:
        found.bold.add(place)


def _append(found: _Found, text: str) -> None:
    written = found.written
    if found.part == "stem":
        written.stem = f"{written.stem}\n{text}".strip()
    elif found.part == "option":
        written.options[-1] = f"{written.options[-1]} {text}".strip()
    elif found.part == "answer":
        written.answer = f"{written.answer}\n{text}".strip()
    else:
        known = written.texts.get(found.part, "")
        written.texts[found.part] = f"{known}\n{text}".strip()


def _place_picture(found: _Found, name: str) -> None:
    found.written.pictures.setdefault(name, b"")


def _item(found: _Found, keys: Mapping[str, str], pictures: Mapping[str, bytes]) -> ReadItem:
    written = found.written
    if not written.answer and not written.marked:
        # Options in bold are the key only where the others are not.
        if 0 < len(found.bold) < len(found.letters):
            written.marked = found.bold
        else:
            written.answer = keys.get(found.number, "")
    written.pictures = {name: pictures[name] for name in written.pictures if name in pictures}
    if written.pictures:
        shown = "".join(f'<img src="picture:{name}" alt="">' for name in written.pictures)
        paragraphs = "".join(f"<p>{_escaped(line)}</p>" for line in written.stem.split("\n"))
        written.picture_markup = {"stem": f"{paragraphs}<p>{shown}</p>"}
        written.warn("stem", "Hình trong câu chưa có lời mô tả; hãy điền trước khi duyệt.")
    return as_item(written)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
