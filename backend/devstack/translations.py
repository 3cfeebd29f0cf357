"""Whether every text of the backend has its English: found without GNU gettext's programs."""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract
from babel.messages.pofile import read_po

from backend.devstack.paths import LOCALE, ROOT

_FOLDERS = ("backend", "quizzes", "courses")
_KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def missing() -> list[str]:
    """Texts in the code and the templates without a finished translation, and where they are."""
    known = _translated(LOCALE / "en" / "LC_MESSAGES" / "django.po")
    return [
        f"{path.relative_to(ROOT)}: {text!r}"
        for path in _sources()
        for text in _texts(path)
        if text not in known
    ]


def _translated(catalogue: Path) -> set[str]:
    if not catalogue.is_file():
        return set()
    with catalogue.open("rb") as file:
        messages = read_po(file)
    return {
        message.id if isinstance(message.id, str) else message.id[0]
        for message in messages
        if message.string and all(message.string) and not message.fuzzy
    }


def _sources() -> Iterator[Path]:
    for folder in _FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".txt"} and "devstack" not in path.parts:
                yield path


def _texts(path: Path) -> Iterator[str]:
    from django.utils.translation.template import templatize

    source = path.read_text()
    if path.suffix == ".py":
        code = source
    elif "templates" in path.parts:
        code = templatize(source, origin=str(path))
    else:
        return
    for _line, text, _comments, _context in extract(
        "python", io.BytesIO(code.encode()), keywords=_KEYWORDS
    ):
        first = text if isinstance(text, str) else text[0]
        if first:
            yield first


def main() -> int:
    """Print what is missing; 1 if anything is."""
    found = missing()
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
