"""What the checks on writing find, in words for those who write items."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from quizzes.formats.item_content import read_content
from quizzes.formats.item_words import day_of
from quizzes.rules.item_checks import Checked, Finding, findings

INVALID: Final = "invalid"
WORDS: Final[Mapping[str, str]] = {
    "negative_stem": _("Câu hỏi phủ định: hãy in đậm hoặc viết hoa chữ “%(word)s”."),
    "long_reading": _(
        "Đọc hết câu này mất khoảng %(needed)s giây, trong khi mỗi câu có %(seconds)s giây."
    ),
    "names_letters": _("Phương án được xáo khi thi nên không gọi nhau bằng chữ cái: “%(option)s”."),
    "all_of_above": _("Nên tránh phương án kiểu “tất cả đều đúng”: “%(option)s”."),
    "none_of_above": _("Nên tránh phương án kiểu “không phương án nào đúng”: “%(option)s”."),
    "longest_is_key": _("Đáp án dài gấp %(ratio)s lần các phương án khác nên dễ đoán."),
    "stem_echo": _("Chỉ đáp án lặp lại từ “%(words)s” của câu hỏi nên dễ đoán."),
    "options_equal": _("Hai phương án như nhau: “%(left)s” và “%(right)s”."),
    "options_contained": _("Phương án này nằm trong phương án kia: “%(left)s” và “%(right)s”."),
    "ranges_overlap": _("Hai khoảng số giao nhau: “%(left)s” và “%(right)s”."),
    "missing_explanation": _("Nên có lời giải thích để người học hiểu vì sao."),
    "missing_source": _("Chưa ghi nguồn: văn bản, tài liệu hoặc địa chỉ."),
    "expired_source": _("Nguồn đã hết hiệu lực từ %(day)s."),
    "expiring_source": _("Nguồn sắp hết hiệu lực, ngày %(day)s."),
    "duplicate": _("Trùng với câu %(item)s đã có trong ngân hàng."),
    "similar": _("Gần giống câu %(item)s đã có trong ngân hàng."),
}


@dataclass(frozen=True, slots=True)
class Remark:
    """As a note, with the check's `code` and what it found in `facts`."""

    level: str
    field: str
    code: str
    text: str
    facts: Mapping[str, Any]


def remarks_on(
    document: Mapping[str, Any], *, use: str, today: date, seconds: int = 45
) -> list[Remark]:
    """What hinders the document from being an item, and what is doubtful about it."""
    _content, notes = read_content(document)
    hinders = [Remark(note.level, note.field, INVALID, note.text, {}) for note in notes]
    return hinders + [remark(one) for one in findings(checked(document, use, today, seconds))]


def remark(finding: Finding) -> Remark:
    facts = {
        name: fact.strftime("%d/%m/%Y") if isinstance(fact, date) else fact
        for name, fact in finding.facts.items()
    }
    words = gettext(WORDS[finding.code]) % facts
    return Remark(finding.level, finding.field, finding.code, words, facts)


def checked(document: Mapping[str, Any], use: str, today: date, seconds: int = 45) -> Checked:
    """The document as the checks look at it; it has the shape of a draft."""
    source, markup = document.get("source") or {}, document.get("markup") or {}
    return Checked(
        kind=document["kind"],
        stem=document["stem"],
        today=today,
        options=document["options"],
        key=document["key"],
        explanation=document["explanation"],
        stem_markup=markup.get("stem", ""),
        stimulus=(document.get("stimulus") or {}).get("text", ""),
        has_source=bool(source.get("document") or source.get("link")),
        ends_on=day_of(source.get("effective_to")),
        use=use,
        seconds=seconds,
    )


def errors_by_field(remarks: Iterable[Remark]) -> dict[str, list[str]]:
    """What hinders, as problem responses have it."""
    found: dict[str, list[str]] = {}
    for one in remarks:
        if one.level == "error":
            found.setdefault(one.field, []).append(one.text)
    return found
