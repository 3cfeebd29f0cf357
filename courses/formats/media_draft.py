"""Parts with files while they are written, what hinders them, and their Markdown."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import yaml
from pydantic import BaseModel, ValidationError

from backend.common.text import nfc
from courses.formats.media import MODELS, MOST_LETTERS, MOST_SECONDS
from courses.formats.part import ITEM_CODE

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_MEMBER: Final = re.compile(r"tep\.[a-z0-9]{2,5}")
_UNSTORABLE: Final = re.compile(r"[\x00\ud800-\udfff]")
# What the server knows of a file, and no file of a course need repeat.
_KNOWN: Final = frozenset({"key", "kind", "title"})
Reader = Callable[[Any], Any]


def _text(longest: int) -> Reader:
    def read(value: Any) -> str:
        if not isinstance(value, str):
            return ""
        return nfc(_UNSTORABLE.sub("", value))[:longest].strip()

    return read


def _line(longest: int) -> Reader:
    return lambda value: " ".join(_text(longest)(value).split())


def _number(most: int) -> Reader:
    return lambda value: value if type(value) is int and 0 <= value <= most else 0


def _matching(pattern: re.Pattern[str]) -> Reader:
    return lambda value: value if isinstance(value, str) and pattern.fullmatch(value) else ""


def _rows(value: Any, most: int) -> list[Mapping[str, Any]]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        return []
    return [one for one in value if isinstance(one, Mapping)][:most]


def _captions(value: Any) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for one in _rows(value, 10):
        language, file = one.get("language"), _digest(one.get("file"))
        if language in ("vi", "en") and file:
            found[str(language)] = {"language": language, "file": file}
    return [found[language] for language in sorted(found, reverse=True)]


def _questions(value: Any) -> list[dict[str, Any]]:
    found = {}
    for one in _rows(value, 20):
        item, at = one.get("item"), _seconds(one.get("at"))
        if isinstance(item, str) and re.fullmatch(ITEM_CODE, item) and at:
            found[item] = {"at": at, "item": item}
    return sorted(found.values(), key=lambda one: int(one["at"]))


def _sizes(value: Any) -> list[list[int]]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        return []
    return [
        [int(side) for side in one]
        for one in value[:200]
        if isinstance(one, Sequence)
        and len(one) == 2
        and all(type(side) is int and 0 < side <= 10_000 for side in one)
    ]


_digest: Final = _matching(_DIGEST)
_seconds: Final = _number(MOST_SECONDS)
_bytes: Final = _number(2**40)
_NAMED: Final[Mapping[str, Reader]] = {"title": _line(200), "file": _digest}
SHAPES: Final[Mapping[str, Mapping[str, Reader]]] = {
    "video": {
        **_NAMED,
        "href": _line(500),
        "seconds": _seconds,
        "width": _number(10_000),
        "height": _number(10_000),
        "bytes": _bytes,
        "captions": _captions,
        "transcript": _text(MOST_LETTERS),
        "questions": _questions,
    },
    "audio": {
        **_NAMED,
        "seconds": _seconds,
        "bytes": _bytes,
        "transcript": _text(MOST_LETTERS),
    },
    "document": {
        **_NAMED,
        "name": _line(200),
        "pages": _number(200),
        "bytes": _bytes,
        "sizes": _sizes,
        "downloadable": lambda value: value is not False,
    },
    "attachment": {
        **_NAMED,
        "name": _line(200),
        "note": _line(500),
        "bytes": _bytes,
        "member": _matching(_MEMBER),
    },
}
REMARKS: Final = ("file", "words", "question_time", "captions_or_file")


def media_remarks(part: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What hinders such a part from being published."""
    if part["kind"] == "video" and part["href"]:
        if part["file"]:
            yield "captions_or_file", ""
        elif not re.fullmatch(r"https://\S+", part["href"]):
            yield "link_not_https", part["href"]
        return
    # what the server writes in is there only for a file that it has
    told = {"video": "seconds", "audio": "seconds", "document": "pages", "attachment": "member"}
    if not (part["file"] and part[told[part["kind"]]]):
        yield "file", ""
    elif part["kind"] in ("video", "audio") and not (part.get("captions") or part["transcript"]):
        yield "words", ""
    for one in part.get("questions", ()):
        if part["seconds"] and one["at"] > part["seconds"]:
            yield "question_time", one["item"]


def read_media(kind: str, title: str, written: str) -> tuple[dict[str, Any] | None, str]:
    """A part from the lines of its block in Markdown, or what is wrong with them."""
    try:
        said = yaml.load(written, yaml.CSafeLoader) or {}
    except yaml.YAMLError:
        return None, f"Khối :::{kind} cần các dòng “tên: giá trị”."
    if not isinstance(said, dict) or said.keys() & _KNOWN:
        return None, f"Khối :::{kind} cần các dòng “tên: giá trị”."
    try:
        model: type[BaseModel] = MODELS[kind]
        part = model.model_validate({**said, "key": "x", "kind": kind, "title": title})
    except ValidationError as error:
        places = {".".join(map(str, one["loc"])) or str(one["msg"]) for one in error.errors()}
        return None, f"Khối :::{kind}: {', '.join(sorted(places))} không đúng."
    return part.model_dump(mode="json", exclude=set(_KNOWN)), ""


class _Dumper(yaml.SafeDumper):
    """Writes text of several lines as lines."""


def _written_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _written_text)


def written_media(part: Mapping[str, Any], _pictures: Mapping[str, str]) -> str:
    """The block that `read_media` reads."""
    said = {name: value for name, value in part.items() if name not in _KNOWN}
    lines = yaml.dump(
        {name: value for name, value in said.items() if value or value is False},
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=None,
        width=1000,
    )
    return f":::{part['kind']} {part['title']}\n{lines.rstrip()}\n:::"
