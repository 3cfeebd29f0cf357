"""What differs between two wordings of a course: lessons that came, went or moved, and by part the
words that were added and removed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, Final

from backend.common.markup import plain_text
from courses.formats.course_draft import lesson_keys
from courses.formats.translation import LANGUAGES, places_of

ADDED, REMOVED, MOVED, CHANGED, SAME = "added", "removed", "moved", "changed", "same"
# Beyond that many words a text is shown as replaced: to compare them takes too long.
MOST_WORDS: Final = 4000
_WORD: Final = re.compile(r"\S+\s*")
_UNSEEN: Final = frozenset({"key", "kind", "parts", "modules", "lessons", "translations", "of"})


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stayed, came or went."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """Something of a course: `of` says what (outline, module, lesson, or a part's kind), `runs` its
    words, `inside` the changes of its parts."""

    of: str
    key: str
    title: str
    what: str
    runs: Sequence[Run] = ()
    inside: Sequence["Change"] = field(default=())


Document = Mapping[str, Any]


def word_runs(old: str, new: str) -> list[Run]:
    """The new text with what was taken out of the old one, word by word."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(after)) > MOST_WORDS:
        return _kept([Run(REMOVED, old), Run(ADDED, new)])
    runs: list[Run] = []
    matcher = SequenceMatcher(a=[w.strip() for w in before], b=[w.strip() for w in after])
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            runs.append(Run(SAME, "".join(after[c:d])))
        else:
            runs += [Run(REMOVED, "".join(before[a:b])), Run(ADDED, "".join(after[c:d]))]
    return _kept(runs)


def course_changes(
    old: tuple[Document, Mapping[str, Document]], new: tuple[Document, Mapping[str, Document]]
) -> list[Change]:
    """From one (outline, lessons by key) to the other, in the order of the new outline."""
    (outline, lessons), (written, drafts) = old, new
    return [
        *_of_outline(outline, written),
        *_of_modules(outline, written),
        *_of_lessons(outline, lessons, written, drafts),
    ]


def _of_outline(old: Document, new: Document) -> Iterator[Change]:
    runs, inside = word_runs(_words(old), _words(new)), _of_translations(old, new)
    if inside or _differ(runs):
        yield Change("outline", "", new["title"], CHANGED, runs if _differ(runs) else (), inside)


def _of_modules(old: Document, new: Document) -> Iterator[Change]:
    before = {one["key"]: one for one in old["modules"]}
    after = {one["key"]: one for one in new["modules"]}
    staying = [key for key in before if key in after]
    moved = _moved(staying, [key for key in after if key in before])
    for key, one in after.items():
        runs = word_runs(_words(before[key]), _words(one)) if key in before else ()
        if key not in before:
            yield Change("module", key, one["title"], ADDED)
        elif _differ(runs) or key in moved:
            yield Change("module", key, one["title"], CHANGED if _differ(runs) else MOVED, runs)
    for key, one in before.items():
        if key not in after:
            yield Change("module", key, one["title"], REMOVED)


def _of_lessons(
    outline: Document,
    lessons: Mapping[str, Document],
    written: Document,
    drafts: Mapping[str, Document],
) -> Iterator[Change]:
    before = [key for key in lesson_keys(outline) if key in lessons]
    after = [key for key in lesson_keys(written) if key in drafts]
    moved = _moved([one for one in before if one in after], [one for one in after if one in before])
    moved |= {key for key in after if _module(outline, key) != _module(written, key)}
    for key in after:
        title = drafts[key]["title"]
        if key not in before:
            fresh = [*_of_parts({"parts": []}, drafts[key]), *_of_translations({}, drafts[key])]
            yield Change("lesson", key, title, ADDED, inside=fresh)
            continue
        runs = word_runs(_words(lessons[key]), _words(drafts[key]))
        inside = _of_parts(lessons[key], drafts[key])
        inside += _of_translations(lessons[key], drafts[key])
        if inside or _differ(runs):
            shown = runs if _differ(runs) else ()
            yield Change("lesson", key, title, CHANGED, shown, inside)
        elif key in moved:
            yield Change("lesson", key, title, MOVED)
    for key in before:
        if key not in after:
            yield Change("lesson", key, lessons[key]["title"], REMOVED)


def _of_parts(old: Document, new: Document) -> list[Change]:
    before = {one["key"]: one for one in old["parts"]}
    after = {one["key"]: one for one in new["parts"]}
    staying = [key for key in before if key in after]
    moved = _moved(staying, [key for key in after if key in before])
    found = []
    for key, one in after.items():
        runs = word_runs(_words(before.get(key, {})), _words(one))
        what = MOVED if key in moved else ""
        if key not in before:
            what = ADDED
        elif _differ(runs):
            what = CHANGED
        if what:
            found.append(Change(one["kind"], key, one.get("title", ""), what, runs))
    found += [
        Change(one["kind"], key, one.get("title", ""), REMOVED, word_runs(_words(one), ""))
        for key, one in before.items()
        if key not in after
    ]
    return found


def _of_translations(old: Document, new: Document) -> list[Change]:
    """The words in other languages, each place beside the name of what it translates."""
    placed = [*new.get("parts", ()), *new.get("modules", ())]
    named = {one["key"]: one.get("title", "") for one in placed}
    found = []
    for language in LANGUAGES:
        before, after = (one.get("translations", {}).get(language, {}) for one in (old, new))
        for place in places_of(new):
            runs = word_runs(_words(before.get(place)), _words(after.get(place)))
            if _differ(runs):
                what = CHANGED if place in before and place in after else ADDED
                what = what if place in after else REMOVED
                title = str(named.get(place, new["title"]))
                found.append(Change(f"translation-{language}", place, title, what, runs))
    return found


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """Those that have to be carried to make one order of the other, as few as possible."""
    matcher = SequenceMatcher(a=list(before), b=list(after), autojunk=False)
    kept = {key for a, _, size in matcher.get_matching_blocks() for key in before[a : a + size]}
    return set(before) - kept


def _module(outline: Document, lesson: str) -> str:
    found = (one["key"] for one in outline["modules"] if lesson in one["lessons"])
    return str(next(found, ""))


def _words(said: Any) -> str:
    """All that a document says in its fields, without what it holds and what nobody reads."""
    if isinstance(said, Mapping):
        lines = (_words(value) for name, value in said.items() if name not in _UNSEEN)
        return "\n".join(filter(None, lines))
    if isinstance(said, list | tuple):
        return "\n".join(filter(None, (_words(one) for one in said)))
    if isinstance(said, str):
        return plain_text(said) if "<" in said else said
    return "" if said is None else str(said)


def _differ(runs: Sequence[Run]) -> bool:
    return any(one.kind != SAME for one in runs)


def _kept(runs: Sequence[Run]) -> list[Run]:
    return [one for one in runs if one.text]
