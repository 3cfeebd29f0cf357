"""A course's folder as a zip of strangers, read with little memory and time: `python -m … < file`.

Beside what `course_file.py` reads it may hold raster pictures, packages of others under `goi/`,
videos, sound, documents and captions as they were brought under `tep/`, and the items of its
quizzes in `cau-hoi.zip`.
"""

import base64
import fnmatch
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Final, cast

from backend.common.confined import ProcessFailed, ask, confine
from courses.formats.course_file import COURSE, read_course
from courses.formats.diagram import DrawnDiagram
from courses.formats.markdown import FileRefused, Problem
from courses.formats.media import shown_files
from quizzes.formats.items.archive import Archive
from quizzes.formats.items.xml_tree import Unreadable

MODULE: Final = "courses.formats.course_zip"
MOST_BYTES: Final = 64 * 1024 * 1024
PACKAGES, FILES, ITEMS = "goi", "tep", "cau-hoi.zip"
LEFT_OUT: Final = "khong-kem.txt"
_FOUND: Final = ("diagrams", "pictures", "packages", "files")
TOO_LARGE: Final = "Tệp lớn hơn 64 MB."
TOO_HARD: Final = "Tệp quá lớn hoặc quá phức tạp, không đọc được trong giới hạn cho phép."
NO_COURSE: Final = "Trong tệp .zip cần có đúng một thư mục chứa course.yaml."


@dataclass(frozen=True, slots=True)
class ZippedCourse:
    """What a zip says. `diagrams` by digest; `pictures`, `packages` and, by "purpose/digest",
    `files` say under which name the file lies in the zip, `items` where its items do."""

    slug: str = ""
    outline: Mapping[str, Any] = field(default_factory=dict)
    lessons: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    diagrams: Mapping[str, DrawnDiagram] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    packages: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    items: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, order=True)
class ZipPath:
    """As much of a Path as reading a course asks for, inside of an archive."""

    path: PurePosixPath
    archive: Archive = field(compare=False)

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def parent(self) -> "ZipPath":
        return ZipPath(self.path.parent, self.archive)

    def __truediv__(self, name: str) -> "ZipPath":
        return ZipPath(self.path / name, self.archive)

    def is_file(self) -> bool:
        return str(self.path) in self.archive.names

    def read_bytes(self) -> bytes:
        if not self.is_file():
            raise FileNotFoundError(str(self.path))
        return self.archive.read(str(self.path))

    def read_text(self, encoding: str) -> str:
        return self.read_bytes().decode(encoding)

    def glob(self, pattern: str) -> Iterator["ZipPath"]:
        wanted = (self.path / pattern).parts
        for name in self.archive.names:
            parts = PurePosixPath(name).parts
            pairs = zip(parts, wanted, strict=False)
            if len(parts) == len(wanted) and all(fnmatch.fnmatchcase(*pair) for pair in pairs):
                yield ZipPath(PurePosixPath(name), self.archive)

    def relative_to(self, folder: "ZipPath") -> PurePosixPath:
        return self.path.relative_to(folder.path)


def read_course_zip(body: bytes) -> ZippedCourse:
    """The course of a zip, or every problem of every file."""
    if len(body) > MOST_BYTES:
        return ZippedCourse(problems=(Problem("zip", 1, TOO_LARGE),))
    try:
        told = json.loads(ask(MODULE, body, seconds=60))
        drawn = {
            digest: DrawnDiagram(**{**one, "body": base64.b64decode(one["body"])})
            for digest, one in told["diagrams"].items()
        }
        problems = tuple(Problem(*one) for one in told["problems"])
        return ZippedCourse(**{**told, "diagrams": drawn, "problems": problems})
    except (ProcessFailed, ValueError, KeyError, TypeError):
        return ZippedCourse(problems=(Problem("zip", 1, TOO_HARD),))


def _read(body: bytes) -> dict[str, Any]:
    archive = Archive(body)
    roots = [name for name in archive.names if PurePosixPath(name).name == COURSE]
    if len(roots) != 1:
        raise Unreadable(NO_COURSE)
    folder = ZipPath(PurePosixPath(roots[0]).parent, archive)
    course = read_course(cast(Path, folder), takes_pictures=True)
    lessons = {key: one.model_dump(mode="json") for key, one in course.lessons.items()}
    wanted = {
        part["package"]
        for lesson in lessons.values()
        for part in lesson["parts"]
        if part["kind"] == "package"
    }
    packages = {digest: folder / PACKAGES / f"{digest}.zip" for digest in sorted(wanted)}
    shown = {one for lesson in lessons.values() for one in shown_files(lesson["parts"])}
    files = {f"{kind}/{digest}": folder / FILES / kind / digest for kind, digest in sorted(shown)}
    items = folder / ITEMS
    return {
        "slug": course.slug,
        "outline": course.outline.document(),
        "lessons": lessons,
        "diagrams": {
            digest: {
                "body": base64.b64encode(one.body).decode(),
                "width": one.width,
                "height": one.height,
            }
            for digest, one in course.diagrams.items()
        },
        "pictures": {
            digest: str(cast(ZipPath, path).path) for digest, path in course.pictures.items()
        },
        "packages": {digest: str(path.path) for digest, path in packages.items() if path.is_file()},
        "files": {name: str(path.path) for name, path in files.items() if path.is_file()},
        "items": str(items.path) if items.is_file() else "",
        "problems": [],
    }


def _refused(*problems: Problem) -> dict[str, Any]:
    told = [(one.file[:200], one.line, one.text[:500]) for one in problems[:200]]
    nothing: dict[str, Any] = {name: {} for name in _FOUND}
    return {**nothing, "slug": "", "outline": {}, "lessons": {}, "items": "", "problems": told}


def main() -> int:
    confine(memory_bytes=384 * 1024 * 1024, cpu_seconds=20)
    try:
        told = _read(sys.stdin.buffer.read())
    except FileRefused as refused:
        told = _refused(*refused.problems)
    except Unreadable as refused:
        told = _refused(Problem("zip", 1, str(refused)))
    except (UnicodeDecodeError, FileNotFoundError):
        told = _refused(Problem("zip", 1, "Tệp trong gói không phải văn bản UTF-8."))
    except (RecursionError, MemoryError):
        told = _refused(Problem("zip", 1, TOO_HARD))
    sys.stdout.write(json.dumps(told, default=str))
    return 0


if __name__ == "__main__":
    sys.exit(main())
