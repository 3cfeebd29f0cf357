"""What the rows of an import mean, and what is wrong with them, in words for whoever typed them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

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


@dataclass(frozen=True, slots=True)
class Note:
    """Something about one row: `row` as Excel numbers it."""

    sheet: str
    row: int
    text: str


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


@dataclass(slots=True)
class Reading:
    """Everything that a workbook says."""

    organisations: list[OrganisationLine] = field(default_factory=list)
    people: list[PersonLine] = field(default_factory=list)
    errors: list[Note] = field(default_factory=list)
    warnings: list[Note] = field(default_factory=list)


class _Wrong(Exception):
    pass


def read_rows(sheets: Mapping[str, Mapping[str, Row]], *, today: date) -> Reading:
    """Understand both sheets; the first row of each holds the headings."""
    reading = Reading()
    if ORGANISATIONS not in sheets and PEOPLE not in sheets:
        reading.errors.append(Note("", 1, f"Tệp cần có trang “{ORGANISATIONS}” hoặc “{PEOPLE}”."))
    for sheet, understand in ((ORGANISATIONS, _organisation), (PEOPLE, _person)):
        for number, row in sorted((int(key), row) for key, row in sheets.get(sheet, {}).items()):
            if number == 1 or not any(cell not in (None, "") for cell in row):
                continue
            try:
                understand(number, row, reading, today)
            except (_Wrong, InvalidFullName, InvalidIdentifier, InvalidBirthDate) as wrong:
                text = str(wrong) if isinstance(wrong, _Wrong) else str(wrong.title)
                reading.errors.append(Note(sheet, number, text))
    _refuse_doubles(reading)
    return reading


def _organisation(number: int, row: Row, reading: Reading, _today: date) -> None:
    code, name = _code(row[0], "Mã"), collapsed(_text(row[1]))
    if not name or len(name) > 200:
        raise _Wrong("Thiếu tên đơn vị, hoặc tên quá dài.")
    kind = _KIND_OF.get(search_key(_text(row[2])))
    if kind is None:
        raise _Wrong(f"Loại phải là một trong: {', '.join(KINDS)}.")
    typed = _text(row[4]).replace(".", "")
    if typed and not re.fullmatch(r"[0-9]{1,7}", typed):
        raise _Wrong("Quân số phải là số nguyên, ví dụ 120.")
    parent = _code(row[3], "Mã đơn vị trên")
    headcount = int(typed) if typed else None
    reading.organisations.append(OrganisationLine(number, code, name, kind, parent, headcount))


def _person(number: int, row: Row, reading: Reading, today: date) -> None:
    typed = _text(row[1])
    if isinstance(row[1], dict) and "number" in row[1] and re.fullmatch(r"[1-9][0-9]{8}", typed):
        typed = f"0{typed}"
        text = f"Số điện thoại mất số 0 ở đầu, được hiểu là {typed}."
        reading.warnings.append(Note(PEOPLE, number, text))
    identifier = parse_identifier(typed)
    reading.people.append(
        PersonLine(
            row=number,
            full_name=clean_full_name(_text(row[0])),
            identifier=(identifier.kind, identifier.value),
            birth_date=_day(row[2], today),
            organisation=_code(row[3], "Mã đơn vị"),
        )
    )


def _text(cell: Any) -> str:
    """What a cell shows; what was reckoned is refused, for nobody saw it typed."""
    if isinstance(cell, dict):
        if "formula" in cell:
            raise _Wrong("Ô có công thức. Hãy dán giá trị thay cho công thức.")
        text = str(cell.get("number", cell.get("date", "")))
        return text.removesuffix(".0")
    return "" if cell is None else str(cell).strip()


def _code(cell: Any, name: str) -> str:
    code = _text(cell)
    if not _CODE.fullmatch(code):
        raise _Wrong(f"{name} chỉ gồm chữ không dấu, số, dấu chấm hoặc gạch, tối đa 32 ký tự.")
    return code


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
    for organisation in reading.organisations:
        if (first := seen.setdefault(organisation.code, organisation.row)) != organisation.row:
            text = f"Mã {organisation.code} đã có ở dòng {first}."
            reading.errors.append(Note(ORGANISATIONS, organisation.row, text))
    for person in reading.people:
        if (first := seen.setdefault(person.identifier, person.row)) != person.row:
            text = f"Số điện thoại hoặc thư này đã có ở dòng {first}."
            reading.errors.append(Note(PEOPLE, person.row, text))
