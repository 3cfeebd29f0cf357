"""Our own workbook of items: the template to fill in, and the bank's items in the same columns."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from quizzes.formats.item_content import ItemContent, Note
from quizzes.formats.item_reading import ExportItem
from quizzes.formats.items.table import HEADINGS
from quizzes.formats.items.vocabulary import AUDIENCES, DIFFICULTIES, KINDS
from quizzes.formats.items.written import ARROW, LETTERS, SEVERAL

ROWS: Final = 5_000
_WRITTEN_ON: Final = datetime(2026, 1, 1, tzinfo=UTC)
_OPTIONS: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_WIDTHS: Final = {"stem": 60, "explanation": 50, "document": 40, "answer": 18}
_BEFORE: Final = ("code", "topic", "difficulty", "kind", "stem")
_AFTER: Final = tuple(name for name in HEADINGS if name not in _BEFORE)
_SAMPLES: Final = (
    (
        *("Một đáp án", "Dễ", "Khi nhận được đường liên kết lạ qua tin nhắn, việc nên làm là gì?"),
        ("Mở ngay để xem", "Không mở và kiểm tra lại với người gửi", "Chuyển tiếp cho bạn bè"),
        "B",
    ),
    (
        *("Nhiều đáp án", "Vừa", "Mật khẩu mạnh cần có những gì?"),
        ("Đủ dài", "Ngày sinh của mình", "Không dùng lại ở nơi khác", "Tên người thân"),
        "A, C",
    ),
    ("Đúng sai", "Dễ", "Mã OTP là mã chỉ dùng một lần.", (), "Đúng"),
    (
        *("Ghép đôi", "Vừa", "Ghép số điện thoại với dịch vụ."),
        ("113 => Công an", "114 => Cứu hoả", "115 => Cấp cứu"),
        "",
    ),
    (
        *("Sắp thứ tự", "Vừa", "Sắp các bước nộp hồ sơ trực tuyến (ghi đúng thứ tự)."),
        ("Đăng nhập", "Chọn thủ tục", "Điền hồ sơ", "Nộp và nhận mã hồ sơ"),
        "",
    ),
    ("Điền số", "Khó", "Một kilobyte bằng bao nhiêu byte theo hệ nhị phân?", (), "1024"),
    ("Điền chữ", "Khó", "Tên miền cấp cao nhất của Việt Nam là gì?", (), ".vn | vn"),
    ("Tự luận", "Khó", "Hãy nêu một cách dùng AI trong công việc.", (), "Nêu đúng việc: 6\nRõ: 4"),
)
_GUIDE: Final = (
    "Mỗi dòng của trang “Câu hỏi” là một câu. Không đổi tên các cột; cột để trống được bỏ qua.",
    "Một đáp án, nhiều đáp án: ghi chữ cái của phương án đúng, ví dụ B hoặc A, C.",
    "Đúng sai: không cần phương án; đáp án ghi Đúng hoặc Sai.",
    f"Ghép đôi: mỗi ô phương án ghi “vế trái {ARROW} vế phải”; vế phải thừa ghi ở ô Đáp án, "
    "mỗi dòng một vế.",
    "Sắp thứ tự: ghi các ý theo đúng thứ tự; hệ thống tự xáo khi thi.",
    "Điền số: đáp án là số, dùng dấu phẩy cho phần thập phân; thêm Sai số và Đơn vị tính nếu cần.",
    f"Điền chữ: các cách trả lời được chấp nhận cách nhau bằng dấu {SEVERAL}. "
    "Cột So khớp để trống, hoặc ghi “dấu”, “hoa” nếu phải đúng dấu, đúng chữ hoa.",
    "Tự luận: mỗi dòng của ô Đáp án là một tiêu chí và số điểm, ví dụ “Nêu đúng ý: 6”.",
    "Ngày ghi dạng ngày/tháng/năm.",
)


def write_template(topics: Sequence[tuple[str, str]]) -> bytes:
    """The workbook to fill in, with drop-downs; `topics` are (code, name) to choose from."""
    rows = [
        {"kind": kind, "difficulty": difficulty, "stem": stem, "options": options, "answer": answer}
        for kind, difficulty, stem, options, answer in _SAMPLES
    ]
    return _written(rows, topics)


def write_workbook(items: Iterable[ExportItem]) -> tuple[bytes, list[Note]]:
    """The items in the template's columns, and what the sheet could not hold."""
    notes: list[Note] = []
    rows = []
    for item in items:
        if item.content.kind == "hotspot":
            notes.append(Note("error", item.code, "Câu chỉ vào hình không ghi được vào Excel."))
            continue
        if item.content.kind == "matching" and any(ARROW in one for one in item.content.options):
            text = f"Câu ghép đôi có dấu {ARROW} trong vế trái không ghi được vào Excel."
            notes.append(Note("error", item.code, text))
            continue
        if item.content.markup.stem or any(item.content.markup.options) or item.pictures:
            notes.append(Note("warning", item.code, "Định dạng và hình không ghi vào Excel."))
        if item.content.stimulus:
            notes.append(Note("warning", item.code, "Ngữ liệu chung không ghi vào Excel."))
        rows.append(_row(item))
    return _written(rows, []), notes


def _row(item: ExportItem) -> dict[str, Any]:
    content, source = item.content, item.content.source
    return {
        "code": item.code,
        "topic": item.topic,
        "difficulty": _name(DIFFICULTIES, item.difficulty),
        "kind": _name(KINDS, content.kind),
        "stem": content.stem,
        "explanation": content.explanation,
        "document": source.document,
        "publisher": source.publisher,
        "article": source.article,
        "link": source.link,
        "checked_on": _day(source.checked_on),
        "effective_from": _day(source.effective_from),
        "effective_to": _day(source.effective_to),
        "unit": content.unit,
        "limit": str(content.limit or ""),
        "audience": ", ".join(_name(AUDIENCES, one) for one in item.audience),
        "tags": ", ".join(item.tags),
        "competences": ", ".join(item.competences),
        **_SAID[content.kind](content),
    }


def _choice(content: ItemContent) -> dict[str, Any]:
    letters = ", ".join(LETTERS[place] for place in content.key)
    return {"options": content.options, "answer": letters}


def _true_false(content: ItemContent) -> dict[str, Any]:
    return {"options": (), "answer": content.options[content.key[0]]}


def _matching(content: ItemContent) -> dict[str, Any]:
    pairs = [
        f"{option} {ARROW} {content.targets[target]}"
        for option, target in zip(content.options, content.key, strict=True)
    ]
    spare = [target for place, target in enumerate(content.targets) if place not in content.key]
    return {"options": pairs, "answer": "\n".join(f"{ARROW} {target}" for target in spare)}


def _ordering(content: ItemContent) -> dict[str, Any]:
    return {"options": [content.options[place] for place in content.key], "answer": ""}


def _number(content: ItemContent) -> dict[str, Any]:
    value, tolerance = content.key["value"], content.key.get("tolerance", "0")
    written = {"options": (), "answer": value.replace(".", ",")}
    return written | ({"tolerance": tolerance.replace(".", ",")} if tolerance != "0" else {})


def _short_text(content: ItemContent) -> dict[str, Any]:
    exact = [
        word
        for word, name in (("dấu", "exact_marks"), ("hoa", "exact_case"))
        if content.key.get(name)
    ]
    # A line each; a last empty one says that a bar parts nothing.
    accepted = "".join(f"{one}\n" for one in content.key["accepted"])
    return {"options": (), "answer": accepted, "exact": ", ".join(exact)}


def _essay(content: ItemContent) -> dict[str, Any]:
    lines = [f"{line['criterion']}: {line['points']}" for line in content.key["rubric"]]
    return {"options": (), "answer": "\n".join(lines)}


_SAID = {
    "single": _choice,
    "multiple": _choice,
    "true_false": _true_false,
    "matching": _matching,
    "ordering": _ordering,
    "number": _number,
    "short_text": _short_text,
    "essay": _essay,
}


def _written(rows: Sequence[dict[str, Any]], topics: Sequence[tuple[str, str]]) -> bytes:
    """The sheets “Câu hỏi”, “Hướng dẫn” and “Danh mục”."""
    body = BytesIO()
    with xlsxwriter.Workbook(body, _OPTIONS) as workbook:
        # The same items make the same file, whenever it is asked for.
        workbook.set_properties({"created": _WRITTEN_ON})
        bold = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        text = workbook.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        sheet = workbook.add_worksheet("Câu hỏi")
        names = [*_BEFORE, *LETTERS, *_AFTER]
        for column, name in enumerate(names):
            heading = f"Phương án {name}" if name in LETTERS else HEADINGS[name][0]
            sheet.set_column(column, column, _WIDTHS.get(name, 22), text)
            sheet.write_string(0, column, heading, bold)
        sheet.freeze_panes(1, 0)
        for line, row in enumerate(rows, start=1):
            values = {**row, **dict(zip(LETTERS, row["options"], strict=False))}
            for column, name in enumerate(names):
                if value := values.get(name):
                    sheet.write_string(line, column, value, text)
        _offer(sheet, names, topics)
        guide = workbook.add_worksheet("Hướng dẫn")
        guide.set_column(0, 0, 110, text)
        for line, words in enumerate(_GUIDE):
            guide.write_string(line, 0, words)
        listed = workbook.add_worksheet("Danh mục")
        listed.set_column(0, 1, 44, text)
        listed.write_row(0, 0, ("Mã chủ đề", "Chủ đề"), bold)
        for line, topic in enumerate(topics, start=1):
            listed.write_row(line, 0, topic)
    return body.getvalue()


def _offer(sheet: Worksheet, names: Sequence[str], topics: Sequence[tuple[str, str]]) -> None:
    """Drop-downs for what has a closed list; topics may also be typed."""
    for name, words in (("kind", KINDS), ("difficulty", DIFFICULTIES)):
        column = names.index(name)
        sheet.data_validation(1, column, ROWS, column, {"validate": "list", "source": list(words)})
    if topics:
        column = names.index("topic")
        source = f"='Danh mục'!$B$2:$B${len(topics) + 1}"
        offered = {"validate": "list", "source": source, "error_type": "information"}
        sheet.data_validation(1, column, ROWS, column, offered)


def _name(words: Any, code: str) -> str:
    return next((name for name, known in words.items() if known == code), code)


def _day(day: date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else ""
