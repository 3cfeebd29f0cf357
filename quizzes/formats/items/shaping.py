"""What was written down, made into the document of an item of ours.

Layouts differ; what is meant is the same everywhere: a stem, options by letter, an answer.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from backend.common.text import search_key
from quizzes.formats.item_content import TRUE_FALSE
from quizzes.formats.item_reading import ReadItem
from quizzes.formats.items.answers import meant, sequence_of
from quizzes.formats.items.vocabulary import AUDIENCE_WORDS, DIFFICULTY_WORDS, KIND_WORDS
from quizzes.formats.items.written import ARROW, LETTERS, SEVERAL, Written, clean
from quizzes.rules.number import read_number

_TRUE, _FALSE = frozenset({"dung", "true", "t", "d"}), frozenset({"sai", "false", "f", "s"})
_BEFORE_STEM = re.compile(r"^(?:câu(?:\s+hỏi)?|question)\s*\d+\s*[.:)\-–]\s*", re.IGNORECASE)
_BEFORE_OPTION = re.compile(r"^([A-Ja-j])\s*[.)]\s+")
_RUBRIC = re.compile(r"(?P<criterion>.+?)\s*[:(–-]\s*(?P<points>\d{1,3})\s*(?:điểm|đ)?\s*\)?\.?")


def as_item(written: Written) -> ReadItem:
    """The document of the item; what cannot be understood is told in its notes."""
    options = list(map(clean, written.options))
    stem = clean(written.stem)
    if not written.literal:
        options = [_bare_option(option, place) for place, option in enumerate(options)]
        stem = _BEFORE_STEM.sub("", stem)
    while options and not options[-1]:
        options.pop()
    kind = _kind(written, options)
    content: dict[str, Any] = {
        "kind": kind,
        "stem": stem,
        **_SHAPES[kind](written, options),
        "explanation": clean(written.text("explanation")),
        "source": _source(written),
    }
    if written.picture_markup:
        content["markup"] = {
            "options": [""] * len(content.get("options", ())),
            **written.picture_markup,
        }
    if limit := written.text("limit"):
        content["limit"] = int(limit) if limit.isdecimal() else limit
    return ReadItem(
        where=written.where,
        content=content,
        code=written.text("code").upper(),
        topic=clean(written.text("topic")),
        difficulty=_listed(written, "difficulty", DIFFICULTY_WORDS, "Độ khó"),
        tags=_several(written.text("tags")),
        audience=_audience(written),
        competences=_several(written.text("competences")),
        pictures=written.pictures,
        notes=tuple(written.notes),
    )


def _kind(written: Written, options: Sequence[str]) -> str:
    """As said, or as the options and the answer suggest."""
    said = _listed(written, "kind", KIND_WORDS, "Loại câu")
    answer = search_key(written.answer)
    if said and not (said == "single" and len(meant(written, options)) > 1):
        return said
    if {search_key(option) for option in options} in ({"dung", "sai"}, {"true", "false"}):
        return "true_false"
    if not options and answer in _TRUE | _FALSE:
        return "true_false"
    if len(options) >= 2 and all(ARROW in option for option in options):
        return "matching"
    if not options:
        return "number" if read_number(written.answer.strip()) else "short_text"
    return "multiple" if len(meant(written, options)) > 1 else "single"


def _choice(written: Written, options: list[str]) -> dict[str, Any]:
    key = meant(written, options)
    if not key and written.answer:
        written.refuse("key", f"Không hiểu đáp án “{written.answer[:60]}”.")
    if any(place >= len(options) for place in key):
        letters = ", ".join(LETTERS[place] for place in key if place >= len(options))
        written.refuse("key", f"Đáp án nêu phương án {letters}, nhưng không có phương án ấy.")
        key = [place for place in key if place < len(options)]
    return {"options": options, "key": key}


def _true_false(written: Written, options: list[str]) -> dict[str, Any]:
    answer = search_key(written.answer)
    if options and answer not in _TRUE | _FALSE:
        right = meant(written, options)
        answer = search_key(options[right[0]]) if len(right) == 1 else ""
    key = [0] if answer in _TRUE else [1] if answer in _FALSE else None
    return {"options": list(TRUE_FALSE), "key": key}


def _matching(written: Written, options: list[str]) -> dict[str, Any]:
    pairs = [
        tuple(map(str.strip, option.partition(ARROW)[::2])) for option in options if ARROW in option
    ]
    if len(pairs) != len(options):
        written.refuse("options", f"Câu ghép đôi cần mỗi ô dạng “vế trái {ARROW} vế phải”.")
    spare = [line.removeprefix(ARROW).strip() for line in clean(written.answer).split("\n")]
    targets = sorted({right for right in [*spare, *(pair[1] for pair in pairs)] if right})
    whole = [pair for pair in pairs if pair[0]]
    return {
        "options": [left for left, _ in whole],
        "targets": targets,
        "key": [targets.index(right) if right in targets else None for _, right in whole],
    }


def _ordering(written: Written, options: list[str]) -> dict[str, Any]:
    """The options stand in their right order unless an answer gives another."""
    places = sequence_of(written.answer)
    order = [options[place] for place in places] if _is_order(places, options) else options
    shown = sorted(options)
    return {"options": shown, "key": [shown.index(option) for option in order]}


def _is_order(places: list[int], options: Sequence[str]) -> bool:
    return sorted(places) == list(range(len(options)))


def _number(written: Written, _options: list[str]) -> dict[str, Any]:
    value = written.answer.strip()
    tolerance = written.text("tolerance").strip().lstrip("±") or "0"
    return {
        "key": {
            "value": read_number(value) or value,
            "tolerance": read_number(tolerance) or tolerance,
        },
        "unit": clean(written.text("unit")),
    }


def _short_text(written: Written, options: list[str]) -> dict[str, Any]:
    parting = "\n" if "\n" in written.answer else SEVERAL
    accepted = [*written.answer.split(parting), *options]
    exact = search_key(written.text("exact"))
    return {
        "key": {
            "accepted": list(dict.fromkeys(filter(None, map(clean, accepted)))),
            "exact_marks": "dau" in exact.split(),
            "exact_case": "hoa" in exact.split(),
        }
    }


def _essay(written: Written, options: list[str]) -> dict[str, Any]:
    rubric = []
    for line in filter(None, [*map(clean, written.answer.split("\n")), *options]):
        found = _RUBRIC.fullmatch(line)
        if found is None:
            written.refuse("key", f"Tiêu chí chấm “{line[:60]}” thiếu số điểm.")
        else:
            points = int(found["points"])
            rubric.append({"criterion": found["criterion"].strip(), "points": points})
    return {"key": {"rubric": rubric}}


_SHAPES = {
    "single": _choice,
    "multiple": _choice,
    "true_false": _true_false,
    "matching": _matching,
    "ordering": _ordering,
    "number": _number,
    "short_text": _short_text,
    "essay": _essay,
}


def _bare_option(option: str, place: int) -> str:
    """Without the letter that a home-made sheet repeats in the cell."""
    lettered = _BEFORE_OPTION.match(option)
    if lettered and LETTERS.index(lettered[1].upper()) == place:
        return option[lettered.end() :]
    return option


def _listed(written: Written, name: str, known: Mapping[str, str], title: str) -> str:
    said = written.text(name)
    if not said.strip():
        return ""
    code = known.get(search_key(said))
    if code is None and said.strip() in known.values():
        return said.strip()
    if code is None:
        written.warn(name, f"{title} “{said[:40]}” không có trong danh mục, đã để trống.")
    return code or ""


def _audience(written: Written) -> tuple[str, ...]:
    found = []
    for said in _several(written.text("audience")):
        code = AUDIENCE_WORDS.get(search_key(said), said if said in AUDIENCE_WORDS.values() else "")
        if code:
            found.append(code)
        else:
            written.warn("audience", f"Đối tượng “{said[:40]}” không có trong danh mục.")
    return tuple(dict.fromkeys(found))


def _several(said: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(clean, re.split(r"[,;|\n]", said)))))


def _source(written: Written) -> dict[str, Any]:
    source: dict[str, Any] = {
        name: clean(written.text(name)) for name in ("document", "publisher", "article")
    }
    link = written.text("link").strip()
    if link and not re.fullmatch(r"https?://\S+", link):
        written.warn("source", f"Đường dẫn “{link[:60]}” không phải địa chỉ web, đã bỏ qua.")
        link = ""
    source["link"] = link
    for name in ("checked_on", "effective_from", "effective_to"):
        if name in written.dates:
            source[name] = _date(written, written.dates[name])
    return {name: value for name, value in source.items() if value}


def _date(written: Written, said: date | str) -> str | None:
    if isinstance(said, date):
        return said.isoformat()
    found = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", said.strip())
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
        return date.fromisoformat(said.strip()).isoformat()
    except ValueError:
        written.refuse("source", f"Ngày “{said[:20]}” không đọc được; ghi dạng ngày/tháng/năm.")
        return None
