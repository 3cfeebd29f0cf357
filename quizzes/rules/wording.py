"""Numbers, days and lists in plain Vietnamese and English. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Literal

Language = Literal["vi", "en"]

WEEKDAYS = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_SWAPPED = str.maketrans(",.", ".,")


def number(value: int, language: Language) -> str:
    """1234 as "1.234" in Vietnamese and "1,234" in English."""
    written = f"{value:,}"
    return written.translate(_SWAPPED) if language == "vi" else written


def several(count: int, noun: str, language: Language) -> str:
    """`noun` with its number; English nouns take an s unless it is one."""
    ending = "s" if language == "en" and count != 1 else ""
    return f"{number(count, language)} {noun}{ending}"


def listed(words: Sequence[str], language: Language) -> str:
    """ "a, b và c" / "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    joint = " và " if language == "vi" else " and "
    return ", ".join(words[:-1]) + joint + words[-1]


def weekdays(days: Iterable[int], language: Language) -> str:
    """Days 1 (Monday) to 7 in words; neighbours as a span: "thứ Hai đến thứ Sáu"."""
    names = WEEKDAYS[language]
    wanted = sorted(set(days))
    if wanted == list(range(1, 8)):
        return "mọi ngày" if language == "vi" else "every day"
    spans: list[list[int]] = []
    for day in wanted:
        if spans and spans[-1][-1] == day - 1:
            spans[-1].append(day)
        else:
            spans.append([day])
    joint = " đến " if language == "vi" else " to "
    words: list[str] = []
    for span in spans:
        if len(span) > 2:
            words.append(names[span[0] - 1] + joint + names[span[-1] - 1])
        else:
            words += [names[day - 1] for day in span]
    return listed(words, language)


def clock(value: time, language: Language) -> str:
    """ "21 giờ", "21 giờ 30" / "21:30"."""
    if language == "en":
        return f"{value:%H:%M}"
    return f"{value.hour} giờ {value:%M}" if value.minute else f"{value.hour} giờ"


def day(value: date) -> str:
    return f"{value:%d/%m/%Y}"


def moment(value: datetime, language: Language) -> str:
    """A local time as it is said: "21 giờ, Chủ nhật ngày 29/11/2026"."""
    name = WEEKDAYS[language][value.weekday()]
    if language == "en":
        return f"{clock(value.timetz(), language)} on {name}, {value:%d/%m/%Y}"
    return f"{clock(value.timetz(), language)}, {name} ngày {day(value)}"
