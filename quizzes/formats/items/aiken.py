"""Aiken: a question on a line, options "A." or "A)" below it, then "ANSWER: B".

Form: docs.moodle.org/en/Aiken_format; with the Vietnamese "ĐÁP ÁN:" and several letters besides.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from quizzes.formats.item_reading import Reading, ReadItem
from quizzes.formats.items.building import FULL, Building, Choice
from quizzes.formats.items.dressing import Said
from quizzes.formats.items.encoding import decoded

NAME = "aiken"
ANSWER = re.compile(r"\s*(?:ANSWER|ĐÁP ÁN)\s*:\s*(.{0,200})", re.IGNORECASE)
OPTION = re.compile(r"\s*([A-Z])[.)]\s+(\S.*)")


@dataclass(slots=True)
class _Written:
    line: int
    stem: list[str] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)
    answer: str | None = None
    repeated: str = ""


def read(body: bytes, _name: str = "") -> Reading:
    """Every item of the file."""
    text, notes = decoded(body)
    items = [_item(written) for written in _parted(text)]
    return Reading(NAME, tuple(items), "" if items else "Không thấy câu hỏi nào.", tuple(notes))


def _parted(text: str) -> Iterator[_Written]:
    """An item ends with its answer, or where after its options a further question begins."""
    found: _Written | None = None
    empty = False
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            empty = True
            continue
        is_stem = not OPTION.fullmatch(line) and not ANSWER.fullmatch(line)
        if found and found.options and empty and is_stem:
            yield found
            found = None
        found, empty = found or _Written(number), False
        _take(found, line)
        if found.answer is not None:
            yield found
            found = None
    if found:
        yield found


def _take(found: _Written, line: str) -> None:
    if answer := ANSWER.fullmatch(line):
        found.answer = answer[1]
    elif option := OPTION.fullmatch(line):
        found.repeated += option[1] if option[1] in found.options else ""
        found.options.setdefault(option[1], option[2].strip())
    elif found.options:
        last = next(reversed(found.options))
        found.options[last] += f"\n{line.strip()}"
    else:
        found.stem.append(line.strip())


def _item(written: _Written) -> ReadItem:
    building = Building(f"Dòng {written.line}")
    building.ask(Said("\n".join(written.stem)))
    letters = re.findall(r"\b[A-Z]\b", (written.answer or "").upper())
    if written.answer is None:
        building.refuse("Thiếu dòng ANSWER: (đáp án).", "key")
    elif not letters:
        building.refuse(f"Không hiểu đáp án “{written.answer[:40]}”.", "key")
    for letter in sorted(set(letters) - written.options.keys()):
        building.refuse(f"Đáp án {letter} không có trong các phương án.", "key")
    for letter in sorted(set(written.repeated)):
        building.refuse(f"Có hai phương án {letter}.", "options")
    building.choose(
        [
            Choice(Said(text), FULL if letter in letters else Decimal(0))
            for letter, text in written.options.items()
        ],
        single=len(set(letters)) < 2,
    )
    return building.read()
