"""A stranger's Markdown as a lesson, read with little memory and time.

`python -m … < file` writes the lesson, or what is wrong with it, as JSON.
"""

import json
import sys
from pathlib import Path
from typing import Any

from backend.common.confined import ProcessFailed, ask, confine
from backend.common.text import nfc
from courses.formats.markdown import FileRefused, LessonText, Problem, front_matter

MODULE = "courses.formats.lesson_file"
MOST_BYTES = 500_000
NAME = "bài học"
_HEAD = ("title", "summary", "minutes", "competences", "sources")
_NOWHERE = Path("/nonexistent")


def read_lesson_file(body: bytes) -> dict[str, Any]:
    """What the file says, not judged yet; raises FileRefused with every problem.

    Pictures lie beside a lesson's file; alone it has none.
    """
    if len(body) > MOST_BYTES:
        raise FileRefused([Problem(NAME, 1, "Tệp lớn hơn 500 KB.")])
    try:
        told = json.loads(ask(MODULE, body, seconds=20))
    except (ProcessFailed, ValueError) as error:
        raise FileRefused([Problem(NAME, 1, "Tệp quá phức tạp, không đọc được.")]) from error
    if told["problems"]:
        raise FileRefused([Problem(NAME, line, text) for line, text in told["problems"]])
    lesson: dict[str, Any] = told["lesson"]
    return lesson


def _read(body: bytes) -> dict[str, Any]:
    """Front matter is not needed: a plain text gives the parts alone."""
    written = nfc(body.decode("utf-8-sig")).replace("\r\n", "\n")
    said: dict[str, Any] = {}
    text, line = written, 1
    if written.startswith("---\n"):
        said, text, line = front_matter(written, NAME)
    reader = LessonText(_NOWHERE / "lesson.md", NAME)
    parts = reader.parts(text, line)
    if reader.problems:
        raise FileRefused(reader.problems)
    return {**{name: said[name] for name in _HEAD if name in said}, "parts": parts}


def main() -> int:
    confine(memory_bytes=256 * 1024 * 1024, cpu_seconds=10)
    told: dict[str, Any] = {"lesson": {}, "problems": []}
    try:
        told["lesson"] = _read(sys.stdin.buffer.read())
    except FileRefused as refused:
        told["problems"] = [(one.line, one.text) for one in refused.problems]
    except UnicodeDecodeError:
        told["problems"] = [(1, "Tệp không phải là văn bản UTF-8.")]
    except (RecursionError, MemoryError):
        told["problems"] = [(1, "Tệp quá phức tạp, không đọc được.")]
    sys.stdout.write(json.dumps(told, default=str))
    return 0


if __name__ == "__main__":
    sys.exit(main())
