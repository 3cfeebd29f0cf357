"""How items are worded, in Vietnamese and English, as far as a machine can tell. Pure."""

import re
import unicodedata
from html import unescape
from itertools import pairwise

_NOT_WORD = re.compile(r"[\W_]+")
_LETTER = r"(?:[a-f]|[1-6])"
_LETTERS = re.compile(
    rf"(?:(?:ca|ca hai|dap an|phuong an|cau|y|both|all|chi|only|options?) )*"
    rf"{_LETTER}(?: {_LETTER})*(?: (?:va|and|hoac|or|lan) {_LETTER})+"
    rf"(?: (?:deu |cung )?(?:dung|sai|are correct|are true|are wrong))?"
)
_ABOVE = (
    r"(?:tat ca|toan bo|ca (?:hai|ba|bon|nam|\d)|all|both|cac)"
    r"(?: (?:cac|nhung|y|noi dung|phuong an|dap an|lua chon|cau|truong hop|hanh vi|dieu|viec"
    r"|of|the|options|answers|choices|these|them|tren|neu tren|above|are|y tren|y kien|nay))*"
    r"(?: (?:deu )?(?:dung|sai|correct|true|right))?"
)
_ALL = re.compile(_ABOVE)
_NONE = re.compile(
    r"(?:khong (?:co )?(?:phuong an|dap an|y|lua chon|cau|noi dung|truong hop) (?:nao)?.*"
    r"|none(?: of (?:the|these).*)?|neither.*|(?:tat ca|ca (?:hai|ba|bon|\d).*|cac .*)deu sai)"
)
_SIGNS_OF_ALL = re.compile(
    r"tren|dung|sai|above|correct|true|right|phuong an|dap an|of (?:the|these)"
)

# Negations that turn a question round, and words that merely hold the same syllable.
_NEGATIVE = re.compile(
    r"(?<![\w-])(không phải|không|sai|ngoại trừ|trừ|chưa đúng|not|except|incorrect|false)(?![\w-])",
    re.IGNORECASE,
)
_HARMLESS = re.compile(
    r"không (?:gian|dây|khí|quân|chỉ|những|quá|ít hơn|vượt quá|dưới|trên)|(?:hàng|trên|bay) không"
    r"|sai (?:số|lệch|phạm|sót|lầm|khiến|phái|sự thật|lệnh|quy định)|(?:đúng hay|hay|thông tin) sai"
    r"|(?:khấu|loại|phép|bài|diệt|phòng) trừ|trừ (?:đi|khi|tiền|điểm|vào)"
    r"|không\s*\?|có [^?]{1,60} không\b(?=[^\w]*$)"
    r"|true or false|not only",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!;\n]+")
_EMPHASISED = re.compile(r"<(strong|b|em|i|u)\b[^>]*>(.*?)</\1>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_COMMON = {
    *("la", "va", "cua", "co", "cac", "nhung", "mot", "trong", "duoc", "cho", "de", "khi", "voi"),
    *("tu", "den", "theo", "ve", "nao", "gi", "nay", "do", "thi", "ma", "o", "tai", "bang"),
    *("phai", "cung", "nhu", "hoac", "hay", "the", "of", "and", "in", "to", "is", "are", "a", "an"),
}


def key_of_words(text: str) -> str:
    """Lower-case words without diacritics: "Cả A và B" is "ca a va b"."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    kept = "".join(sign for sign in decomposed if unicodedata.category(sign) != "Mn")
    return _NOT_WORD.sub(" ", kept).strip()


def bare(text: str) -> str:
    """Words with their diacritics, without case and signs: what must differ between options."""
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFC", text).lower()).strip()


def names_letters(option: str) -> bool:
    """Whether it names other options by letter: "Cả A và B đều đúng", "Both A and C"."""
    return _LETTERS.fullmatch(key_of_words(option)) is not None and not option.strip().isdigit()


def is_all_of_above(option: str) -> bool:
    """ "Tất cả các phương án trên", "Cả 3 đáp án đều đúng", "All of the above"."""
    key = key_of_words(option)
    if key in {"tat ca", "all"}:
        return True
    has_signs = _SIGNS_OF_ALL.search(key) is not None
    return has_signs and not key.endswith("deu sai") and _ALL.fullmatch(key) is not None


def is_none_of_above(option: str) -> bool:
    """ "Không có phương án nào đúng", "Cả ba đều sai", "None of the above"."""
    return _NONE.fullmatch(key_of_words(option)) is not None


def negative_word(stem: str) -> str:
    """What turns the question round, as it is written; empty where nothing does.

    Only the sentence that asks is looked at: what is told before may well be negative.
    """
    text = unicodedata.normalize("NFC", stem).strip()
    sentences = [one for one in _SENTENCE.findall(text) if one.strip()]
    asking = next((one for one in reversed(sentences) if "?" in one), "".join(sentences[-1:]))
    found = _NEGATIVE.search(_HARMLESS.sub(lambda match: "_" * len(match[0]), asking))
    return found[1] if found else ""


def has_emphasis(word: str, stem: str, markup: str) -> bool:
    """Whether the word is in capitals, or bold, slanted or underlined."""
    if any(char.isalpha() for char in word) and word == word.upper():
        return True
    if re.search(rf"(?<!\w){re.escape(word.upper())}(?!\w)", unicodedata.normalize("NFC", stem)):
        return True
    dressed = (unescape(_TAG.sub("", inner)) for _, inner in _EMPHASISED.findall(markup))
    return any(word.lower() in unicodedata.normalize("NFC", text).lower() for text in dressed)


def phrases(text: str) -> list[str]:
    """Neighbouring pairs of syllables that say something, for Vietnamese words have mostly two."""
    words = bare(text).split()
    return [
        f"{left} {right}"
        for left, right in pairwise(words)
        if not {key_of_words(left), key_of_words(right)} & _COMMON
    ]
