"""What a format cannot hold of an item, in words."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, Final

from quizzes.formats.item_content import ItemContent, Note
from quizzes.formats.item_reading import ExportItem

PICTURE: Final = re.compile(r"/hinh/([0-9a-f]{64})\.webp")


def key_of(content: ItemContent) -> Mapping[str, Any]:
    """The key of a kind whose key has parts."""
    return content.key if isinstance(content.key, Mapping) else {}


def rubric_lines(content: ItemContent) -> list[str]:
    """A rubric as it is read again: "Đủ ý (3 điểm)", one criterion a line."""
    rubric = key_of(content)["rubric"]
    return [f"{' '.join(one['criterion'].split())} ({one['points']} điểm)" for one in rubric]


def all_markup(content: ItemContent) -> str:
    """Every piece of dress, as one text to look through."""
    markup = content.markup
    stimulus = content.stimulus.markup if content.stimulus else ""
    return "\n".join((markup.stem, *markup.options, markup.explanation, stimulus))


_MARKS: Mapping[str, tuple[Callable[[ExportItem], object], str]] = {
    "source": (lambda item: item.content.source.model_dump(exclude_defaults=True), "nguồn"),
    "stimulus": (lambda item: item.content.stimulus, "đoạn dẫn chung (chép vào đề bài)"),
    "language": (lambda item: item.content.language != "vi", "ngôn ngữ"),
    "limit": (lambda item: item.content.limit, "giới hạn ký tự"),
    "rubric": (lambda item: key_of(item.content).get("rubric"), "hướng dẫn chấm"),
    "unit": (lambda item: item.content.unit, "đơn vị đo"),
    "loose_marks": (
        lambda item: (
            "accepted" in key_of(item.content) and not key_of(item.content).get("exact_marks")
        ),
        "chấp nhận thiếu dấu",
    ),
    "exact_case": (
        lambda item: key_of(item.content).get("exact_case"),
        "phân biệt chữ hoa, chữ thường",
    ),
    "pictures": (lambda item: PICTURE.search(all_markup(item.content)), "hình trong bài"),
    "difficulty": (lambda item: item.difficulty, "độ khó"),
    "tags": (lambda item: item.tags, "nhãn"),
}


def not_kept(item: ExportItem, holds: Collection[str]) -> Iterator[Note]:
    """A remark on what of the item a format that `holds` so much leaves out."""
    lost = [words for name, (has, words) in _MARKS.items() if name not in holds and has(item)]
    if lost:
        yield Note("warning", item.code, f"Không giữ được: {', '.join(lost)}.")


def not_written(item: ExportItem, format_name: str) -> Note:
    """The whole item stays out of the file."""
    return Note("error", item.code, f"{format_name} không có dạng câu này, câu không được xuất.")
