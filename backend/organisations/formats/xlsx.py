"""Read the cells of an Excel workbook from a stranger: `python -m …xlsx < file > cells as JSON`.

Runs as a process of its own with little memory and time, so that whatever a file does, it does
to nobody else. Knows no macros, no formulas, no links; a document type declaration is refused.
"""

import io
import json
import re
import sys
import zipfile
from contextlib import suppress
from datetime import date, timedelta
from typing import Any
from xml.parsers import expat

from backend.common.confined import confine

MOST_ROWS = 20_000
MOST_COLUMNS = 12
MOST_CELL_SIGNS = 500
MOST_UNPACKED_BYTES = 64 * 1024 * 1024
MOST_ENTRIES = 200
MOST_EMPTY_ROWS = 1000
MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 20
_DATE_FORMATS = frozenset({14, 15, 16, 17, 22})
_FIRST_DAY = date(1899, 12, 30)


class Unreadable(Exception):
    """Not a workbook that can be taken; the text says why, for whoever brought it."""


class _Sheet:
    """Collects the cells of one sheet while expat walks through it."""

    def __init__(self, texts: list[str], date_styles: frozenset[int]) -> None:
        self.rows: dict[int, list[Any]] = {}
        self._texts, self._dates = texts, date_styles
        self._row = self._column = self._empty = 0
        self._kind = self._value = ""
        self._style, self._takes, self._has_formula = 0, False, False

    def start(self, name: str, facts: dict[str, str]) -> None:
        if name == "row":
            self._row = int(facts.get("r") or self._row + 1)
            self._column = -1
        elif name == "c":
            letters = re.match(r"[A-Z]+", facts.get("r", ""))
            self._column = _column(letters.group()) if letters else self._column + 1
            self._kind, self._style = facts.get("t", "n"), int(facts.get("s") or 0)
            self._value, self._has_formula = "", False
        elif name in {"v", "t"}:
            self._takes = True
        elif name == "f":
            self._has_formula = True

    def text(self, signs: str) -> None:
        if self._takes and len(self._value) <= MOST_CELL_SIGNS:
            self._value += signs

    def end(self, name: str) -> None:
        if name in {"v", "t"}:
            self._takes = False
        elif name == "c" and self._value and self._column < MOST_COLUMNS:
            row = self.rows.setdefault(self._row, [None] * MOST_COLUMNS)
            row[self._column] = self._cell()
            if len(self.rows) > MOST_ROWS:
                raise Unreadable(f"Tệp có quá {MOST_ROWS:,} dòng.".replace(",", "."))
        elif name == "row":
            self._empty = 0 if self._row in self.rows else self._empty + 1
            if self._empty > MOST_EMPTY_ROWS:
                raise StopIteration

    def _cell(self) -> Any:
        """Text as it is; a date as {"date"}, any other number as {"number"}, what was reckoned."""
        if self._kind == "s":
            return self._texts[int(self._value)]
        if self._kind in {"str", "inlineStr", "e", "b"}:
            return {"formula": self._value} if self._has_formula else self._value
        number = float(self._value)
        if self._style in self._dates and 0 < number < 80_000:
            return {"date": (_FIRST_DAY + timedelta(days=int(number))).isoformat()}
        return {"number": self._value}


def read_cells(body: bytes) -> dict[str, dict[int, list[Any]]]:
    """Sheets by name: rows by their number (1 is the first), each a list of cells."""
    if not body.startswith(b"PK"):
        raise Unreadable("Đây không phải tệp Excel .xlsx.")
    try:
        archive = zipfile.ZipFile(io.BytesIO(body))
    except zipfile.BadZipFile as error:
        raise Unreadable("Tệp Excel bị hỏng.") from error
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" not in names:
        raise Unreadable("Đây không phải tệp Excel .xlsx.")
    if any("vbaProject" in name or ".." in name or name.startswith("/") for name in names):
        raise Unreadable("Tệp có macro hoặc đường dẫn lạ. Hãy lưu lại thành .xlsx thường.")
    if len(entries) > MOST_ENTRIES or sum(one.file_size for one in entries) > MOST_UNPACKED_BYTES:
        raise Unreadable("Tệp giải nén ra quá lớn.")
    texts = _shared_texts(archive) if "xl/sharedStrings.xml" in names else []
    dates = _date_styles(archive) if "xl/styles.xml" in names else frozenset()
    return {
        title: _cells(archive, path, texts, dates)
        for title, path in _sheets(archive).items()
        if path in names
    }


def _cells(
    archive: zipfile.ZipFile, path: str, texts: list[str], dates: frozenset[int]
) -> dict[int, list[Any]]:
    sheet = _Sheet(texts, dates)
    with suppress(StopIteration):  # nothing but empty rows to the end of the sheet
        _walk(archive, path, sheet.start, sheet.end, sheet.text)
    return sheet.rows


def _walk(
    archive: zipfile.ZipFile, path: str, start: Any, end: Any = None, text: Any = None
) -> None:
    """Let expat read one part; names come without their namespace."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, facts: start(name.rpartition(" ")[2], facts)
    if end:
        parser.EndElementHandler = lambda name: end(name.rpartition(" ")[2])
    if text:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    try:
        with archive.open(path) as part:
            parser.ParseFile(part)
    except (expat.ExpatError, zipfile.BadZipFile, ValueError, IndexError) as error:
        raise Unreadable("Tệp Excel bị hỏng.") from error


def _refuse(*_declared: Any) -> None:
    raise Unreadable("Tệp chứa khai báo lạ (DOCTYPE).")


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Titles and where their cells are."""
    targets: dict[str, str] = {}
    found: dict[str, str] = {}

    def relation(name: str, facts: dict[str, str]) -> None:
        if name == "Relationship":
            targets[facts.get("Id", "")] = facts.get("Target", "")

    def sheet(name: str, facts: dict[str, str]) -> None:
        if name == "sheet":
            known = next((one for key, one in facts.items() if key.endswith(" id")), "")
            target = targets.get(known, "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            found[facts.get("name", "")] = path

    _walk(archive, "xl/_rels/workbook.xml.rels", relation)
    _walk(archive, "xl/workbook.xml", sheet)
    return found


def _shared_texts(archive: zipfile.ZipFile) -> list[str]:
    texts: list[str] = []
    state = {"takes": False, "skips": False}

    def start(name: str, _facts: dict[str, str]) -> None:
        if name == "si":
            texts.append("")
        state["skips"] = state["skips"] or name == "rPh"
        state["takes"] = name == "t" and not state["skips"]

    def end(name: str) -> None:
        state["takes"] = False
        if name == "rPh":
            state["skips"] = False

    def text(signs: str) -> None:
        if state["takes"] and len(texts[-1]) <= MOST_CELL_SIGNS:
            texts[-1] += signs

    _walk(archive, "xl/sharedStrings.xml", start, end, text)
    return texts


def _date_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    """The styles that show a number as a day."""
    formats: set[int] = set(_DATE_FORMATS)
    styles: set[int] = set()
    state = {"inside": False, "count": 0}

    def start(name: str, facts: dict[str, str]) -> None:
        if name == "numFmt" and re.search(r"[dy]", facts.get("formatCode", "").lower()):
            formats.add(int(facts.get("numFmtId") or -1))
        elif name == "cellXfs":
            state["inside"] = True
        elif name == "xf" and state["inside"]:
            if int(facts.get("numFmtId") or 0) in formats:
                styles.add(state["count"])
            state["count"] += 1

    def end(name: str) -> None:
        if name == "cellXfs":
            state["inside"] = False

    _walk(archive, "xl/styles.xml", start, end)
    return frozenset(styles)


def _column(letters: str) -> int:
    number = 0
    for letter in letters[:4]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def main() -> int:
    confine(memory_bytes=MEMORY_BYTES, cpu_seconds=CPU_SECONDS)
    try:
        told: dict[str, Any] = {"sheets": read_cells(sys.stdin.buffer.read())}
    except Unreadable as refused:
        told = {"refused": str(refused)}
    except MemoryError:
        told = {"refused": "Tệp giải nén ra quá lớn."}
    sys.stdout.write(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
