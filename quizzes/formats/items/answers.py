"""Which options an answer means: "B", "A, C", "1,3" or the option's own words."""

import re
from collections.abc import Mapping, Sequence

from backend.common.text import search_key
from quizzes.formats.items.written import LETTERS, Written, clean

_BEFORE_ANSWER = re.compile(
    r"^(?:đáp án|phương án|câu|answer|option)\s*(?:đúng)?\s*(?:là)?\s*:?\s*(?=[A-Ja-j]\b)",
    re.IGNORECASE,
)
_LETTERS_ALONE = re.compile(r"[A-J](?:(?:\s*[,;/&+.\-]\s*|\s+|\s+và\s+)?[A-J])*\.?", re.IGNORECASE)
_NUMBERS_ALONE = re.compile(r"\d{1,2}(?:\s*[,;/&+]\s*\d{1,2})*")


def meant(written: Written, options: Sequence[str]) -> list[int]:
    """Positions of the options that the answer names, or of those that stand out."""
    answer = clean(written.answer)
    if not answer:
        return sorted(place for place in written.marked if place < len(options))
    if written.literal and _LETTERS_ALONE.fullmatch(answer):
        return _places(answer)
    words = {search_key(option): place for place, option in enumerate(options)}
    if search_key(answer) in words and len(answer) > 1:
        return [words[search_key(answer)]]
    bare = _BEFORE_ANSWER.sub("", answer)
    bare = re.sub(r"\s+và\s+", ",", bare, flags=re.IGNORECASE)
    if _LETTERS_ALONE.fullmatch(bare):
        return _places(bare)
    if _NUMBERS_ALONE.fullmatch(bare):
        if search_key(bare) in words:
            written.warn("key", f"Đáp án “{bare}” được hiểu là phương án có nội dung ấy.")
            return [words[search_key(bare)]]
        return sorted({int(one) - 1 for one in re.findall(r"\d+", bare) if int(one)})
    if lettered := re.match(r"([A-Ja-j])\s*[.):\-–]\s+\S", bare):
        return [LETTERS.index(lettered[1].upper())]
    return _by_words(answer, words)


def _places(letters: str) -> list[int]:
    return sorted({LETTERS.index(one) for one in re.findall("[A-J]", letters.upper())})


def _by_words(answer: str, words: Mapping[str, int]) -> list[int]:
    """Several options' own words, parted by lines, semicolons or bars."""
    for parting in (r"\n", r"[;\n]", r"[|;\n]", r"[,|;\n]"):
        parts = [search_key(part) for part in re.split(parting, answer) if part.strip()]
        if parts and all(part in words for part in parts):
            return sorted({words[part] for part in parts})
    return []


def sequence_of(answer: str) -> list[int]:
    bare = clean(answer)
    if _LETTERS_ALONE.fullmatch(bare):
        return [LETTERS.index(one) for one in re.findall("[A-J]", bare.upper())]
    return [int(one) - 1 for one in re.findall(r"\d+", bare)]
