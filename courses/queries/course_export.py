"""A course as the files that `load_courses` reads."""

import io
import zipfile
from datetime import date
from typing import Any

import yaml

from backend.common.errors import NotVisible
from courses.formats.course_draft import lesson_keys
from courses.formats.course_zip import ITEMS, PACKAGES
from courses.formats.markdown_writing import written_lesson, written_markdown
from courses.formats.outline import used_alone
from courses.models import Course
from courses.queries.authoring import lesson_of, lessons_of, outline_of
from courses.queries.diagram import find_diagram
from courses.queries.package import package_file
from quizzes.queries.picture import picture_file

_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def exported_lesson(course: Course, key: str, today: date) -> str:
    """One lesson's file as it stands now; NotVisible where there is none."""
    lesson = lesson_of(course, key)
    if lesson is None:
        raise NotVisible
    return written_lesson(lesson, _names([lesson]), today.isoformat())


def exported_course(course: Course, today: date, items: bytes | None = None) -> bytes:
    """A zip of the course's folder as it stands now: course.yaml, lessons, pictures, packages, and
    a file with the items of its quizzes where one is given."""
    outline, lessons = outline_of(course), lessons_of(course)
    kept = [key for key in lesson_keys(outline) if key in lessons]
    names = _names([lessons[key] for key in kept])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(_entry(f"{course.slug}/course.yaml"), _course_yaml(course.slug, outline))
        for module in outline["modules"]:
            folder = f"{course.slug}/{module['key']}"
            drawn = dict.fromkeys(
                part["src"]
                for key in module["lessons"]
                if key in lessons
                for part in lessons[key]["parts"]
                if part["kind"] == "picture" and part["src"] in names
            )
            for source in drawn:
                file.writestr(_entry(f"{folder}/{names[source]}"), _picture(source) or b"")
            for key in (one for one in module["lessons"] if one in lessons):
                text = written_lesson(lessons[key], names, today.isoformat())
                file.writestr(_entry(f"{folder}/{key}.md"), text)
        for digest in _packages([lessons[key] for key in kept]):
            path = package_file(digest)
            if path.is_file():
                file.writestr(_entry(f"{course.slug}/{PACKAGES}/{digest}.zip"), path.read_bytes())
        if items is not None:
            file.writestr(_entry(f"{course.slug}/{ITEMS}"), items)
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    """Without the hour, so that the same course is the same file."""
    entry = zipfile.ZipInfo(name, _LONG_AGO)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _course_yaml(slug: str, outline: dict[str, Any]) -> str:
    outline = used_alone(outline)
    completion = outline["completion"]
    rules = ("order", "after", "prerequisites")
    said: dict[str, Any] = {
        "slug": slug,
        **{name: outline[name] for name in ("title", "summary")},
        "about": written_markdown(outline["about"]),
        **{name: outline[name] for name in ("audience", "competences")},
        "completion": {**completion, "lessons": completion["lessons"] or "all"},
        **{name: outline[name] for name in rules if name in outline},
        "modules": outline["modules"],
    }
    return yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=1000)


def _packages(lessons: list[dict[str, Any]]) -> list[str]:
    parts = (part for lesson in lessons for part in lesson["parts"] if part["kind"] == "package")
    return sorted({part["package"] for part in parts if part["package"]})


def _names(lessons: list[dict[str, Any]]) -> dict[str, str]:
    """By address under which name a picture is exported; named by what it holds."""
    found: dict[str, str] = {}
    for lesson in lessons:
        for part in lesson["parts"]:
            if part["kind"] == "picture" and part["src"]:
                name = part["src"].rsplit("/", 1)[1]
                found[part["src"]] = f"hinh-{name[:12]}{name[64:]}"
    return found


def _picture(source: str) -> bytes | None:
    digest = source.rsplit("/", 1)[1][:64]
    if source.endswith(".svg"):
        return find_diagram(digest)
    path = picture_file(digest)
    return path.read_bytes() if path.is_file() else None
