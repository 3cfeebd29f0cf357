"""What people call kinds, difficulties and audiences in their own files, as search keys."""

from collections.abc import Mapping
from typing import Final

from backend.common.text import search_key

KINDS: Final[Mapping[str, str]] = {
    "Một đáp án": "single",
    "Nhiều đáp án": "multiple",
    "Đúng sai": "true_false",
    "Ghép đôi": "matching",
    "Sắp thứ tự": "ordering",
    "Điền số": "number",
    "Điền chữ": "short_text",
    "Tự luận": "essay",
}
DIFFICULTIES: Final[Mapping[str, str]] = {"Dễ": "easy", "Vừa": "medium", "Khó": "hard"}
AUDIENCES: Final[Mapping[str, str]] = {
    "Người dân": "citizen",
    "Cán bộ": "official",
    "Học sinh": "student",
    "Doanh nghiệp": "business",
}
_MORE_KINDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("trac nghiem", "mot lua chon", "mot dap an dung", "multiple choice", "single"), "single"
    ),
    **dict.fromkeys(("single choice", "chon mot", "mcq", "radio"), "single"),
    **dict.fromkeys(("nhieu lua chon", "nhieu dap an dung", "chon nhieu"), "multiple"),
    **dict.fromkeys(("multiple", "checkbox", "checkboxes", "multiple select"), "multiple"),
    **dict.fromkeys(("dung hay sai", "true false", "dung sai", "boolean"), "true_false"),
    **dict.fromkeys(("ghep cap", "noi", "ghep noi", "matching"), "matching"),
    **dict.fromkeys(("sap xep", "sap xep thu tu", "ordering", "order"), "ordering"),
    **dict.fromkeys(("so", "numeric", "numerical", "number"), "number"),
    **dict.fromkeys(("dien tu", "tra loi ngan", "short answer", "text"), "short_text"),
    **dict.fromkeys(("dien khuyet", "fill in the blank", "short text"), "short_text"),
    **dict.fromkeys(("essay", "paragraph", "tra loi dai", "tu luan"), "essay"),
}
_MORE_DIFFICULTIES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("nhan biet", "easy", "1", "nb", "de", "thap"), "easy"),
    **dict.fromkeys(("thong hieu", "medium", "trung binh", "2", "th", "tb", "vua"), "medium"),
    **dict.fromkeys(("van dung", "van dung cao", "hard", "3", "4", "vd", "vdc", "cao"), "hard"),
}
KIND_WORDS = {search_key(name): kind for name, kind in KINDS.items()} | dict(_MORE_KINDS)
DIFFICULTY_WORDS = {search_key(one): code for one, code in DIFFICULTIES.items()} | dict(
    _MORE_DIFFICULTIES
)
AUDIENCE_WORDS = {search_key(one): code for one, code in AUDIENCES.items()} | {
    "cong dan": "citizen",
    "can bo cong chuc": "official",
    "cong chuc": "official",
    "hoc sinh sinh vien": "student",
    "sinh vien": "student",
    "ho kinh doanh": "business",
}
