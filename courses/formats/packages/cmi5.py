"""cmi5.xml: the assignable units of a course structure."""

import math
from typing import Final
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from courses.formats.packages.reading import Findings, Unit, one_line
from quizzes.formats.items.archive import Archive
from quizzes.formats.items.xml_tree import every, said, words

STRUCTURE: Final = "cmi5.xml"
MOVE_ON: Final = (
    *("Passed", "Completed", "CompletedAndPassed", "CompletedOrPassed", "NotApplicable"),
)


def read_cmi5(structure: Element, archive: Archive, folder: str) -> Findings:
    """Every unit in its order; those that lie elsewhere are named and left out."""
    found = Findings(title=_title(structure.find("course")))
    for unit in every(structure, "au"):
        title = _title(unit) or found.title
        address = said(unit, "url")
        target = urlsplit(address)
        path = None if target.scheme or target.netloc else archive.find(target.path, folder)
        if path is None:
            found.notes.append(f"Phần “{title}” trỏ tới {address[:120] or 'chỗ trống'}: bỏ qua.")
            continue
        found.units.append(
            Unit(
                key=(unit.get("id") or path)[:500],
                title=title,
                path=path,
                query=target.query[:1000],
                mastery=_mastery(unit),
                launch_data=said(unit, "launchParameters")[:4000],
                move_on=_move_on(unit),
            )
        )
    return found


def _title(element: Element | None) -> str:
    """In Vietnamese where it is told so, else in whatever language comes first."""
    told = element.findall("title/langstring") if element is not None else []
    own = [one for one in told if one.get("lang", "").startswith("vi")]
    return one_line(words((own or told)[0])) if told else ""


def _move_on(unit: Element) -> str:
    wanted = unit.get("moveOn", "NotApplicable")
    return wanted if wanted in MOVE_ON else "NotApplicable"


def _mastery(unit: Element) -> float | None:
    try:
        number = float(unit.get("masteryScore", ""))
    except ValueError:
        return None
    return number if math.isfinite(number) and 0 <= number <= 1 else None
