"""What an item says, in the one shape that editor, files, imports and exports share.

A document of this shape is what a draft holds and what every reader of foreign files gives; it
becomes a version once `ItemContent` takes it. Options are named by position everywhere.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Self

from django.utils.translation import gettext
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from quizzes.rules.area import is_area
from quizzes.rules.number import read_number
from quizzes.rules.tokens import MAX_OPTIONS, TEXT_LIMITS

MOST_STEM, MOST_OPTION, MOST_EXPLANATION = 4_000, 1_000, 8_000
MOST_ACCEPTED = 20
TRUE_FALSE = ("Đúng", "Sai")

Kind = Literal[
    "single",
    "multiple",
    "true_false",
    "matching",
    "ordering",
    "number",
    "essay",
    "short_text",
    "hotspot",
]


def _(text: str) -> str:
    """Marks a text for translation, as gettext_noop does, which asks for Django's settings.

    A process that reads strangers' files has none.
    """
    return text


class Wrong(ValueError):
    """What a field of an item says wrongly; `facts` fill the words."""

    def __init__(self, field: str, text: str, **facts: int) -> None:
        super().__init__(field, text, facts)
        self.field, self.text, self.facts = field, text, facts


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Markup(Part):
    """The same texts as harmless HTML, each empty where plain words say it all."""

    stem: str = Field(default="", max_length=20_000)
    options: tuple[str, ...] = ()
    explanation: str = Field(default="", max_length=20_000)


class ItemSource(Part):
    """Where the key can be looked up, and from when until when that holds."""

    document: str = Field(default="", max_length=300)
    publisher: str = Field(default="", max_length=300)
    article: str = Field(default="", max_length=300)
    link: str = Field(default="", max_length=500, pattern=r"^(https?://\S+)?$")
    checked_on: date | None = None
    effective_from: date | None = None
    effective_to: date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.effective_from and self.effective_to and self.effective_to < self.effective_from:
            raise Wrong("source", _("Ngày hết hiệu lực đứng trước ngày có hiệu lực."))
        return self


class StimulusPart(Part):
    """A text that several items ask about; those with equal words share it."""

    title: str = Field(min_length=1, max_length=200)
    text: str = Field(min_length=1, max_length=10_000)
    markup: str = Field(default="", max_length=40_000)


class PicturePart(Part):
    """A stored picture by its digest, and what it shows in words."""

    digest: str = Field(pattern=r"^[0-9a-f]{64}$")
    alt: str = Field(min_length=1, max_length=300)


class ItemContent(Part):
    """A complete item. The key's shapes by kind: rules/scoring.py; errors are `Wrong`.

    | kind | options | key |
    |---|---|---|
    | single, multiple | 2 to 10 | [positions of the right ones] |
    | true_false | Đúng, Sai | [0] or [1] |
    | matching | left-hand sides; `targets` right-hand ones | [target of option 0, …] |
    | ordering | 3 to 10, in any order | [positions as they ought to stand] |
    | number | – | {"value", "tolerance"} as "1234.5"; `unit` |
    | short_text | – | {"accepted": […], "exact_marks", "exact_case"} |
    | hotspot | – | {"areas": [{"shape": "rectangle", "x", "y", "width", "height"} \
| {"shape": "circle", "x", "y", "radius"} | {"shape": "polygon", "points": [[x, y], …]}]} |
    | essay | – | {"rubric": [{"criterion", "points"}]}; `limit` of letters |
    """

    kind: Kind
    stem: str = Field(min_length=1, max_length=MOST_STEM)
    options: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    key: Any = None
    unit: str = Field(default="", max_length=30)
    limit: int | None = None
    explanation: str = Field(default="", max_length=MOST_EXPLANATION)
    markup: Markup = Markup()
    language: Literal["vi", "en"] = "vi"
    stimulus: StimulusPart | None = None
    picture: PicturePart | None = None
    source: ItemSource = ItemSource()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        for option in self.options:
            if len(option) > MOST_OPTION:
                raise Wrong("options", _("Một phương án dài quá %(most)s ký tự."), most=MOST_OPTION)
        if self.markup.options and len(self.markup.options) != len(self.options):
            raise Wrong("options", _("Số phương án có định dạng không khớp số phương án."))
        CHECKS[self.kind](self)
        return self

    @property
    def digest(self) -> str:
        """SHA-256 of all that the item says, the key included; equal items are equal in it."""
        said = self.model_dump(mode="json", exclude_defaults=True)
        written = json.dumps(said, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()


def _choice(item: ItemContent) -> None:
    _differ(item, 2)
    key = _positions(item)
    if item.kind == "single" and len(key) != 1:
        raise Wrong("key", _("Câu một đáp án phải có đúng một phương án đúng."))
    if item.kind == "multiple" and not 1 <= len(key) < len(item.options):
        raise Wrong("key", _("Câu nhiều đáp án phải có phương án đúng và phương án sai."))


def _true_false(item: ItemContent) -> None:
    if len(item.options) != 2 or len(_positions(item)) != 1:
        raise Wrong("key", _("Câu đúng hay sai phải chọn Đúng hoặc Sai."))


def _matching(item: ItemContent) -> None:
    _differ(item, 2)
    if not 2 <= len(item.targets) <= MAX_OPTIONS or len(set(item.targets)) != len(item.targets):
        text = _("Cột bên phải cần từ 2 đến %(most)s ý khác nhau.")
        raise Wrong("targets", text, most=MAX_OPTIONS)
    key = item.key if isinstance(item.key, list | tuple) else []
    if len(key) != len(item.options) or not all(_is_place(one, item.targets) for one in key):
        raise Wrong("key", _("Mỗi ý bên trái phải được ghép với một ý bên phải."))


def _ordering(item: ItemContent) -> None:
    _differ(item, 3)
    if sorted(_positions(item)) != list(range(len(item.options))):
        raise Wrong("key", _("Thứ tự đúng phải có đủ mọi ý, mỗi ý một lần."))


def _number(item: ItemContent) -> None:
    key = item.key if isinstance(item.key, Mapping) else {}
    value, tolerance = key.get("value"), key.get("tolerance", "0")
    if not isinstance(value, str) or read_number(value) is None:
        raise Wrong("key", _("Đáp số không phải là số."))
    if not isinstance(tolerance, str) or (read_number(tolerance) or "-").startswith("-"):
        raise Wrong("key", _("Sai số cho phép phải là số không âm."))


def _short_text(item: ItemContent) -> None:
    key = item.key if isinstance(item.key, Mapping) else {}
    accepted = key.get("accepted")
    if not isinstance(accepted, list | tuple) or not 1 <= len(accepted) <= MOST_ACCEPTED:
        text = _("Cần từ 1 đến %(most)s cách trả lời được chấp nhận.")
        raise Wrong("key", text, most=MOST_ACCEPTED)
    if not all(isinstance(one, str) and 0 < len(one.strip()) <= 200 for one in accepted):
        raise Wrong("key", _("Mỗi cách trả lời dài từ 1 đến 200 ký tự."))


def _hotspot(item: ItemContent) -> None:
    key = item.key if isinstance(item.key, Mapping) else {}
    areas = key.get("areas")
    if item.picture is None:
        raise Wrong("picture", _("Câu chỉ vào hình cần một hình."))
    if not isinstance(areas, list | tuple) or not 1 <= len(areas) <= MAX_OPTIONS:
        raise Wrong("key", _("Cần từ 1 đến %(most)s vùng đúng trên hình."), most=MAX_OPTIONS)
    if not all(is_area(area) for area in areas):
        raise Wrong("key", _("Một vùng đúng nằm ngoài hình hoặc không rõ hình dạng."))


def _essay(item: ItemContent) -> None:
    rubric = item.key.get("rubric") if isinstance(item.key, Mapping) else None
    if not isinstance(rubric, list | tuple) or not rubric:
        raise Wrong("key", _("Câu tự luận cần hướng dẫn chấm có ít nhất một tiêu chí."))
    for line in rubric:
        points = line.get("points") if isinstance(line, Mapping) else None
        if type(points) is not int or not 1 <= points <= 100 or not line.get("criterion"):
            raise Wrong("key", _("Mỗi tiêu chí chấm cần lời và số điểm từ 1 đến 100."))
    if item.limit is not None and item.limit not in TEXT_LIMITS:
        raise Wrong("limit", _("Giới hạn ký tự phải là một trong các mức cho sẵn."))


def _differ(item: ItemContent, least: int) -> None:
    if not least <= len(item.options) <= MAX_OPTIONS:
        text = _("Cần từ %(least)s đến %(most)s phương án.")
        raise Wrong("options", text, least=least, most=MAX_OPTIONS)
    if not all(item.options):
        raise Wrong("options", _("Có phương án để trống."))
    if len(set(item.options)) != len(item.options):
        raise Wrong("options", _("Hai phương án giống hệt nhau."))


def _positions(item: ItemContent) -> list[int]:
    key = item.key if isinstance(item.key, list | tuple) else None
    if key is None or not all(_is_place(one, item.options) for one in key):
        raise Wrong("key", _("Đáp án chưa được chọn hoặc chỉ tới phương án không có."))
    if len(set(key)) != len(key):
        raise Wrong("key", _("Một phương án được nêu hai lần trong đáp án."))
    return list(key)


def _is_place(one: Any, texts: tuple[str, ...]) -> bool:
    return type(one) is int and 0 <= one < len(texts)


CHECKS: Mapping[str, Callable[[ItemContent], None]] = {
    "single": _choice,
    "multiple": _choice,
    "true_false": _true_false,
    "matching": _matching,
    "ordering": _ordering,
    "number": _number,
    "short_text": _short_text,
    "hotspot": _hotspot,
    "essay": _essay,
}


@dataclass(frozen=True, slots=True)
class Note:
    """What is wrong ("error") or doubtful ("warning") about an item, and in which field."""

    level: Literal["error", "warning"]
    field: str
    text: str


def read_content(document: Mapping[str, Any]) -> tuple[ItemContent | None, list[Note]]:
    """The item that a document says, or what hinders it, in the reader's language."""
    try:
        return ItemContent.model_validate(document), []
    except ValidationError as error:
        return None, [_note(one) for one in error.errors()]


def _note(error: Any) -> Note:
    """Our own errors name their field; the others are put into words."""
    context = error.get("ctx", {})
    wrong = context.get("error")
    if isinstance(wrong, Wrong):
        return Note("error", wrong.field, gettext(wrong.text) % wrong.facts)
    field = str(error["loc"][0]) if error["loc"] else ""
    words = _WORDS.get(error["type"], _("Nội dung không hợp lệ."))
    return Note("error", field, gettext(words) % context)


_WORDS: Mapping[str, str] = {
    "missing": _("Chưa điền."),
    "string_too_short": _("Chưa điền."),
    "string_too_long": _("Dài quá %(max_length)s ký tự."),
    "string_pattern_mismatch": _("Không đúng mẫu."),
    "literal_error": _("Không phải là một lựa chọn có sẵn."),
    "extra_forbidden": _("Không có mục này."),
    "date_from_datetime_parsing": _("Ngày không đọc được."),
    "date_parsing": _("Ngày không đọc được."),
    "url_parsing": _("Địa chỉ không hợp lệ."),
}
