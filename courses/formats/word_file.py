"""A stranger's Word document, read with little memory and time: `python -m … < file`."""

import base64
import json
import sys
from typing import Final

from backend.common.confined import ProcessFailed, ask, confine
from courses.formats.markdown import FileRefused, Problem
from courses.formats.word import BROKEN, WordLesson, read_word
from quizzes.formats.items.archive import Archive
from quizzes.formats.items.xml_tree import Unreadable

MODULE: Final = "courses.formats.word_file"
MOST_BYTES: Final = 20 * 1024 * 1024
NAME: Final = "tài liệu"
TOO_LARGE: Final = "Tài liệu lớn hơn 20 MB."
TOO_HARD: Final = "Tài liệu quá lớn hoặc quá phức tạp, không đọc được."


def read_word_file(body: bytes) -> WordLesson:
    """What the document says, not judged yet; raises FileRefused."""
    if len(body) > MOST_BYTES:
        raise FileRefused([Problem(NAME, 1, TOO_LARGE)])
    try:
        told = json.loads(ask(MODULE, body, seconds=40))
        problem = told.pop("problem")
        pictures = {name: base64.b64decode(one) for name, one in told["pictures"].items()}
        lesson = WordLesson(**{**told, "pictures": pictures})
    except (ProcessFailed, ValueError, KeyError, TypeError) as error:
        raise FileRefused([Problem(NAME, 1, TOO_HARD)]) from error
    if problem:
        raise FileRefused([Problem(NAME, 1, problem)])
    return lesson


def main() -> int:
    confine(memory_bytes=384 * 1024 * 1024, cpu_seconds=20)
    lesson, problem = WordLesson(), ""
    try:
        body = sys.stdin.buffer.read()
        Archive(body)  # looks through the archive before anything of it is read
        lesson = read_word(body)
    except Unreadable as refused:
        problem = str(refused)
    except (RecursionError, MemoryError):
        problem = BROKEN
    pictures = {name: base64.b64encode(one).decode() for name, one in lesson.pictures.items()}
    told = {
        "title": lesson.title,
        "parts": lesson.parts,
        "sources": lesson.sources,
        "pictures": pictures,
        "notes": lesson.notes[:100],
        "problem": problem,
    }
    sys.stdout.write(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
