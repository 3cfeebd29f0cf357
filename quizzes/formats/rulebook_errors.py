"""What is wrong with a rulebook's document, field by field, in words for organisers."""

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from pydantic import ValidationError

_BY_KIND: Mapping[str, str] = {
    "missing": _("Thiếu mục này."),
    "extra_forbidden": _("Thể lệ không có mục này."),
    "literal_error": _("Hãy chọn một trong các lựa chọn đã cho."),
    "greater_than_equal": _("Phải từ %(ge)s trở lên."),
    "less_than_equal": _("Phải không quá %(le)s."),
    "string_too_short": _("Không được để trống."),
    "string_too_long": _("Dài quá %(max_length)s ký tự."),
    "too_short": _("Cần ít nhất %(min_length)s mục."),
    "string_pattern_mismatch": _("Chỉ dùng chữ thường không dấu, số và gạch nối."),
}
# The validators of the document speak English; organisers read these.
_BY_TEXT: Mapping[str, str] = {
    "weekdays go from 1": _("Ngày trong tuần từ 1 (thứ Hai) đến 7 (Chủ nhật)."),
    "the opening hours end": _("Giờ đóng phải sau giờ mở."),
    "`best` tells how many": _("Chỉ ghi số vòng tốt nhất khi cộng các vòng tốt nhất."),
    "each round is named once": _("Mỗi vòng chỉ được ghi riêng một lần."),
    "each topic, difficulty and kind": _("Mỗi chủ đề, độ khó và dạng câu chỉ ghi một hàng."),
    "each prize has a code": _("Mỗi giải cần một mã riêng."),
    "each audience has a code": _("Mỗi nhóm cần một mã riêng."),
    "a prize names an audience": _("Có giải dành cho một nhóm chưa được mô tả."),
    "a paper holds at most": _("Một bài có tối đa 63 câu."),
    "the speed bonus is less": _("Điểm thưởng nhanh phải nhỏ hơn điểm của một câu đúng."),
    "unknown tie-break": _("Có tiêu chí xếp hạng không dùng được."),
    "the ranking starts with": _("Xếp hạng bắt đầu bằng điểm, mỗi tiêu chí một lần."),
    "the highest age": _("Tuổi cao nhất không được dưới tuổi thấp nhất."),
}


def problems_of(error: ValidationError) -> dict[str, list[str]]:
    """Messages by dotted field, in the reader's language; "" is the document as a whole."""
    found: dict[str, list[str]] = {}
    for one in error.errors(include_url=False):
        field = ".".join(str(part) for part in one["loc"])
        found.setdefault(field, []).append(_words(one["type"], one["msg"], one.get("ctx") or {}))
    return found


def _words(kind: str, message: str, facts: Mapping[str, object]) -> str:
    if kind in _BY_KIND:
        return gettext(_BY_KIND[kind]) % facts
    for start, text in _BY_TEXT.items():
        if start in message:
            return gettext(text)
    if kind.startswith("int"):
        return gettext("Cần một số nguyên.")
    return gettext("Giá trị không hợp lệ.")
