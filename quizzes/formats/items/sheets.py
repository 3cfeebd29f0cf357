"""Workbooks (xlsx, xls, ods) and delimited text, read as tables of items.

Cells are read as they were last shown: formulas are never run. Workbooks with macros are refused.
"""

import csv
import io
import zipfile
from collections.abc import Callable

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from backend.common.text import search_key
from quizzes.formats.item_content import Note
from quizzes.formats.item_reading import Reading, ReadItem
from quizzes.formats.items.encoding import decoded
from quizzes.formats.items.table import read_table

XLSX, CSV = "xlsx", "csv"
NOT_ITEMS = frozenset({"huong dan", "danh muc"})
"""Sheets of our own template that hold no items."""

NO_TABLE = (
    "Không thấy bảng câu hỏi: cần một dòng tiêu đề có cột “Câu hỏi”, các cột phương án A, B, C… "
    "và cột “Đáp án”."
)
_DELIMITERS = ",;\t|"


def read_workbook(body: bytes, name: str) -> Reading:
    """The items of every visible sheet."""
    if _has_macros(body) or name.lower().endswith((".xlsm", ".xltm", ".xlsb")):
        return Reading(XLSX, problem="Tệp Excel có chứa macro; hãy lưu lại dạng .xlsx.")
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(body))
        items: list[ReadItem] = []
        notes: list[Note] = []
        for sheet in workbook.sheets_metadata:
            if sheet.visible != SheetVisibleEnum.Visible or search_key(sheet.name) in NOT_ITEMS:
                continue
            cells = workbook.get_sheet_by_name(sheet.name)
            top = cells.start[0] if cells.start else 0
            found, remarks = read_table(cells.iter_rows(), _where(sheet.name, top))
            items += found
            notes += remarks
    except CalamineError:
        return Reading(XLSX, problem="Tệp Excel hỏng hoặc được đặt mật khẩu, không đọc được.")
    if not items:
        return Reading(XLSX, problem=NO_TABLE, notes=tuple(notes))
    return Reading(XLSX, tuple(items), notes=tuple(notes))


def read_csv(body: bytes, _name: str) -> Reading:
    """The items of delimited text; the delimiter is found out."""
    text, notes = decoded(body)
    rows = csv.reader(io.StringIO(text), delimiter=_delimiter(text), strict=False)
    csv.field_size_limit(1 << 20)
    try:
        items, remarks = read_table(rows, _where("", 0))
    except csv.Error:
        return Reading(CSV, problem="Tệp CSV hỏng: có ô quá dài hoặc dấu nháy không đóng.")
    if not items:
        return Reading(CSV, problem=NO_TABLE)
    return Reading(CSV, tuple(items), notes=(*notes, *remarks))


def _delimiter(text: str) -> str:
    """The one that appears most in the first lines."""
    head = "\n".join(text.split("\n", 20)[:20])
    return max(_DELIMITERS, key=head.count)


def _where(sheet: str, top: int) -> Callable[[int], str]:
    """How row `number` is named, `top` empty rows above the first."""
    before = f"{sheet}, dòng" if sheet else "Dòng"
    return lambda number: f"{before} {number + top}"


def _has_macros(body: bytes) -> bool:
    if not body.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as entries:
            return any(one.lower().endswith("vbaproject.bin") for one in entries.namelist())
    except zipfile.BadZipFile:
        return False
