"""Finding words without diacritics: what matches, how well, and where it is marked. Pure.

A text is looked up by its key: lower-case words without diacritics. Every word that was typed has
to be in the text; the last one may still be being typed, so it has to begin a word.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

MOST_WORDS = 8
EXCERPT = 180
_BEFORE = 50
_WORD = re.compile(r"[^\W_]+")

Key = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Text:
    """What can be found. Keys are " word word ", so that " wo" finds what begins a word."""

    title: str
    body: str
    title_key: str
    body_key: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, marked or not."""

    text: str
    is_hit: bool = False


def text_of(title: str, body: str, key: Key) -> Text:
    return Text(title, body, f" {key(title)} ", f" {key(body)} ")


def typed_words(typed: str, key: Key) -> list[str]:
    """The words to look for, each once, no more than MOST_WORDS."""
    return list(dict.fromkeys(key(typed).split()))[:MOST_WORDS]


def score(text: Text, words: Sequence[str]) -> int:
    """How well the text answers; 0 where a word is missing. Titles and whole words count more."""
    if not words:
        return 0
    points = 0
    for place, word in enumerate(words, start=1):
        found = _points(text, word, is_last=place == len(words))
        if not found:
            return 0
        points += found
    phrase = f" {' '.join(words)}"
    if len(words) > 1:
        points += 12 * (phrase in text.title_key) + 4 * (phrase in text.body_key)
    return points


def _points(text: Text, word: str, *, is_last: bool) -> int:
    if f" {word} " in text.title_key:
        return 10
    if is_last and f" {word}" in text.title_key:
        return 6
    if f" {word} " in text.body_key:
        return 2
    return int(is_last and f" {word}" in text.body_key)


def marked(text: str, words: Sequence[str], key: Key) -> list[Piece]:
    """The whole text in pieces, those that were looked for marked."""
    pieces: list[Piece] = []
    end = 0
    for word in _WORD.finditer(text):
        if _is_hit(key(word[0]), words):
            if word.start() > end:
                pieces.append(Piece(text[end : word.start()]))
            pieces.append(Piece(word[0], is_hit=True))
            end = word.end()
    if end < len(text):
        pieces.append(Piece(text[end:]))
    return pieces


def excerpt(text: str, words: Sequence[str], key: Key) -> str:
    """Some EXCERPT letters around where the most of what was looked for stands close together."""
    if len(text) <= EXCERPT:
        return text
    hits = [
        (word.start(), key(word[0]))
        for word in _WORD.finditer(text)
        if _is_hit(key(word[0]), words)
    ]
    best = max(
        (at for at, _ in hits),
        key=lambda at: (_gathered(hits, at), -at),
        default=0,
    )
    start = max(0, best - _BEFORE)
    if start:
        start = text.find(" ", start) + 1
    stop = start + EXCERPT
    stop = len(text) if stop >= len(text) else max(text.rfind(" ", start, stop), start + 1)
    return f"{'… ' if start else ''}{text[start:stop]}{' …' if stop < len(text) else ''}"


def _gathered(hits: Sequence[tuple[int, str]], at: int) -> int:
    return len({word for place, word in hits if at <= place < at + EXCERPT - _BEFORE})


def _is_hit(word: str, words: Sequence[str]) -> bool:
    return bool(words) and (word in words or word.startswith(words[-1]))
