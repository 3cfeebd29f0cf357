"""What the files of lessons tell of themselves."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Final

from backend.files.models import StoredFile
from backend.files.queries.stored_file import ready_files
from courses.formats.media import shown_files

# By kind of part: what its file tells, and what stands there while there is no such file.
FACTS: Final[Mapping[str, Mapping[str, Any]]] = {
    "video": {"seconds": 0, "width": 0, "height": 0, "bytes": 0},
    "audio": {"seconds": 0, "bytes": 0},
    "document": {"pages": 0, "bytes": 0, "sizes": []},
    "attachment": {"bytes": 0, "member": ""},
}
Lessons = Mapping[str, Mapping[str, Any]]
Files = Mapping[str, Mapping[str, StoredFile]]


def with_facts(lessons: Lessons) -> dict[str, dict[str, Any]]:
    """The lessons, by key, with what their files tell, whatever a sender claimed of them.

    Where no lesson shows a file, nothing is asked.
    """
    found = {kind: ready_files(kind, digests) for kind, digests in _wanted(lessons).items()}
    return {
        key: {**lesson, "parts": [_told(part, found) for part in lesson["parts"]]}
        for key, lesson in lessons.items()
    }


def file_digests(lessons: Lessons) -> dict[str, set[str]]:
    """The files that lessons show, by purpose; captions too."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for lesson in lessons.values():
        for purpose, digest in shown_files(lesson["parts"]):
            found[purpose].add(digest)
    return dict(found)


def missing_files(lessons: Lessons) -> set[str]:
    """Those that are not here, as "purpose/digest"."""
    return {
        f"{purpose}/{digest}"
        for purpose, digests in file_digests(lessons).items()
        for digest in digests - ready_files(purpose, digests).keys()
    }


def _wanted(lessons: Lessons) -> defaultdict[str, set[str]]:
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for lesson in lessons.values():
        for part in lesson["parts"]:
            if part["kind"] in FACTS and part.get("file"):
                wanted[part["kind"]].add(part["file"])
    return wanted


def _told(part: Mapping[str, Any], found: Files) -> Mapping[str, Any]:
    empty = FACTS.get(part["kind"])
    if empty is None:
        return part
    file = found.get(part["kind"], {}).get(part["file"])
    if file is None:
        return {**part, **empty}
    told = {name: file.facts.get(name, nothing) for name, nothing in empty.items()}
    name = {"name": part["name"] or file.name} if "name" in part else {}
    return {**part, **told, **name}
