"""Translations as files beside what they translate: <lesson>.en.yaml, course.en.yaml, by place.

The keys of parts belong to an installation. A place is found again by the digest of the words that
it was translated from, else by its key.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from courses.formats.markdown import FileRefused, Problem
from courses.formats.translation import LANGUAGES, clean_translations, digest_of, places_of

Document = Mapping[str, Any]


def written_translations(name: str, document: Document) -> Iterator[tuple[str, str]]:
    """Names of files and what they say; none where nothing is translated."""
    for language, places in document.get("translations", {}).items():
        rows = [{"place": place, **one} for place, one in places.items()]
        said = yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=1000)
        yield f"{name}.{language}.yaml", said


def read_translations(path: Path, name: str, document: Document) -> dict[str, Any]:
    """What the files beside the document say, as the document keeps it. Raises FileRefused."""
    found = {}
    for language in LANGUAGES:
        beside = path.parent / f"{path.name.rpartition('.')[0]}.{language}.yaml"
        if beside.is_file():
            named = f"{name.removesuffix(path.name)}{beside.name}"
            found[language] = _placed(_rows(beside, named), document)
    return clean_translations(found, document)


def _rows(path: Path, name: str) -> list[Document]:
    try:
        said = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise FileRefused([Problem(name, 1, "Tệp YAML không đọc được.")]) from error
    if not isinstance(said, list) or not all(_is_row(one) for one in said):
        raise FileRefused([Problem(name, 1, "Tệp cần một danh sách các chỗ đã dịch.")])
    return said


def _is_row(value: Any) -> bool:
    return isinstance(value, Mapping) and isinstance(value.get("place"), str)


def _placed(rows: list[Document], document: Document) -> dict[str, Document]:
    """By place of the document. Of two places that say the same each takes one translation."""
    free = {place: digest_of(words) for place, words in places_of(document).items()}
    found: dict[str, Document] = {}
    lost = []
    for row in rows:
        same = [place for place, digest in free.items() if digest == row.get("of")]
        if not same:
            lost.append(row)
            continue
        place = row["place"] if row.get("place") in same else same[0]
        found[place] = row
        del free[place]
    return {**{row["place"]: row for row in lost if row.get("place") in free}, **found}
