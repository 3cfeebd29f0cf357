"""The words of an item's document, as searching and comparing want them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from backend.common.text import search_key
from quizzes.rules.item_likeness import bands, likeness, trigrams

MOST_WORDS = 6_000
"""Letters that are searched; the longest stem with all its options has more."""
LONGEST_WORD = 60
"""Letters of a word that are kept and looked for; the database refuses words without end."""


@dataclass(frozen=True, slots=True)
class ItemIndex:
    """What the bank keeps of an item so that it is found; see models/item.py."""

    text: str
    kind: str
    search: str
    likeness: str
    bands: list[int]
    language: str
    has_source: bool
    ends_on: date | None


def index_of(document: Mapping[str, Any], code: str = "", tags: Iterable[str] = ()) -> ItemIndex:
    """`document` has the shape of ItemContent; it need not be complete."""
    source = document.get("source") or {}
    words = [document["stem"], *_options(document), *document.get("targets", ())]
    words += [*_accepted(document.get("key")), code, *tags]
    return ItemIndex(
        text=document["stem"],
        kind=document["kind"],
        search=vector_of(" ".join(words)),
        likeness=likeness_of(document),
        bands=bands(trigrams_of(document)),
        language=document.get("language", "vi"),
        has_source=bool(source.get("document") or source.get("link")),
        ends_on=day_of(source.get("effective_to")),
    )


def vector_of(text: str) -> str:
    """The words of a text, each once, as PostgreSQL writes a tsvector."""
    words = {word[:LONGEST_WORD] for word in search_key(text)[:MOST_WORDS].split()}
    return " ".join(f"'{word}'" for word in sorted(words))


def wanted_words(text: str) -> str:
    """What finds them, as PostgreSQL writes a tsquery: whole words, the last one as it begins."""
    words = [word[:LONGEST_WORD] for word in search_key(text).split()]
    whole = [f"'{word}'" for word in words[:-1]]
    return " & ".join([*whole, *(f"'{word}':*" for word in words[-1:])])


def likeness_of(document: Mapping[str, Any]) -> str:
    """Equal for items whose words are the same, case, diacritics and order of options aside."""
    picture = document.get("picture") or {}
    parts = [*_options(document), *document.get("targets", ()), picture.get("digest", "")]
    return likeness(search_key(document["stem"]), map(search_key, filter(None, parts)))


def trigrams_of(document: Mapping[str, Any]) -> frozenset[str]:
    """Of stem and options; what every true-or-false item has says nothing."""
    return trigrams(search_key(" ".join([document["stem"], *_options(document)])))


def _options(document: Mapping[str, Any]) -> list[str]:
    return [] if document["kind"] == "true_false" else list(document.get("options", ()))


def _accepted(key: Any) -> list[str]:
    accepted = key.get("accepted") if isinstance(key, Mapping) else None
    return [one for one in accepted or () if isinstance(one, str)]


def day_of(written: Any) -> date | None:
    """The day that a source names, or None where it names none."""
    try:
        return date.fromisoformat(written) if isinstance(written, str) else written
    except ValueError:
        return None
