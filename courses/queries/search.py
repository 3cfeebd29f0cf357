"""Everything that a visitor may read, by words without diacritics.

Lessons never change once they are published, so each is read and keyed once a process; what is
open to the visitor is asked anew at each search.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Any

from backend.common.text import search_key
from courses.queries.course import open_courses
from courses.queries.path import learning_paths
from courses.queries.version import lesson_document, outline_of
from courses.rules.search import Piece, Text, excerpt, marked, score, text_of, typed_words
from quizzes.models import Topic
from quizzes.queries.contest import visible_contests
from quizzes.queries.practice import practisable

SHOWN = 30
_TAG = re.compile(r"<[^>]+>")
# Within a sentence: a word in bold before a full stop stands right before it.
_INLINE = re.compile(
    r"</?(?:a|abbr|b|code|em|i|kbd|mark|s|small|span|strong|sub|sup|u)\b[^>]*>", re.IGNORECASE
)
# A heading or a list's line ends like a sentence.
_END = re.compile(r"(?<=\w)\s*</(?:p|li|h[1-6]|td|th)>", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
# Of two that answer as well, the one in which there is more to do comes first.
_WEIGHTS = {"contest": 5, "course": 4, "path": 4, "page": 3, "news": 2, "topic": 2, "lesson": 0}


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be found: `slug` and `key` name it within its kind."""

    kind: str
    text: Text
    slug: str
    key: str = ""
    within: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, with the words that were looked for marked."""

    entry: Entry
    title: list[Piece]
    excerpt: list[Piece]


def find_everywhere(typed: str, more: Sequence[Entry] = ()) -> list[Found]:
    """The best SHOWN of what is open to everybody, and of `more` that the caller knows."""
    words = typed_words(typed, search_key)
    if not words:
        return []
    entries = [*_contests(), *_courses(), *_topics(), *_paths(), *more]
    scored = [(score(one.text, words), one) for one in entries]
    hits = [(points + _WEIGHTS[one.kind], one) for points, one in scored if points]
    hits.sort(key=lambda hit: (-hit[0], hit[1].text.title_key))
    return [_shown(one, words) for _, one in hits[:SHOWN]]


def entry(kind: str, title: str, body: str, slug: str, key: str = "", within: str = "") -> Entry:
    """Something to be found."""
    return Entry(kind, text_of(title, body, search_key), slug, key, within)


def _shown(one: Entry, words: Sequence[str]) -> Found:
    part = excerpt(one.text.body, words, search_key)
    return Found(
        one,
        title=marked(one.text.title, words, search_key),
        excerpt=marked(part, words, search_key),
    )


def _contests() -> Iterator[Entry]:
    for contest in visible_contests():
        body = " ".join((contest.summary, contest.organiser))
        yield entry("contest", contest.title, plain(body), contest.slug)


def _courses() -> Iterator[Entry]:
    for course in open_courses():
        assert course.current_id is not None
        yield from _entries_of(course.slug, course.current_id)


@lru_cache(maxsize=256)
def _entries_of(slug: str, version: int) -> tuple[Entry, ...]:
    """A course and its lessons. Versions never change."""
    outline = outline_of(version)
    document = outline.document
    title = document["title"]
    about = " ".join((document["summary"], plain(document["about"])))
    lessons = [
        entry(
            "lesson",
            one.title,
            " ".join((one.summary, lesson_words(lesson_document(one.version_id)))),
            slug,
            one.key,
            title,
        )
        for one in outline.lessons.values()
    ]
    return entry("course", title, about, slug), *lessons


def lesson_words(document: Any) -> str:
    """What a lesson says in words, its quizzes left out: they are asked, not read."""
    said = []
    for part in document["parts"]:
        lines = (part.get("title", ""), *part.get("steps", ()))
        said += [f"{one}." if one[-1:].isalnum() else one for one in lines]
        said.append(plain(part.get("markup", "")))
    return _SPACE.sub(" ", " ".join(said)).strip()


def _topics() -> Iterator[Entry]:
    open_ones = Topic.objects.filter(pk__in=practisable().values("topic"))
    for code, name in open_ones.values_list("code", "name"):
        yield entry("topic", name, "", code)


def _paths() -> Iterator[Entry]:
    for path in learning_paths():
        yield entry("path", path.title, f"{path.summary} {path.about}", path.slug)


def plain(markup: str) -> str:
    """HTML as running text."""
    sentences = _END.sub(". ", _INLINE.sub("", markup))
    return _SPACE.sub(" ", unescape(_TAG.sub(" ", sentences))).strip()
