"""Captions (WebVTT): read strictly, written anew with nothing in them but times and words. Pure."""

import re
from dataclasses import dataclass
from typing import Final

MOST_CUES: Final = 3000
_TIMES: Final = re.compile(
    r"^(?:(\d{2,3}):)?([0-5]\d):([0-5]\d)[.,](\d{3})\s+-->\s+"
    r"(?:(\d{2,3}):)?([0-5]\d):([0-5]\d)[.,](\d{3})(?:\s.*)?$"
)
_TAG: Final = re.compile(r"<[^>]{0,200}>?")


class CaptionsRefused(ValueError):
    """The captions cannot be read; the message says where, for people."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words from one moment to another, in thousandths of a second."""

    begins: int
    ends: int
    words: str


def read_captions(text: str) -> list[Cue]:
    """The cues in their order; raises CaptionsRefused."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not lines[0].startswith("WEBVTT"):
        raise CaptionsRefused("Tệp phụ đề phải bắt đầu bằng dòng WEBVTT.")
    cues: list[Cue] = []
    place = 1
    while place < len(lines):
        times = _TIMES.match(lines[place].strip())
        if times is None:
            if "-->" in lines[place]:
                raise CaptionsRefused(f"Dòng {place + 1}: không đọc được thời gian.")
            place += 1
            continue
        first = place
        place += 1
        words = []
        while place < len(lines) and lines[place].strip():
            words.append(_plain(lines[place]))
            place += 1
        cues.append(_cue(times, "\n".join(filter(None, words)), first + 1))
    if not cues:
        raise CaptionsRefused("Tệp phụ đề không có câu nào.")
    if len(cues) > MOST_CUES:
        raise CaptionsRefused(f"Tệp phụ đề có hơn {MOST_CUES} câu.")
    return cues


def write_captions(cues: list[Cue]) -> str:
    """WebVTT without styles, places, notes and tags."""
    body = [f"{_time(cue.begins)} --> {_time(cue.ends)}\n{cue.words}\n" for cue in cues]
    return "\n".join(["WEBVTT\n", *body])


def _plain(line: str) -> str:
    bare = _TAG.sub("", line).replace("-->", "→").replace("<", "")
    return "".join(letter for letter in bare if letter.isprintable()).strip()[:500]


def _cue(times: re.Match[str], words: str, line: int) -> Cue:
    numbers = [int(one or 0) for one in times.groups()]
    begins, ends = _thousandths(numbers[:4]), _thousandths(numbers[4:])
    if ends <= begins:
        raise CaptionsRefused(f"Dòng {line}: câu kết thúc trước khi bắt đầu.")
    return Cue(begins, ends, words)


def _thousandths(numbers: list[int]) -> int:
    hours, minutes, seconds, rest = numbers
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest


def _time(moment: int) -> str:
    seconds, rest = divmod(moment, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{rest:03}"
