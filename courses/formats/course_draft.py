"""Outlines and lessons that are being written: harmless and in shape, though not yet complete."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, get_args

from backend.common.markup import harmless
from courses.formats.assignment import (
    MOST_CRITERIA,
    MOST_FILES,
    MOST_POINTS,
    MOST_TRIES,
    clean_criteria,
)
from courses.formats.lesson import COMPETENCE, ITEM_CODE, KEY, MOST_PARTS
from courses.formats.media_draft import SHAPES as MEDIA_SHAPES
from courses.formats.outline import MOST_COOL_DOWN_HOURS, Audience
from courses.formats.translation import clean_translations
from courses.formats.typed_text import line, text

MOST_LETTERS: Final = 400_000
EMPTY_LESSON: Final[Mapping[str, Any]] = {
    "title": "",
    "summary": "",
    "minutes": 10,
    "competences": [],
    "sources": [],
    "parts": [],
}
EMPTY_OUTLINE: Final[Mapping[str, Any]] = {
    "title": "",
    "summary": "",
    "about": "",
    "audience": [],
    "competences": [],
    "completion": {"lessons": None, "quiz_percent": None, "sessions": None, "final_quiz": None},
    "order": "free",
    "after": {},
    "prerequisites": [],
    "modules": [],
}
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_PICTURE: Final = re.compile(r"/(so-do/[0-9a-f]{64}\.svg|hinh/[0-9a-f]{64}\.webp)")


def is_too_large(document: Mapping[str, Any]) -> bool:
    return len(json.dumps(document, ensure_ascii=False)) > MOST_LETTERS


def clean_lesson(document: Mapping[str, Any]) -> dict[str, Any]:
    """Everything in its place and type; what does not fit is left empty, strange parts are not
    kept. A part that has no key of its own gets one."""
    parts: list[dict[str, Any]] = []
    for one in _mappings(document.get("parts"), MOST_PARTS):
        shape = _PARTS.get(str(one.get("kind")))
        if shape:
            kind = str(one["kind"])
            key = _free_key(one.get("key"), kind, {part["key"] for part in parts}, 40)
            read = {name: reader(one.get(name)) for name, reader in shape.items()}
            parts.append({"key": key, "kind": kind, **read})
    lesson = {
        "title": line(document.get("title"), 200),
        "summary": line(document.get("summary"), 500),
        "minutes": _number(document.get("minutes"), 0, 180),
        "competences": _matching(document.get("competences"), COMPETENCE, 30),
        "sources": [_source(one) for one in _mappings(document.get("sources"), 40)],
        "parts": parts,
    }
    return _with_translations(lesson, document)


def clean_outline(document: Mapping[str, Any]) -> dict[str, Any]:
    """The same of an outline. No lesson stands in it twice."""
    modules: list[dict[str, Any]] = []
    seen: set[str] = set()
    for one in _mappings(document.get("modules"), 40):
        lessons = [key for key in _matching(one.get("lessons"), KEY, 40) if key not in seen]
        seen.update(lessons)
        modules.append(
            {
                "key": _free_key(one.get("key"), "phan", {made["key"] for made in modules}, 100),
                "title": line(one.get("title"), 200),
                "summary": line(one.get("summary"), 500),
                "lessons": lessons,
            }
        )
    outline = {
        "title": line(document.get("title"), 200),
        "summary": line(document.get("summary"), 600),
        "about": harmless(text(document.get("about"), 20_000)),
        "audience": [one for one in _texts(document.get("audience")) if one in get_args(Audience)],
        "competences": _matching(document.get("competences"), COMPETENCE, 30),
        "completion": _completion(document.get("completion")),
        "order": "in_order" if document.get("order") == "in_order" else "free",
        "after": _after(document.get("after"), seen),
        "prerequisites": _matching(document.get("prerequisites"), KEY, 10),
        "modules": modules,
    }
    return _with_translations(outline, document)


def lesson_keys(outline: Mapping[str, Any]) -> list[str]:
    """The keys of its lessons in order."""
    return [key for module in outline["modules"] for key in module["lessons"]]


def _with_translations(cleaned: dict[str, Any], document: Mapping[str, Any]) -> dict[str, Any]:
    translations = clean_translations(document.get("translations"), cleaned)
    return {**cleaned, "translations": translations} if translations else cleaned


def _after(value: Any, known: set[str]) -> dict[str, list[str]]:
    """Lessons that are gone open nothing any more."""
    said = value if isinstance(value, Mapping) else {}
    named = {
        key: [one for one in _matching(keys, KEY, 20) if one in known and one != key]
        for key, keys in said.items()
        if key in known
    }
    return {key: keys for key, keys in named.items() if keys}


def _completion(value: Any) -> dict[str, Any]:
    said = value if isinstance(value, Mapping) else {}
    final = said.get("final_quiz")
    return {
        "lessons": _number(said.get("lessons"), 1, 1600) or None,
        "quiz_percent": _number(said.get("quiz_percent"), 1, 100) or None,
        "sessions": _number(said.get("sessions"), 1, 100) or None,
        "final_quiz": {
            "items": _number(final.get("items"), 1, 60) or 10,
            "pass_percent": _number(final.get("pass_percent"), 1, 100) or 80,
            "attempts_per_day": _number(final.get("attempts_per_day"), 1, 20) or 3,
            "cool_down_hours": _number(final.get("cool_down_hours"), 0, MOST_COOL_DOWN_HOURS),
        }
        if isinstance(final, Mapping)
        else None,
    }


def _source(said: Mapping[str, Any]) -> dict[str, str]:
    longest = {"title": 400, "publisher": 300, "link": 500, "article": 300}
    return {name: line(said.get(name), letters) for name, letters in longest.items()}


def _free_key(wanted: Any, kind: str, taken: set[str], longest: int) -> str:
    if (
        isinstance(wanted, str)
        and len(wanted) <= longest
        and re.fullmatch(KEY, wanted)
        and wanted not in taken
    ):
        return wanted
    return next(key for n in range(1, 1000) if (key := f"{kind}-{n}") not in taken)


def _texts(value: Any) -> list[str]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        return []
    return [one for one in value if isinstance(one, str)]


def _matching(value: Any, pattern: str, most: int) -> list[str]:
    found = [one for one in _texts(value) if len(one) <= 100 and re.fullmatch(pattern, one)]
    return list(dict.fromkeys(found))[:most]


def _mappings(value: Any, most: int) -> list[Mapping[str, Any]]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        return []
    return [one for one in value if isinstance(one, Mapping)][:most]


def _number(value: Any, least: int, most: int) -> int:
    return value if type(value) is int and least <= value <= most else 0


def _title(value: Any) -> str:
    return line(value, 200)


def _prose(value: Any) -> str:
    return harmless(text(value, 40_000))


def _boxed(value: Any) -> str:
    return harmless(text(value, 10_000))


def _picture(value: Any) -> str:
    return value if isinstance(value, str) and _PICTURE.fullmatch(value) else ""


def _digest(value: Any) -> str:
    return value if isinstance(value, str) and _DIGEST.fullmatch(value) else ""


def _size(value: Any) -> int:
    return _number(value, 1, 10_000)


def _steps(value: Any) -> list[str]:
    return [step for one in _texts(value) if (step := line(one, 500))][:20]


def _items(value: Any) -> list[str]:
    return _matching(value, ITEM_CODE, 20)


def _passing(value: Any) -> int:
    return _number(value, 1, 20)


_BOX: Final[Mapping[str, Callable[[Any], Any]]] = {"title": _title, "markup": _boxed}
_PARTS: Final[Mapping[str, Mapping[str, Callable[[Any], Any]]]] = {
    "text": {"markup": _prose},
    "note": _BOX,
    "warning": _BOX,
    "picture": {
        "src": _picture,
        "alt": lambda value: line(value, 500),
        "caption": lambda value: line(value, 300),
        "width": _size,
        "height": _size,
    },
    "checklist": {"title": _title, "steps": _steps},
    "quiz": {"title": _title, "items": _items, "pass": _passing},
    "assignment": {
        "title": _title,
        "markup": _boxed,
        "criteria": lambda value: clean_criteria(value, line),
        "pass": lambda value: _number(value, 0, MOST_CRITERIA * MOST_POINTS),
        "tries": lambda value: _number(value, 1, MOST_TRIES) or 3,
        "files": lambda value: _number(value, 0, MOST_FILES),
    },
    "link": {"title": _title, "href": lambda value: line(value, 500)},
    "package": {
        "title": _title,
        "origin": lambda value: line(value, 300),
        "package": _digest,
        "units": lambda value: _number(value, 0, 100),
    },
    **MEDIA_SHAPES,
}
