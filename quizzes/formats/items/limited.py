"""Reads a stranger's item file with little memory and time: `python -m … NAME < file > lines`.

Each line that comes out is JSON: the file's format and remarks, pictures (once each), items.
"""

import base64
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from backend.common.confined import ProcessFailed, ask, confine
from quizzes.formats.item_content import Note
from quizzes.formats.item_reading import Reading, ReadItem
from quizzes.formats.items import read_items

MODULE = "quizzes.formats.items.limited"
MOST_BYTES = 32 * 1024 * 1024
MOST_ITEMS = 5_000
MEMORY_BYTES = 256 * 1024 * 1024
CPU_SECONDS = 20
SECONDS = 120
TOO_LARGE = "Tệp lớn hơn 32 MB. Hãy tách thành nhiều tệp nhỏ hơn."
TOO_MANY = "Tệp có hơn 5.000 câu hỏi. Hãy tách thành nhiều tệp nhỏ hơn."
TOO_HARD = "Tệp quá lớn hoặc quá phức tạp, không đọc được trong giới hạn cho phép."


def read_limited(body: bytes, name: str) -> Reading:
    """What `read_items` gives, as a process of its own finds it."""
    if len(body) > MOST_BYTES:
        return Reading("", problem=TOO_LARGE)
    try:
        return _reading(ask(MODULE, body, name[:200], seconds=SECONDS))
    except (ProcessFailed, ValueError, KeyError, TypeError):
        return Reading("", problem=TOO_HARD)


def _reading(told: bytes) -> Reading:
    head, *lines = (json.loads(line) for line in told.splitlines())
    pictures: dict[str, bytes] = {}
    items: list[ReadItem] = []
    for line in lines:
        if "picture" in line:
            pictures[line["picture"]] = base64.b64decode(line["body"])
        else:
            named = {name: pictures[key] for name, key in line["pictures"].items()}
            items.append(ReadItem(**_back(line) | {"pictures": named}))
    return Reading(**_back(head) | {"items": tuple(items)})


def _back(line: dict[str, Any]) -> dict[str, Any]:
    notes = tuple(Note(**note) for note in line["notes"])
    lists = {name: tuple(one) for name, one in line.items() if isinstance(one, list)}
    return line | lists | {"notes": notes}


def _lines(reading: Reading) -> Iterator[dict[str, Any]]:
    told: set[str] = set()
    yield {
        "format": reading.format,
        "problem": reading.problem,
        "notes": [asdict(note) for note in reading.notes],
    }
    for item in reading.items:
        keys = {name: sha256(body).hexdigest() for name, body in item.pictures.items()}
        for name, key in keys.items():
            if key not in told:
                told.add(key)
                yield {
                    "picture": key,
                    "body": base64.b64encode(item.pictures[name]).decode("ascii"),
                }
        yield {
            "where": item.where,
            "content": item.content,
            "code": item.code,
            "topic": item.topic,
            "difficulty": item.difficulty,
            "tags": item.tags,
            "audience": item.audience,
            "competences": item.competences,
            "pictures": keys,
            "notes": [asdict(note) for note in item.notes],
        }


def main() -> int:
    confine(memory_bytes=MEMORY_BYTES, cpu_seconds=CPU_SECONDS)
    try:
        reading = read_items(sys.stdin.buffer.read(), sys.argv[1] if len(sys.argv) > 1 else "")
    except (MemoryError, RecursionError):
        reading = Reading("", problem=TOO_HARD)
    if len(reading.items) > MOST_ITEMS:
        reading = Reading(reading.format, problem=TOO_MANY)
    for line in _lines(reading):
        sys.stdout.write(json.dumps(line, ensure_ascii=True) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
