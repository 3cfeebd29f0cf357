"""What the rows of an import mean, and what is wrong with them, in words for whoever typed them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from string import ascii_uppercase
from typing import Any, Final, TypeVar

from backend.accounts.rules.identifier import InvalidIdentifier, parse_identifier
from backend.accounts.rules.person import (
    InvalidBirthDate,
    InvalidFullName,
    check_birth_date,
    clean_full_name,
)
from backend.common.text import collapsed, search_key

ORGANISATIONS: Final = "Đơn vị"
PEOPLE: Final = "Người"
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    ORGANISATIONS: ("Mã", "Tên đơn vị", "Loại", "Mã đơn vị trên", "Quân số"),
    PEOPLE: ("Họ và tên", "Điện thoại hoặc thư", "Ngày sinh (ngày/tháng/năm)", "Mã đơn vị"),
}
# Columns that rows are held against each other by: an organisation's own code, that of the one
# above or of a person's place, and what a person is reached by.
OWN, REACHED, ABOVE = 0, 1, 3
KINDS: Final[Mapping[str, str]] = {
    "Xã": "commune",
    "Phường": "ward",
    "Đặc khu": "special_zone",
    "Cơ quan": "agency",
    "Trường học": "school",
    "Đoàn thể, hội": "association",
    "Thôn, chi hội": "branch",
}
_KIND_OF = {search_key(name): kind for name, kind in KINDS.items()}
_CODE = re.compile(r"[A-Za-z0-9._-]{1,32}")
Row = list[Any]
T = TypeVar("T")
M = TypeVar("M", str, tuple[str, str])


@dataclass(frozen=True, slots=True)
class Note:
    """Something about one cell: `row` as Excel numbers it, `column` as people find it."""

    sheet: str
    row: int
    text: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    row: int
    code: str
    name: str
    kind: str
    parent: str
    headcount: int | None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """`identifier` is ("phone" | "email", canonical value)."""

    row: int
    full_name: str
    identifier: tuple[str, str]
    birth_date: date | None
    organisation: str


@dataclass(frozen=True, slots=True)
class Mention:
    """What the rows are held against each other and against what is known by, faulty rows too."""

    sheet: str
    row: int
    place: int
    value: str | tuple[str, str]

    def note(self, text: str) -> Note:
        return Note(self.sheet, self.row, text, column(self.sheet, self.place))


@dataclass(slots=True)
class Reading:
    """Everything that a workbook says; `organisations` and `people` are the rows without fault."""

    organisations: list[OrganisationLine] = field(default_factory=list)
    people: list[PersonLine] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    errors: list[Note] = field(default_factory=list)
    warnings: list[Note] = field(default_factory=list)


class _Wrong(Exception):
    pass


@dataclass(slots=True)
class _Cells:
    """One row, read cell by cell: each wrong one is named, the others are read nevertheless."""

    sheet: str
    number: int
    row: Row
    reading: Reading
    is_whole: bool = True

    def read(self, place: int, understand: Callable[[Any], T]) -> T | None:
        """What the cell says, or None when it could not be read."""
        try:
            return understand(self.row[place])
        except _Wrong as wrong:
            self._note(place, str(wrong))
        except (InvalidFullName, InvalidIdentifier, InvalidBirthDate) as wrong:
            self._note(place, str(wrong.title))
        return None

    def mention(self, place: int, understand: Callable[[Any], M]) -> M | None:
        """The same of a cell that other rows may speak of."""
        value = self.read(place, understand)
        if value is not None:
            self.reading.mentions.append(Mention(self.sheet, self.number, place, value))
        return value

    def _note(self, place: int, text: str) -> None:
        self.is_whole = False
        self.reading.errors.append(Note(self.sheet, self.number, text, column(self.sheet, place)))


def column(sheet: str, place: int) -> str:
    """A column as Excel names it and as its heading does: “B – Tên đơn vị”."""
    return f"{ascii_uppercase[place]} – {COLUMNS[sheet][place]}"


def read_rows(sheets: Mapping[str, Mapping[str, Row]], *, today: date) -> Reading:
    """Understand both sheets; the first row of each holds the headings."""
    reading = Reading()
    if ORGANISATIONS not in sheets and PEOPLE not in sheets:
        reading.errors.append(Note("", 1, f"Tệp cần có trang “{ORGANISATIONS}” hoặc “{PEOPLE}”."))
    for sheet, understand in ((ORGANISATIONS, _organisation), (PEOPLE, _person)):
        for number, row in sorted((int(key), row) for key, row in sheets.get(sheet, {}).items()):
            if number > 1 and any(cell not in (None, "") for cell in row):
                understand(_Cells(sheet, number, row, reading), today)
    _refuse_doubles(reading)
    return reading


def _organisation(cells: _Cells, _today: date) -> None:
    parent, code = cells.mention(ABOVE, _code), cells.mention(OWN, _code)
    name, kind, headcount = cells.read(1, _name), cells.read(2, _kind), cells.read(4, _headcount)
    if cells.is_whole and code and name and kind and parent:
        line = OrganisationLine(cells.number, code, name, kind, parent, headcount)
        cells.reading.organisations.append(line)


def _person(cells: _Cells, today: date) -> None:
    full_name = cells.read(0, lambda cell: clean_full_name(_text(cell)))
    identifier = cells.mention(REACHED, lambda cell: _identifier(cell, cells))
    born = cells.read(2, lambda cell: _day(cell, today))
    code = cells.mention(ABOVE, _code)
    if cells.is_whole and full_name and identifier and code:
        cells.reading.people.append(PersonLine(cells.number, full_name, identifier, born, code))


def _text(cell: Any) -> str:
    """What a cell shows; what was reckoned is refused, for nobody saw it typed."""
    if isinstance(cell, dict):
        if "formula" in cell:
            raise _Wrong("Ô có công thức. Hãy dán giá trị thay cho công thức.")
        text = str(cell.get("number", cell.get("date", "")))
        return text.removesuffix(".0")
    return "" if cell is None else str(cell).strip()


def _code(cell: Any) -> str:
    code = _text(cell)
    if not code:
        raise _Wrong("Chưa điền mã.")
    if not _CODE.fullmatch(code):
        raise _Wrong("Mã chỉ gồm chữ không dấu, số, dấu chấm hoặc gạch, tối đa 32 ký tự.")
    return code


def _name(cell: Any) -> str:
    name = collapsed(_text(cell))
    if not name or len(name) > 200:
        raise _Wrong("Thiếu tên đơn vị, hoặc tên quá dài.")
    return name


def _kind(cell: Any) -> str:
    kind = _KIND_OF.get(search_key(_text(cell)))
    if kind is None:
        raise _Wrong(f"Loại phải là một trong: {', '.join(KINDS)}.")
    return kind


def _headcount(cell: Any) -> int | None:
    typed = _text(cell).replace(".", "")
    if typed and not re.fullmatch(r"[0-9]{1,7}", typed):
        raise _Wrong("Quân số phải là số nguyên, ví dụ 120.")
    return int(typed) if typed else None


def _identifier(cell: Any, cells: _Cells) -> tuple[str, str]:
    """("phone" | "email", canonical value); Excel eats the zero that a number begins with."""
    typed = _text(cell)
    if isinstance(cell, dict) and "number" in cell and re.fullmatch(r"[1-9][0-9]{8}", typed):
        typed = f"0{typed}"
        text = f"Số điện thoại mất số 0 ở đầu, được hiểu là {typed}."
        cells.reading.warnings.append(Note(PEOPLE, cells.number, text, column(PEOPLE, REACHED)))
    identifier = parse_identifier(typed)
    return (identifier.kind, identifier.value)


def _day(cell: Any, today: date) -> date | None:
    if isinstance(cell, dict) and "date" in cell:
        return check_birth_date(date.fromisoformat(cell["date"]), today=today)
    typed = _text(cell)
    if not typed:
        return None
    found = re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", typed)
    if found is None:
        raise _Wrong("Ghi ngày sinh theo dạng ngày/tháng/năm, ví dụ 05/09/1966.")
    day, month, year = map(int, found.groups())
    try:
        return check_birth_date(date(year, month, day), today=today)
    except ValueError:
        raise _Wrong("Không có ngày này trong lịch.") from None


def _refuse_doubles(reading: Reading) -> None:
    seen: dict[object, int] = {}
    for one in reading.mentions:
        if (one.sheet, one.place) not in {(ORGANISATIONS, OWN), (PEOPLE, REACHED)}:
            continue
        if (first := seen.setdefault(one.value, one.row)) != one.row:
            what = f"Mã {one.value}" if one.place == OWN else "Số điện thoại hoặc thư này"
            reading.errors.append(one.note(f"{what} đã có ở dòng {first}."))
