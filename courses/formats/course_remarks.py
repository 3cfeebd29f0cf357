"""What hinders a draft from being published: every place of it, by a stable code."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from backend.common.markup import plain_text
from courses.formats.assignment import most_points
from courses.formats.course_draft import lesson_keys
from courses.formats.lesson import Lesson
from courses.formats.media import MODELS
from courses.formats.media_draft import REMARKS as MEDIA_REMARKS
from courses.formats.media_draft import media_remarks
from courses.formats.outline import Outline
from courses.rules.lesson_order import find_loop, needed_before

CODES: Final = (
    *("course_title", "course_summary", "no_modules", "module_title", "module_empty"),
    *("lesson_lost", "too_many_lessons_wanted", "final_quiz_short", "competence_unknown"),
    *("title", "summary", "minutes", "sources", "source_title", "link_not_https", "no_parts"),
    *("part_title", "part_text", "picture", "alt", "steps", "quiz_items", "quiz_pass"),
    *("items_unknown", "order_loop", "prerequisite_unknown", "invalid", "package"),
    *MEDIA_REMARKS,
    *("criteria", "criteria_pass"),
)
_LINK: Final = re.compile(r'href="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Remark:
    """`lesson` and `part` are keys, empty where it is about the whole; `words` what is named."""

    code: str
    lesson: str = ""
    part: str = ""
    words: str = ""


def outline_remarks(outline: Mapping[str, Any], known: Collection[str]) -> list[Remark]:
    """`known` are the keys of the lessons that there are."""
    return list(_of_outline(outline, known)) or _rest(Outline, outline, "")


def lesson_remarks(key: str, lesson: Mapping[str, Any]) -> list[Remark]:
    found = [*_of_lesson(key, lesson)]
    for part in lesson["parts"]:
        found += [Remark(code, key, part["key"], words) for code, words in _of_part(part)]
    return found or _rest(Lesson, lesson, key)


def _of_outline(outline: Mapping[str, Any], known: Collection[str]) -> Iterator[Remark]:
    if not outline["title"]:
        yield Remark("course_title")
    if not outline["summary"]:
        yield Remark("course_summary")
    if not outline["modules"]:
        yield Remark("no_modules")
    for number, module in enumerate(outline["modules"], start=1):
        name = module["title"] or str(number)
        if not module["title"]:
            yield Remark("module_title", words=name)
        if not module["lessons"]:
            yield Remark("module_empty", words=name)
    keys = lesson_keys(outline)
    for key in keys:
        if key not in known:
            yield Remark("lesson_lost", words=key)
    if (outline["completion"]["lessons"] or 0) > len(keys):
        yield Remark("too_many_lessons_wanted")
    if closed := find_loop(needed_before(keys, outline["order"], outline["after"])):
        yield Remark("order_loop", closed[0])
    yield from (Remark("link_not_https", words=one) for one in _bad_links(outline["about"]))


def _of_lesson(key: str, lesson: Mapping[str, Any]) -> Iterator[Remark]:
    for name in ("title", "summary", "minutes", "sources"):
        if not lesson[name]:
            yield Remark(name, key)
    if not lesson["parts"]:
        yield Remark("no_parts", key)
    for source in lesson["sources"]:
        if not source["title"]:
            yield Remark("source_title", key)
        if source["link"] and not _is_https(source["link"]):
            yield Remark("link_not_https", key, words=source["link"])


def _of_part(part: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if part.get("title") == "":
        yield "part_title", ""
    if "markup" in part:
        if not plain_text(part["markup"]):
            yield "part_text", ""
        yield from (("link_not_https", one) for one in _bad_links(part["markup"]))
    if part["kind"] == "picture":
        yield from _of_picture(part)
    if part["kind"] == "checklist" and not part["steps"]:
        yield "steps", ""
    if part["kind"] == "quiz":
        if not part["items"]:
            yield "quiz_items", ""
        elif not 1 <= part["pass"] <= len(part["items"]):
            yield "quiz_pass", ""
    if part["kind"] == "package" and not part["package"]:
        yield "package", ""
    if part["kind"] in MODELS:
        yield from media_remarks(part)
    if part["kind"] == "assignment":
        yield from _of_assignment(part)
    if part["kind"] == "link" and not _is_https(part["href"]):
        yield "link_not_https", part["href"]


def _of_picture(part: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if not (part["src"] and part["width"] and part["height"]):
        yield "picture", ""
    elif not part["alt"]:
        yield "alt", ""


def _of_assignment(part: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if not part["criteria"] or not all(_is_whole(one) for one in part["criteria"]):
        yield "criteria", ""
    elif part["pass"] > most_points(part["criteria"]):
        yield "criteria_pass", ""


def _is_whole(criterion: Mapping[str, Any]) -> bool:
    levels = criterion["levels"]
    return bool(criterion["title"]) and len(levels) >= 2 and all(one["title"] for one in levels)


def _bad_links(markup: str) -> list[str]:
    return [one for one in _LINK.findall(markup) if not _is_https(one)]


def _is_https(link: str) -> bool:
    return re.fullmatch(r"https://\S+", link) is not None


def _rest(model: type[Lesson] | type[Outline], document: Any, key: str) -> list[Remark]:
    """What the shape itself refuses and nothing above has named."""
    try:
        model.model_validate(document)
    except ValidationError as error:
        places = [".".join(map(str, one["loc"])) for one in error.errors()]
        return [Remark("invalid", key, words=place) for place in places]
    return []
