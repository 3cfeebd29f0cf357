"""Moodle's GIFT: items as plain text, one after another, parted by empty lines.

Grammar: docs.moodle.org/en/GIFT_format; where a file leaves it, read as Moodle itself reads.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from quizzes.formats.item_content import Note
from quizzes.formats.item_reading import Reading, ReadItem
from quizzes.formats.items.building import FULL, Building, Choice
from quizzes.formats.items.decimals import read_decimal
from quizzes.formats.items.dressing import GAP, Said, dressed, looks_like_html, plain
from quizzes.formats.items.encoding import decoded

NAME = "gift"
NONE = Decimal(0)
_HIDDEN = 0xF0000
_ESCAPE = re.compile(r"\\([\\~=#{}:n])")
_MEANT = {chr(_HIDDEN + ord("n")): "\n"}
_SHOWN = re.compile("[\U000f0000-\U000f00ff]")
_MARKER = re.compile(r"\[(html|plain|markdown|moodle)\]", re.IGNORECASE)
_WEIGHT = re.compile(r"\s*%\s*([+-]?[0-9.,]{1,20})\s*%")
_COMMENT_FACT = re.compile(r"\[(id|tag):([^\]\n]{1,200})\]")
_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_GOES_ON = ("=", "~", "}", "#")


class _Unreadable(Exception):
    """This item is not written as GIFT is; the text says what is wrong."""


@dataclass(slots=True)
class _Written:
    """The lines of one item and what stood before it."""

    line: int
    topic: str
    comments: str = ""
    lines: list[str] = field(default_factory=list)


def read(body: bytes, name: str = "") -> Reading:
    """Every item of the file; what has no answers is named, not taken."""
    text, notes = decoded(body)
    items: list[ReadItem] = []
    for written in _parted(text):
        where = f"Dòng {written.line}"
        building = Building(where, topic=written.topic)
        facts = _COMMENT_FACT.findall(written.comments)
        building.tag(*(value for kind, value in facts if kind == "tag"))
        try:
            taken = _item(building, written, [value for kind, value in facts if kind == "id"])
        except _Unreadable as refused:
            building.refuse(str(refused))
            building.content.setdefault("stem", _shown("\n".join(written.lines))[:4_000].strip())
            taken = True
        if taken:
            items.append(building.read())
        else:
            notes.append(Note("warning", "", f"{where}: đoạn văn không có câu hỏi, không nhập."))
    return Reading(NAME, tuple(items), "" if items else "Không thấy câu hỏi nào.", tuple(notes))


def _parted(text: str) -> Iterator[_Written]:
    """Items by empty lines; inside of braces one may stand before a further answer."""
    topic, comments = "", ""
    found: _Written | None = None
    depth = 0
    lines = [_hidden(line.strip()) for line in text.split("\n")]
    for at, (line, following) in enumerate(zip(lines, _followers(lines), strict=True)):
        if line.startswith("//"):
            comments += line
            continue
        is_category = line.upper().startswith("$CATEGORY:")
        goes_on = depth > 0 and following.startswith(_GOES_ON)
        starts = line.startswith("::") or (depth <= 0 and "{" in line and _is_over(found))
        if found and (is_category or starts or (not line and not goes_on)):
            yield found
            found, depth = None, 0
        if is_category:
            topic = topic_of(_shown(line.partition(":")[2]))
        elif not line:
            comments = ""
        else:
            if found is None:
                found, comments = _Written(at + 1, topic, comments), ""
            found.lines.append(line)
            depth += line.count("{") - line.count("}")
    if found:
        yield found


def _is_over(written: _Written | None) -> bool:
    """Many leave out the empty line between two items."""
    return written is not None and written.lines[-1].endswith("}")


def _followers(lines: list[str]) -> list[str]:
    """For each line the next one that is not empty."""
    found, following = [""] * len(lines), ""
    for at in range(len(lines) - 1, -1, -1):
        found[at] = following
        following = lines[at] or following
    return found


def topic_of(path: str) -> str:
    """A category's path without what every Moodle puts before it."""
    parts = [one.strip().replace("\0", "/") for one in path.replace("//", "\0").split("/")]
    kept = [one for one in parts if one and one != "top" and not re.fullmatch(r"\$\w+\$", one)]
    return "/".join(kept)


def _item(building: Building, written: _Written, codes: list[str]) -> bool:
    """Whether it asks anything."""
    text = "\n".join(written.lines)
    title = ""
    if text.startswith("::"):
        title, ended, rest = text[2:].partition("::")
        if not ended:
            raise _Unreadable("Tên câu mở bằng :: mà không đóng bằng ::.")
        text = rest.strip()
    building.name(*codes, _shown(title).strip())
    parts = _around_braces(text)
    if parts is None:
        return False
    before, answers, after = parts
    style, before = _style(before.strip())
    space = "" if after[:1] in ".,;:?!)" else " "
    building.ask(_said(building, f"{before} {GAP}{space}{after}" if after else before, style))
    answers, _, general = answers.partition("####")
    building.explain(_said(building, general, style))
    _answers(building, answers.strip(), style)
    return True


def _around_braces(text: str) -> tuple[str, str, str] | None:
    """What stands before, inside of and after the braces; None where there are none."""
    before, opened, rest = text.partition("{")
    if not opened:
        if "}" in before:
            raise _Unreadable("Có dấu } mà không có dấu { đứng trước.")
        return None
    answers, closed, after = rest.partition("}")
    if not closed:
        raise _Unreadable("Dấu { không được đóng lại bằng }.")
    if "{" in answers or "{" in after or "}" in after:
        raise _Unreadable("Một câu có nhiều chỗ { } không nhập được.")
    return before, answers, after.strip()


def _answers(building: Building, text: str, style: str) -> None:
    """As Moodle tells the kinds apart."""
    truth, _, feedback = text.partition("#")
    if not text:
        building.mark("")
    elif text.startswith("#"):
        building.count(_numbers(building, text[1:], style))
    elif "~" in text:
        _choose(building, text, style)
    elif "=" in text and "->" in text:
        _match(building, text, style)
    elif truth.strip().upper() in _TRUTH:
        building.decide(_TRUTH[truth.strip().upper()])
        for part in feedback.split("#"):
            building.explain(_said(building, part, style))
    elif text.startswith("="):
        _accept(building, text, style)
    else:
        raise _Unreadable("Không hiểu phần trả lời trong dấu { }.")


def _choose(building: Building, text: str, style: str) -> None:
    single = "=" in text
    choices: list[Choice] = []
    for part in text.replace("=", "~=").split("~")[1:]:
        right = part.startswith("=")
        weight, said, feedback = _answer(building, part.removeprefix("="), style)
        if not said.text:
            raise _Unreadable("Có phương án để trống (hai dấu ~ = liền nhau?).")
        share = weight if weight is not None else (FULL if right else NONE)
        choices.append(Choice(said, share, feedback))
    if text.lstrip()[:1] not in {"~", "="}:
        raise _Unreadable("Phần trả lời phải bắt đầu bằng = hoặc ~.")
    building.choose(choices, single=single)


def _accept(building: Building, text: str, style: str) -> None:
    answers: list[tuple[str, Decimal]] = []
    for part in text.split("=")[1:]:
        weight, said, feedback = _answer(building, part, style)
        accept_literally(building, answers, said.text, FULL if weight is None else weight)
        building.explain(Said(feedback), said.text[:120])
    building.accept(answers, case=False, marks=True)


def accept_literally(
    building: Building, answers: list[tuple[str, Decimal]], text: str, share: Decimal
) -> None:
    r"""Take an answer that has no wildcard; Moodle writes a star that is meant as one as \*."""
    bare = text.replace("\\*", "\0")
    if "*" in bare:
        if share > 0:
            building.warn(f"Câu trả lời có dấu thay thế * không giữ được: {text[:60]}", "key")
        return
    answers.append((bare.replace("\0", "*"), share))


def _match(building: Building, text: str, style: str) -> None:
    pairs: list[tuple[Said, Said]] = []
    others: list[Said] = []
    for part in text.split("=")[1:]:
        left, arrow, right = part.partition("->")
        if not arrow:
            raise _Unreadable("Câu ghép đôi có dòng thiếu dấu ->.")
        one = _said(building, left, style)
        right, _, feedback = right.partition("#")
        other = _said(building, _as_plain(right), style)
        building.explain(_said(building, feedback, style), other.text[:120])
        if one.text:
            pairs.append((one, other))
        else:
            others.append(other)
    building.match(pairs, others)


def _as_plain(right: str) -> str:
    """Moodle takes right-hand sides word for word, whatever the dress of the stem."""
    return right if _MARKER.match(right.strip()) else f"[plain]{right}"


def _numbers(
    building: Building, text: str, style: str
) -> Iterator[tuple[Decimal, Decimal, Decimal]]:
    for part in text.split("=") if "=" in text else [text]:
        if not part.strip():
            continue
        found = _WEIGHT.match(part)
        weight = read_decimal(found[1]) if found else None
        share = FULL if weight is None else weight
        answer, _, feedback = (part[found.end() :] if found else part).partition("#")
        building.explain(_said(building, feedback, style))
        answer = answer.partition("~")[0]
        if answer.strip() in {"*", ""}:
            continue
        value = _range(answer)
        if value is None:
            building.refuse(f"Đáp số không đọc được: {_shown(answer.strip())[:60]}", "key")
            continue
        yield *value, share


def _range(text: str) -> tuple[Decimal, Decimal] | None:
    """ "3..5" or "4:1" or "4" as a value and its tolerance."""
    low, dots, high = text.partition("..")
    value, _, off = text.partition(":")
    one, other = read_decimal(low if dots else value), read_decimal(high if dots else off or "0")
    if one is None or other is None:
        return None
    if dots:
        return (one + other) / 2, abs(other - one) / 2
    return one, other


def _answer(building: Building, part: str, style: str) -> tuple[Decimal | None, Said, str]:
    """Its weight where it has one, its words, and the feedback."""
    found = _WEIGHT.match(part)
    weight = read_decimal(found[1]) if found else None
    text, _, feedback = (part[found.end() :] if found else part).partition("#")
    return weight, _said(building, text, style), _said(building, feedback, style).text


def _said(building: Building, text: str, style: str) -> Said:
    own, text = _style(text.strip())
    text, style = _shown(text), own or style
    if style == "html" or (style in {"", "moodle"} and looks_like_html(text)):
        return dressed(text, lambda address: _no_picture(building, address))
    if style == "markdown":
        building.warn("Định dạng Markdown được giữ nguyên như chữ.")
    return plain(text)


def _no_picture(building: Building, address: str) -> None:
    building.warn(f"GIFT không mang theo hình: {address[:80]}", "stem")


def _style(text: str) -> tuple[str, str]:
    found = _MARKER.match(text)
    return (found[1].lower(), text[found.end() :].strip()) if found else ("", text)


def _hidden(text: str) -> str:
    """What a backslash takes the meaning from is put aside, where nothing looks for it."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda one: chr(_HIDDEN + ord(one[1])), text)


def _shown(text: str) -> str:
    return _SHOWN.sub(lambda one: _MEANT.get(one[0], chr(ord(one[0]) - _HIDDEN)), text)
