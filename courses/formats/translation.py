"""What a lesson or a course's outline says in another language: words beside words, by place.

A place is the document's head (HEAD: title, summary, of a course also what it is about), or a part
of the lesson or module of the outline, by its key. Beside the translated words stands `of`, the
digest of the words that they were translated from: where those have changed since, the place is
out of date. A document is shown in a language when every place is done.

Items of quizzes, sources and files stay what they are in every language.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from backend.common.markup import harmless, plain_text
from courses.formats.part import Strict
from courses.formats.typed_text import line, text

Language = Literal["en"]
LANGUAGES: Final[tuple[Language, ...]] = ("en",)
SOURCE: Final = "vi"
HEAD: Final = ""
MISSING, OUTDATED, DONE = "missing", "outdated", "done"
MOST_LETTERS: Final = 40_000
_LINES: Final = {"title": 200, "summary": 600, "alt": 500, "caption": 300, "note": 500}
_HEAD_WORDS: Final = ("title", "summary", "about")
_MODULE_WORDS: Final = ("title", "summary")
_PART_WORDS: Final = ("title", "markup", "alt", "caption", "steps", "transcript", "note")
_DIGEST: Final = re.compile(r"[0-9a-f]{16}")

Words = Mapping[str, str | list[str]]
Document = Mapping[str, Any]
Said = Annotated[str, Field(max_length=MOST_LETTERS)]


class TranslatedPlace(Strict):
    """The words of a place by field; of several lines one after the other."""

    of: str = Field(pattern=r"^[0-9a-f]{16}$")
    words: Mapping[str, Said | tuple[Said, ...]]


def places_of(document: Document) -> dict[str, Words]:
    """By place, the words there are to translate in a lesson or an outline."""
    found = {HEAD: _filled(document, _HEAD_WORDS)}
    for module in document.get("modules", ()):
        found[module["key"]] = _filled(module, _MODULE_WORDS)
    for part in document.get("parts", ()):
        found[part["key"]] = _filled(part, _PART_WORDS)
        if part.get("criteria"):
            found[part["key"]]["criteria"] = _rubric(part["criteria"])
    return {place: words for place, words in found.items() if words}


def clean_translations(value: Any, document: Document) -> dict[str, Any]:
    """What fits the document, made harmless. A place that comes without `of` was written upon the
    document as it stands."""
    said, found = _mapping(value), {}
    places = places_of(document)
    for language in LANGUAGES:
        translated = _mapping(said.get(language))
        kept = {
            place: one
            for place, source in places.items()
            if (one := _clean_place(_mapping(translated.get(place)), source))
        }
        if kept:
            found[str(language)] = kept
    return found


def states_of(document: Document, language: str) -> dict[str, str]:
    """By place: missing, outdated or done."""
    translated, places = _in(document, language), places_of(document)
    return {place: _state(source, translated.get(place)) for place, source in places.items()}


def outdated_places(document: Document) -> list[str]:
    """Those whose words have changed since they were translated."""
    states = [states_of(document, language) for language in LANGUAGES]
    return [place for one in states for place, state in one.items() if state == OUTDATED]


def translated(document: Document, language: str) -> Document | None:
    """The lesson or outline in the language; None unless every place is done."""
    said = _in(document, language)
    if HEAD not in said:
        return None
    if any(state != DONE for state in states_of(document, language).values()):
        return None
    inside = "parts" if "parts" in document else "modules"
    placed = [_put(one, said.get(one["key"])) for one in document[inside]]
    return {**document, **said[HEAD]["words"], inside: placed}


def digest_of(words: Words) -> str:
    """What a translation names its source by."""
    written = json.dumps(words, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def _state(source: Words, translated: Document | None) -> str:
    words = translated["words"] if translated else {}
    if not all(_is_said(told, words.get(name)) for name, told in source.items()):
        return MISSING
    return DONE if translated and translated["of"] == digest_of(source) else OUTDATED


def _is_said(told: str | list[str], said: Any) -> bool:
    if isinstance(told, str):
        return isinstance(said, str) and bool(plain_text(said) if "<" in said else said)
    return isinstance(said, list | tuple) and len(said) == len(told) and all(said)


def _clean_place(said: Document, source: Words) -> dict[str, Any] | None:
    given = _mapping(said.get("words"))
    words = {name: _clean(name, given.get(name), told) for name, told in source.items()}
    words = {name: one for name, one in words.items() if any(one)}
    if not words:
        return None
    of = said.get("of")
    is_digest = isinstance(of, str) and _DIGEST.fullmatch(of) is not None
    return {"of": of if is_digest else digest_of(source), "words": words}


def _clean(name: str, value: Any, source: str | list[str]) -> str | list[str]:
    if isinstance(source, list | tuple):
        lines = [line(one, 500) for one in value] if isinstance(value, list | tuple) else []
        return [*lines, *[""] * len(source)][: len(source)]
    if name in ("markup", "about"):
        return harmless(text(value, MOST_LETTERS))
    return line(value, _LINES[name]) if name in _LINES else text(value, 20_000)


def _put(part: Document, translated: Document | None) -> Document:
    if translated is None:
        return part
    words = dict(translated["words"])
    rubric = words.pop("criteria", None)
    return {**part, **words, **({"criteria": _worded(part, rubric)} if rubric else {})}


def _rubric(criteria: Any) -> list[str]:
    """Each criterion's title, then those of its levels."""
    return [one for each in criteria for one in (each["title"], *_titles(each["levels"]))]


def _titles(levels: Any) -> list[str]:
    return [one["title"] for one in levels]


def _worded(part: Document, rubric: list[str]) -> list[dict[str, Any]]:
    words = iter(rubric)
    return [
        {"title": next(words), "levels": [{**one, "title": next(words)} for one in each["levels"]]}
        for each in part["criteria"]
    ]


def _filled(said: Document, names: Iterable[str]) -> dict[str, Any]:
    return {name: said[name] for name in names if said.get(name)}


def _in(document: Document, language: str) -> Document:
    found: Document = document.get("translations", {}).get(language, {})
    return found


def _mapping(value: Any) -> Document:
    return value if isinstance(value, Mapping) else {}
