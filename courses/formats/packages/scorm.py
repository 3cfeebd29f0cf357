"""imsmanifest.xml of SCORM 1.2 and 2004: what is launched, in which order."""

import math
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from courses.formats.packages.reading import (
    SCORM_12,
    SCORM_2004,
    Findings,
    Unit,
    one_line,
)
from quizzes.formats.items.archive import Archive
from quizzes.formats.items.xml_tree import Unreadable, every, said, words

MANIFEST: Final = "imsmanifest.xml"
_SEQUENCED: Final = (
    "Quy tắc trình tự (sequencing) của gói không được áp dụng: mở phần nào cũng được."
)


def scorm_format(manifest: Element) -> str:
    """Which of the two; raises Unreadable where it is neither."""
    version = said(manifest, "metadata/schemaversion").lower()
    if "1.2" in version:
        return SCORM_12
    if "2004" in version or "1.3" in version:
        return SCORM_2004
    names = {name for one in every(manifest, "resource") for name in one.attrib}
    if "scormtype" in names:
        return SCORM_12
    if "scormType" in names:
        return SCORM_2004
    raise Unreadable("imsmanifest.xml không phải của gói SCORM 1.2 hay 2004.")


def read_scorm(manifest: Element, archive: Archive, folder: str) -> Findings:
    """What its default organisation launches; raises Unreadable."""
    found = Findings()
    organisation = _organisation(manifest)
    resources = {one.get("identifier", ""): one for one in every(manifest, "resource")}
    base = _joined(*(one.get("base", "") for one in every(manifest, "resources")))
    found.title = one_line(said(organisation, "title"))
    for item in every(organisation, "item"):
        resource = resources.get(item.get("identifierref", ""))
        if resource is None:
            continue
        title = one_line(said(item, "title")) or found.title
        address = _joined(base, resource.get("base", ""), resource.get("href", ""))
        target = urlsplit(address)
        path = None if target.scheme or target.netloc else archive.find(target.path, folder)
        if path is None:
            found.notes.append(f"Phần “{title}” trỏ tới {address[:120] or 'chỗ trống'}: bỏ qua.")
            continue
        found.units.append(_unit(item, resource, title, path, target.query))
    if any(True for _ in every(organisation, "sequencing")):
        found.notes.append(_SEQUENCED)
    return found


def _organisation(manifest: Element) -> Element:
    organisations = manifest.find("organizations")
    every_one = organisations.findall("organization") if organisations is not None else []
    if organisations is None or not every_one:
        raise Unreadable("imsmanifest.xml không nêu phần nào để mở.")
    wanted = organisations.get("default")
    return next((one for one in every_one if one.get("identifier") == wanted), every_one[0])


def _unit(item: Element, resource: Element, title: str, path: str, query: str) -> Unit:
    kinds: Mapping[str, str] = {name.lower(): value for name, value in resource.attrib.items()}
    own = (item.get("parameters") or "").lstrip("?&")[:500]
    launch_data = next((words(one) for one in _own(item, "datafromlms", "dataFromLMS")), "")
    return Unit(
        key=one_line(item.get("identifier") or path, 100),
        title=title,
        path=path,
        query="&".join(filter(None, (query, "" if own.startswith("#") else own)))[:1000],
        reports=kinds.get("scormtype", "sco").lower() == "sco",
        mastery=_mastery(item),
        launch_data=launch_data[:4000],
    )


def _mastery(item: Element) -> float | None:
    told = [words(one) for one in _own(item, "masteryscore")]
    for objective in every(item, "primaryObjective"):
        if objective.get("satisfiedByMeasure") == "true":
            told.append(said(objective, "minNormalizedMeasure") or "1")
    try:
        number = float(told[0]) if told else math.nan
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _own(item: Element, *names: str) -> Iterator[Element]:
    return (one for one in item if one.tag in names)


def _joined(*parts: str) -> str:
    """`xml:base` of each level stands before what it holds."""
    joined = ""
    for part in parts:
        joined = part if part.startswith("/") or "://" in part else joined + part
    return joined
