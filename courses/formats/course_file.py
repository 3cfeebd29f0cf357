"""The folder of a course: course.yaml, its lessons as Markdown, its diagrams."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field, ValidationError, model_validator

from backend.common.text import nfc
from courses.formats.diagram import DrawnDiagram
from courses.formats.lesson import KEY, Competences, Lesson, Source, Strict
from courses.formats.markdown import (
    FileRefused,
    LessonText,
    Problem,
    front_matter,
    harmless_markdown,
)
from courses.formats.outline import Audience, CompletionRule, Key, Keys, Module, Order, Outline
from courses.formats.translation_file import read_translations

COURSE = "course.yaml"


class Document(Strict):
    """A source that lessons name."""

    title: str = Field(min_length=1)
    publisher: str = Field(min_length=1)
    link: str = Field(default="", pattern=r"^(https://\S+)?$")


class Completion(CompletionRule):
    """`lessons`: "all", or how many."""

    @model_validator(mode="before")
    @classmethod
    def _all(cls, said: Any) -> Any:
        return {**said, "lessons": None} if said.get("lessons") == "all" else said


class CourseText(Strict):
    """course.yaml."""

    slug: str = Field(pattern=KEY, max_length=100)
    title: str
    summary: str
    about: str = ""
    audience: tuple[Audience, ...] = ()
    competences: Competences = ()
    completion: Completion = Completion()
    order: Order = "free"
    after: Mapping[Key, Keys] = {}
    prerequisites: tuple[Key, ...] = ()
    documents: Mapping[str, Document] = {}
    modules: tuple[Module, ...] = Field(min_length=1)


class Cited(Strict):
    """A place in one of the course's documents."""

    document: str
    article: str = ""


class LessonHead(Strict):
    """What stands above a lesson's text."""

    title: str
    summary: str
    minutes: int
    competences: Competences = ()
    sources: tuple[Cited | Source, ...] = ()
    checked_on: date


@dataclass(frozen=True, slots=True)
class CourseFile:
    """A whole course. `lessons` by key, `diagrams` by digest; `pictures` say by digest where the
    raster ones lie."""

    slug: str
    outline: Outline
    lessons: Mapping[str, Lesson]
    diagrams: Mapping[str, DrawnDiagram]
    pictures: Mapping[str, Path]


def course_folders(folder: Path) -> list[Path]:
    """The folders of courses within `folder`, in the order of their names."""
    return sorted(path.parent for path in folder.glob(f"*/{COURSE}"))


def read_course(folder: Path, *, takes_pictures: bool = False) -> CourseFile:
    """The course of a folder; raises FileRefused with every problem of every file.

    Raster pictures stand in exported courses, not in those that are written as files.
    """
    text = _course_text(folder)
    problems: list[Problem] = []
    lessons: dict[str, Lesson] = {}
    diagrams: dict[str, DrawnDiagram] = {}
    pictures: dict[str, Path] | None = {} if takes_pictures else None
    for module in text.modules:
        for key in module.lessons:
            try:
                path = folder / module.key / f"{key}.md"
                reader = LessonText(path, f"{folder.name}/{module.key}/{key}.md", pictures)
                lessons[key] = _lesson(path, reader, text.documents)
                diagrams.update(reader.diagrams)
            except FileRefused as refused:
                problems += refused.problems
    problems += _strangers(folder, text)
    outline = _outline(folder, text, problems)
    if problems or outline is None:
        raise FileRefused(problems)
    return CourseFile(text.slug, outline, lessons, diagrams, pictures or {})


def _course_text(folder: Path) -> CourseText:
    name = f"{folder.name}/{COURSE}"
    try:
        said = yaml.load(nfc((folder / COURSE).read_text(encoding="utf-8")), yaml.CSafeLoader)
        text = CourseText.model_validate(said)
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line + 1) if error.problem_mark else 1
        raise FileRefused([Problem(name, line, "Tệp YAML không đọc được.")]) from error
    except ValidationError as error:
        raise FileRefused(_problems(name, error)) from error
    if text.slug != folder.name:
        raise FileRefused([Problem(name, 1, f"slug phải là tên thư mục: {folder.name}.")])
    return text


def _outline(folder: Path, text: CourseText, problems: list[Problem]) -> Outline | None:
    name = f"{text.slug}/{COURSE}"
    said = text.model_dump(exclude={"slug", "documents"})
    try:
        outline = Outline.model_validate({**said, "about": harmless_markdown(text.about)})
        plain = outline.model_dump(mode="json")
        if translations := read_translations(folder / COURSE, name, plain):
            outline = Outline.model_validate({**plain, "translations": translations})
        return outline
    except FileRefused as refused:
        problems += refused.problems
    except ValidationError as error:
        problems += _problems(name, error)
    return None


def _lesson(path: Path, text: LessonText, documents: Mapping[str, Document]) -> Lesson:
    name = text.file
    if not path.is_file():
        raise FileRefused([Problem(name, 1, "Không có tệp này.")])
    said, body, line = front_matter(nfc(path.read_text(encoding="utf-8")), name)
    parts = text.parts(body, line)
    try:
        head = LessonHead.model_validate(said)
        sources = list(_sources(head.sources, documents, text, name))
        lesson = Lesson.model_validate(
            {**head.model_dump(exclude={"checked_on"}), "sources": sources, "parts": parts}
        )
        plain = lesson.model_dump(mode="json")
        if translations := read_translations(path, name, plain):
            lesson = Lesson.model_validate({**plain, "translations": translations})
    except ValidationError as error:
        raise FileRefused([*text.problems, *_problems(name, error)]) from error
    if text.problems:
        raise FileRefused(text.problems)
    return lesson


def _sources(
    cited: Iterable[Cited | Source], documents: Mapping[str, Document], text: LessonText, name: str
) -> Iterable[Source]:
    for one in cited:
        if isinstance(one, Source):
            yield one
            continue
        document = documents.get(one.document)
        if document is None:
            text.problems.append(Problem(name, 1, f"Không có nguồn “{one.document}”."))
        else:
            yield Source(**document.model_dump(), article=one.article)


def _strangers(folder: Path, text: CourseText) -> Iterable[Problem]:
    """Lessons that lie in the folder while the course does not name them."""
    named = {f"{module.key}/{key}.md" for module in text.modules for key in module.lessons}
    for path in sorted(folder.glob("*/*.md")):
        place = path.relative_to(folder).as_posix()
        if place not in named:
            yield Problem(f"{folder.name}/{place}", 1, "course.yaml không nêu bài này.")


def _problems(name: str, error: ValidationError) -> list[Problem]:
    return [
        Problem(name, 1, f"{'.'.join(map(str, one['loc'])) or 'tệp'}: {_words(one)}")
        for one in error.errors()
    ]


def _words(error: Any) -> str:
    told = error.get("ctx", {}).get("error")
    return str(told) if told else _WORDS.get(error["type"], error["msg"])


_WORDS = {
    "missing": "chưa có.",
    "extra_forbidden": "không có mục này.",
    "string_too_short": "để trống.",
    "string_too_long": "quá dài.",
    "string_pattern_mismatch": "không đúng mẫu.",
    "literal_error": "không phải là một lựa chọn có sẵn.",
    "too_short": "để trống.",
}
