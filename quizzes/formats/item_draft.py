"""The document of a draft: harmless and in shape, though not yet complete."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from pydantic import BaseModel

from backend.common.markup import harmless_item, plain_text
from backend.common.text import nfc
from quizzes.formats.item_content import ItemContent, ItemSource, PicturePart, StimulusPart
from quizzes.rules.tokens import MAX_OPTIONS

MOST_LETTERS: Final = 200_000
EMPTY: Final[Mapping[str, Any]] = {
    "kind": "single",
    "stem": "",
    "options": [],
    "targets": [],
    "key": None,
    "unit": "",
    "limit": None,
    "explanation": "",
    "markup": {"stem": "", "options": [], "explanation": ""},
    "language": "vi",
    "stimulus": None,
    "picture": None,
    "source": {},
}
_PARTS: Final[Mapping[str, type[BaseModel]]] = {
    "stimulus": StimulusPart,
    "picture": PicturePart,
    "source": ItemSource,
}
_UNSTORABLE: Final = re.compile(r"[\x00\ud800-\udfff]")
_MOST_OPTIONS: Final = 4 * MAX_OPTIONS


def is_too_large(document: Mapping[str, Any]) -> bool:
    return len(json.dumps(document, ensure_ascii=False)) > MOST_LETTERS


def clean_draft(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document with every part in its place and type; what does not fit is left empty.

    Markup is reduced to what is harmless, and where a text has markup its plain words are taken
    from it: what is searched, checked and read aloud is what people see.
    """
    found = {name: _in_shape(name, document.get(name)) for name in EMPTY}
    markup = _markup(document.get("markup"))
    for name in ("stem", "explanation"):
        if markup[name]:
            found[name] = plain_text(markup[name])
    if len(markup["options"]) != len(found["options"]) or not any(markup["options"]):
        markup["options"] = []
    for place, dressed in enumerate(markup["options"]):
        if dressed:
            found["options"][place] = plain_text(dressed)
    return {**found, "markup": markup}


def shown_document(content: ItemContent) -> dict[str, Any]:
    """A complete item in the shape that drafts have."""
    found: dict[str, Any] = {**EMPTY, **content.model_dump(mode="json")}
    found["source"] = content.source.model_dump(mode="json", exclude_defaults=True)
    return found


def _in_shape(name: str, value: Any) -> Any:
    empty = EMPTY[name]
    if name == "key":
        return _clean(value)
    if name in {"stimulus", "picture", "source"}:
        return _part(name, value)
    if name == "limit":
        return value if type(value) is int else None
    if isinstance(empty, list):
        return _texts(value)
    return _clean(value) if isinstance(value, str) else empty


def _part(name: str, value: Any) -> Any:
    if not isinstance(value, Mapping):
        return EMPTY[name]
    found = {
        field: _clean(value[field])
        for field in _PARTS[name].model_fields
        if isinstance(value.get(field), str) and value[field]
    }
    if found.get("markup"):
        found["markup"] = harmless_item(found["markup"])
        found["text"] = plain_text(found["markup"])
    return found if found or name == "source" else None


def _markup(value: Any) -> dict[str, Any]:
    given = value if isinstance(value, Mapping) else {}
    texts = {name: _clean(given.get(name)) for name in ("stem", "explanation")}
    return {
        **{
            name: harmless_item(text) if isinstance(text, str) else ""
            for name, text in texts.items()
        },
        "options": [harmless_item(text) for text in _texts(given.get("options"))],
    }


def _texts(value: Any) -> list[str]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        return []
    return [_clean(one) if isinstance(one, str) else "" for one in value[:_MOST_OPTIONS]]


def _clean(value: Any, depth: int = 6) -> Any:
    """Without letters that cannot be stored, composed; nothing lies deeper than a key can."""
    if isinstance(value, str):
        return nfc(_UNSTORABLE.sub("", value))
    if isinstance(value, Mapping):
        return {_clean(str(k)): _clean(v, depth - 1) for k, v in value.items()} if depth else None
    if isinstance(value, Sequence):
        return [_clean(one, depth - 1) for one in value] if depth else None
    return value
