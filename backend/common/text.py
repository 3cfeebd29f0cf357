"""Vietnamese text: one normal form, one search key, one sort order, one mask for names."""

import re
import unicodedata
from typing import Final

TONES: Final = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
LETTERS: Final = str.maketrans(
    {"ă": "a{", "â": "a|", "đ": "d{", "ê": "e{", "ô": "o{", "ơ": "o|", "ư": "u{"}
)
NOT_WORD: Final = re.compile(r"[\W_]+")


class _Marks(dict[int, int | None]):
    """Marks go, every other sign stays: learnt as signs turn up."""

    def __missing__(self, sign: int) -> int | None:
        kept = None if unicodedata.category(chr(sign)) == "Mn" else sign
        self[sign] = kept
        return kept


_MARKS: Final = _Marks()


def nfc(text: str) -> str:
    """The composed form, in which every text is stored."""
    return unicodedata.normalize("NFC", text)


def collapsed(text: str) -> str:
    """Composed, with runs of white space reduced to single spaces."""
    return " ".join(nfc(text).split())


def search_key(text: str) -> str:
    """Lower-case words without diacritics, single-spaced: "Đỗ  Hoà" and "do hòa" are equal."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return NOT_WORD.sub(" ", decomposed.translate(_MARKS)).strip()


def vietnamese_sort_key(text: str) -> str:
    """A key whose code-point order is the dictionary's: a ă â b … d đ; tones break ties."""
    letters: list[str] = []
    tones: list[str] = []
    for word in text.lower().split():
        bare, tone = _without_tone(word)
        letters.append(bare.translate(LETTERS))
        tones.append(str(tone))
    return " ".join(letters) + "\x01" + "".join(tones)


# Stands in every list for a person who had themself erased.
ANONYMOUS = "Thí sinh đã ẩn danh"


def name_sort_key(full_name: str) -> str:
    """A person's key: given name (the last word) first, then family and middle names."""
    *others, given = full_name.split() or [""]
    return f"{vietnamese_sort_key(given)}\x02{vietnamese_sort_key(' '.join(others))}"


def masked_name(full_name: str) -> str:
    """How a person appears on public pages: "Nguyễn Văn An" is shown as "Nguyễn V. A***"."""
    if full_name == ANONYMOUS:
        return full_name
    words = full_name.split()
    if not words:
        return ""
    family = words[:1] if len(words) > 1 else []
    middle = [f"{word[0].upper()}." for word in words[1:-1]]
    return " ".join([*family, *middle, f"{words[-1][0].upper()}***"])


def initials(full_name: str) -> str:
    """How a child appears on public pages: "N. V. A."."""
    if full_name == ANONYMOUS:
        return full_name
    return " ".join(f"{word[0].upper()}." for word in full_name.split())


def _without_tone(word: str) -> tuple[str, int]:
    tone = 0
    kept: list[str] = []
    for sign in unicodedata.normalize("NFD", word):
        if sign in TONES:
            tone = TONES[sign]
        else:
            kept.append(sign)
    return nfc("".join(kept)), tone
