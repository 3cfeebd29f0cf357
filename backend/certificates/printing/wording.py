"""What the paper says, in Vietnamese and in English.

A certificate is a document, not a screen: its sentences are built differently in each language,
and it keeps the language it was issued in.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol, cast

from backend.certificates.enums import CertificateKind
from backend.certificates.rules.facts import Facts, title_of
from backend.certificates.rules.fields import Piece, filled, is_shared

HOURS_FROM = 100


@dataclass(frozen=True)
class Line:
    """One line of the statement: plain, then the part that stands out, then plain.

    A shared line says the same on every paper of the contest or course.
    """

    before: str = ""
    strong: str = ""
    after: str = ""
    is_shared: bool = False

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What it says piece by piece, each with whether it stands out."""
        said = ((self.before, False), (self.strong, True), (self.after, False))
        return tuple(piece for piece in said if piece[0])


@dataclass(frozen=True)
class OwnLine:
    """One line in the words of the template."""

    pieces: tuple[Piece, ...]
    is_shared: bool = False


class Said(Protocol):
    """A line of the statement, whoever's words it is in."""

    @property
    def pieces(self) -> tuple[Piece, ...]: ...

    @property
    def is_shared(self) -> bool: ...


def own_lines(body: Iterable[str], facts: Facts, language: str) -> list[OwnLine]:
    """The template's own lines, but for those that ask for what this person has not."""
    values = shown_values(facts, language)
    lines = ((filled(text, values), is_shared(text)) for text in body)
    return [OwnLine(pieces, shared) for pieces, shared in lines if pieces]


def shown_values(facts: Facts, language: str) -> dict[str, str]:
    """What stands for each field, as text in that language."""
    separator = "," if language == "en" else "."
    length = english_length if language == "en" else vietnamese_length
    shown: dict[str, str] = {}
    for name, value in facts.items():
        if isinstance(value, int):
            shown[name] = grouped(value, separator)
        elif isinstance(value, str):
            shown[name] = value
    if facts.get("minutes"):
        shown["length"] = length(facts["minutes"])
    return shown


@dataclass(frozen=True)
class Wording:
    """The fixed words of one language."""

    title: str
    certifies: str
    certifies_with_issuer: str
    verify_at: str
    code: str
    statement: Callable[[Facts, str], list[Line]]
    dated: Callable[[str, date], str]


def grouped(number: int, separator: str) -> str:
    return f"{number:,}".replace(",", separator)


def vietnamese_statement(facts: Facts, kind: str = "") -> list[Line]:
    if facts.get("course"):
        return vietnamese_course(facts)
    award, round_ = facts.get("award"), facts.get("round")
    if award:
        lines = [Line("đã đạt ", award, f", {round_}," if round_ else ",")]
    else:
        did = "đã tham gia " if kind == CertificateKind.PARTICIPATION else "đã hoàn thành "
        lines = [Line(did, round_ or "bài thi", " của cuộc thi")]
    lines.append(Line(f"{'cuộc thi ' if award else ''}“{title_of(facts)}”,", is_shared=True))
    parts = []
    if facts.get("points") is not None and facts.get("max_points"):
        points, most = grouped(facts["points"], "."), grouped(facts["max_points"], ".")
        parts.append(f"đạt {points} trên {most} điểm")
    if facts.get("rank") and facts.get("people"):
        rank, people = grouped(facts["rank"], "."), grouped(facts["people"], ".")
        among = "đơn vị dự thi" if kind == CertificateKind.ORGANISATION_PRIZE else "người dự thi"
        parts.append(f"xếp thứ {rank} trong {people} {among}")
    return closed([*lines, Line(", ".join(parts))])


def vietnamese_course(facts: Facts) -> list[Line]:
    parts = []
    if facts.get("lessons"):
        parts.append(f"gồm {grouped(facts['lessons'], '.')} bài học")
    if facts.get("minutes"):
        parts.append(f"thời lượng {vietnamese_length(facts['minutes'])}")
    about = Line("đã hoàn thành ", "khóa học")
    return closed([about, Line(f"“{facts['course']}”,", is_shared=True), Line(", ".join(parts))])


def vietnamese_length(minutes: int) -> str:
    """Whole hours from two on: "khoảng 4 giờ", "50 phút"."""
    return f"{minutes} phút" if minutes < HOURS_FROM else f"khoảng {round(minutes / 60)} giờ"


def english_statement(facts: Facts, kind: str = "") -> list[Line]:
    if facts.get("course"):
        return english_course(facts)
    award, round_ = facts.get("award"), facts.get("round")
    if award:
        lines = [Line("has won ", award, f", {round_}," if round_ else ",")]
    else:
        did = "has taken part in " if kind == CertificateKind.PARTICIPATION else "has completed "
        lines = [Line(did, round_ or "the paper", " of the contest")]
    title = f"{'in the contest ' if award else ''}“{title_of(facts)}”,"
    lines.append(Line(title, is_shared=True))
    parts = []
    if facts.get("points") is not None and facts.get("max_points"):
        points, most = grouped(facts["points"], ","), grouped(facts["max_points"], ",")
        parts.append(f"scoring {points} of {most} points")
    if facts.get("rank") and facts.get("people"):
        rank, people = grouped(facts["rank"], ","), grouped(facts["people"], ",")
        among = "organisations" if kind == CertificateKind.ORGANISATION_PRIZE else "participants"
        parts.append(f"placed {rank} among {people} {among}")
    return closed([*lines, Line(", ".join(parts))])


def english_course(facts: Facts) -> list[Line]:
    parts = []
    if facts.get("lessons"):
        parts.append(f"{grouped(facts['lessons'], ',')} lessons")
    if facts.get("minutes"):
        parts.append(english_length(facts["minutes"]))
    about = Line("has completed ", "the course")
    return closed([about, Line(f"“{facts['course']}”,", is_shared=True), Line(", ".join(parts))])


def english_length(minutes: int) -> str:
    return f"{minutes} minutes" if minutes < HOURS_FROM else f"about {round(minutes / 60)} hours"


def closed(lines: list[Line]) -> list[Line]:
    """End with a full stop, whichever line is the last."""
    *rest, last = [line for line in lines if line != Line()]
    if last.after:
        return [*rest, replace(last, after=last.after.rstrip(",") + ".")]
    return [*rest, replace(last, before=last.before.rstrip(",") + ".")]


def vietnamese_date(place: str, day: date) -> str:
    # official papers write 02 for the second and for February, so that nothing can be put before
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    text = f"ngày {day.day:02} tháng {month} năm {day.year}"
    return f"{place}, {text}" if place else text[0].upper() + text[1:]


ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def english_date(place: str, day: date) -> str:
    text = f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"
    return f"{place}, {text}" if place else text


WORDINGS = {
    "vi": Wording(
        title="Giấy chứng nhận",
        certifies="Chứng nhận",
        certifies_with_issuer="{issuer} chứng nhận",
        verify_at="Tra cứu tại",
        code="Mã chứng nhận",
        statement=vietnamese_statement,
        dated=vietnamese_date,
    ),
    "en": Wording(
        title="Certificate",
        certifies="This is to certify that",
        certifies_with_issuer="{issuer} certifies that",
        verify_at="Verify at",
        code="Certificate code",
        statement=english_statement,
        dated=english_date,
    ),
}


def wording_in(language: str) -> Wording:
    return WORDINGS.get(language, WORDINGS["vi"])


def told(facts: Mapping[str, Any], kind: str) -> str:
    """The paper's sentence without the name: "Đã hoàn thành Vòng 3 của cuộc thi “…”."."""
    wording = wording_in(str(facts.get("language") or "vi"))
    lines = wording.statement(cast(Facts, facts), kind)
    text = " ".join("".join(piece for piece, _ in line.pieces) for line in lines)
    return text[:1].upper() + text[1:]
