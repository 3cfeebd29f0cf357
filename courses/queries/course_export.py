"""A course as the files that `load_courses` reads."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

from backend.common.errors import NotVisible
from backend.files.storage import whole_path
from courses.formats.course_draft import lesson_keys
from courses.formats.course_zip import FILES, ITEMS, LEFT_OUT, MOST_BYTES, PACKAGES
from courses.formats.markdown_writing import written_lesson, written_markdown
from courses.formats.media import shown_files
from courses.formats.outline import used_alone
from courses.formats.translation_file import written_translations
from courses.models import Course
from courses.queries.authoring import lesson_of, lessons_of, outline_of
from courses.queries.diagram import find_diagram
from courses.queries.media import file_digests
from courses.queries.package import package_file
from quizzes.formats.items.archive import MOST_ENTRIES
from quizzes.queries.picture import picture_file

SPARE_BYTES: Final = 1024 * 1024
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def exported_lesson(course: Course, key: str, today: date) -> str:
    """One lesson's file as it stands now; NotVisible where there is none."""
    lesson = lesson_of(course, key)
    if lesson is None:
        raise NotVisible
    return written_lesson(lesson, _names([lesson]), today.isoformat())


def exported_course(course: Course, today: date, items: bytes | None = None) -> bytes:
    """A zip of the course's folder as it stands now: course.yaml, lessons, pictures, packages,
    what its lessons show, and a file with the items of its quizzes where one is given."""
    outline, lessons = outline_of(course), lessons_of(course)
    kept = [key for key in lesson_keys(outline) if key in lessons]
    names = _names([lessons[key] for key in kept])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(_entry(f"{course.slug}/course.yaml"), _course_yaml(course.slug, outline))
        for name, said in written_translations("course", outline):
            file.writestr(_entry(f"{course.slug}/{name}"), said)
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
                for name, said in written_translations(key, lessons[key]):
                    file.writestr(_entry(f"{folder}/{name}"), said)
        for digest in _packages([lessons[key] for key in kept]):
            path = package_file(digest)
            if path.is_file():
                file.writestr(_entry(f"{course.slug}/{PACKAGES}/{digest}.zip"), path.read_bytes())
        if items is not None:
            file.writestr(_entry(f"{course.slug}/{ITEMS}"), items)
        left_out = _write_media(file, course.slug, {key: lessons[key] for key in kept})
        if left_out:
            file.writestr(_entry(f"{course.slug}/{LEFT_OUT}"), "\n".join(left_out))
    return out.getvalue()


def _write_media(
    file: zipfile.ZipFile, slug: str, lessons: Mapping[str, Mapping[str, Any]]
) -> list[str]:
    """Files of lessons as they were brought, the small ones first, as far as an import takes them;
    lines about those that stay behind."""
    room = MOST_BYTES - SPARE_BYTES - sum(one.file_size for one in file.infolist())
    left_out = []
    wanted = sorted(
        (_size(whole_path(digest)), purpose, digest)
        for purpose, digests in file_digests(lessons).items()
        for digest in digests
    )
    for size, purpose, digest in wanted:
        if not 0 < size <= room or len(file.infolist()) >= MOST_ENTRIES - 1:
            named = ", ".join(_shown_by(lessons, digest))
            left_out.append(f"{purpose} {digest} ({size} byte): {named}")
            continue
        room -= size
        # videos and sound are packed already
        entry = zipfile.ZipInfo(f"{slug}/{FILES}/{purpose}/{digest}", _LONG_AGO)
        file.writestr(entry, whole_path(digest).read_bytes())
    return left_out


def _size(path: Path) -> int:
    """0 where it is not here."""
    return path.stat().st_size if path.is_file() else 0


def _shown_by(lessons: Mapping[str, Mapping[str, Any]], digest: str) -> list[str]:
    return [
        lesson["title"]
        for lesson in lessons.values()
        if any(digest == one for _, one in shown_files(lesson["parts"]))
    ]


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
