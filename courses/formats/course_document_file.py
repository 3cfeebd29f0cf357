"""A stranger's document of several lessons, read confined: `python -m … < file`."""

import base64
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from backend.common.confined import ProcessFailed, ask, confine
from backend.common.text import nfc
from courses.formats.course_document import (
    CourseDocument,
    DocumentLesson,
    DocumentModule,
    divided,
    read_markdown,
)
from courses.formats.lesson_file import MOST_BYTES as MOST_TEXT
from courses.formats.markdown import FileRefused, front_matter
from courses.formats.word import read_word
from courses.formats.word_file import MOST_BYTES, NAME, TOO_HARD, TOO_LARGE
from quizzes.formats.items.archive import Archive
from quizzes.formats.items.xml_tree import Unreadable

MODULE: Final = "courses.formats.course_document_file"
TEXT_TOO_LARGE: Final = "Tệp văn bản lớn hơn 500 KB."
NOT_TEXT: Final = "Tệp không phải là Word (.docx) hay văn bản UTF-8."
_ZIPPED: Final = b"PK"


def read_course_document(body: bytes) -> tuple[CourseDocument, Mapping[str, bytes]]:
    """What a Word or Markdown document says, not judged yet, and its pictures by name."""
    is_word = body.startswith(_ZIPPED)
    if len(body) > (MOST_BYTES if is_word else MOST_TEXT):
        return CourseDocument(problem=TOO_LARGE if is_word else TEXT_TOO_LARGE), {}
    try:
        told = json.loads(ask(MODULE, body, seconds=40))
        modules = [
            DocumentModule(one["title"], [DocumentLesson(**lesson) for lesson in one["lessons"]])
            for one in told["modules"]
        ]
        pictures = {name: base64.b64decode(one) for name, one in told["pictures"].items()}
        return CourseDocument(modules, told["notes"], told["problem"]), pictures
    except (ProcessFailed, ValueError, KeyError, TypeError):
        return CourseDocument(problem=TOO_HARD), {}


def _read(body: bytes) -> tuple[CourseDocument, dict[str, bytes]]:
    if body.startswith(_ZIPPED):
        Archive(body)  # looks through the archive before anything of it is read
        word = read_word(body, is_divided=True)
        return divided(word.parts, word.notes), word.pictures
    written, line = nfc(body.decode("utf-8-sig")).replace("\r\n", "\n"), 1
    if written.startswith("---\n"):
        _, written, line = front_matter(written, NAME)
    return read_markdown(written, line), {}


def main() -> int:
    confine(memory_bytes=384 * 1024 * 1024, cpu_seconds=20)
    document, pictures = CourseDocument(), dict[str, bytes]()
    try:
        document, pictures = _read(sys.stdin.buffer.read())
    except FileRefused as refused:
        document.problem = str(refused.problems[0].text)
    except Unreadable as refused:
        document.problem = str(refused)
    except UnicodeDecodeError:
        document.problem = NOT_TEXT
    except (RecursionError, MemoryError):
        document.problem = TOO_HARD
    told: dict[str, Any] = {
        "modules": [asdict(one) for one in document.modules],
        "notes": document.notes[:100],
        "problem": document.problem,
        "pictures": {name: base64.b64encode(one).decode() for name, one in pictures.items()},
    }
    sys.stdout.write(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
