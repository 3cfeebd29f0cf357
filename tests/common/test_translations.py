"""Everything said in Vietnamese is also said in English."""

import importlib
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import ModuleType

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

import backend
import courses
import quizzes
from backend.accounts.rules.consent import CONSENT_TEXTS
from backend.common.errors import DomainError

ROOT = Path(settings.BASE_DIR)
PACKAGES: list[ModuleType] = [backend, quizzes, courses]
NOT_PAGES = {"migrations", "settings", "devstack"}
KEYWORDS = ["_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"]
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def _sources(pattern: str) -> Iterator[Path]:
    for package in PACKAGES:
        for path in sorted((ROOT / package.__name__).rglob(pattern)):
            if NOT_PAGES.isdisjoint(path.parts):
                yield path


def _extracted(source: str) -> Iterator[str]:
    for _line, _function, message, _comments in extract_python(
        BytesIO(source.encode()), KEYWORDS, [], {"encoding": "utf-8"}
    ):
        for text in message if isinstance(message, tuple) else (message,):
            if isinstance(text, str) and text:
                yield text


def _said_in_python() -> Iterator[str]:
    for path in _sources("*.py"):
        yield from _extracted(path.read_text(encoding="utf-8"))


def _said_in_templates() -> Iterator[str]:
    for pattern in ("*.html", "*.txt"):
        for path in _sources(pattern):
            code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            yield from _extracted("\n".join(line.lstrip() for line in code.splitlines()))


def _said_by_refusals() -> Iterator[str]:
    for path in _sources("*.py"):
        if "(DomainError)" in path.read_text(encoding="utf-8"):
            importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    yield from (refusal.title for refusal in _refusals(DomainError))


def _refusals(parent: type[DomainError]) -> Iterator[type[DomainError]]:
    for child in parent.__subclasses__():
        if child.__module__.split(".")[0] != "tests":
            yield child
            yield from _refusals(child)


def _english() -> Catalog:
    path = ROOT / "backend" / "locale" / "en" / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return read_po(file, locale="en")


def test_every_vietnamese_text_has_an_english_one():
    said = {
        *_said_in_python(),
        *_said_in_templates(),
        *_said_by_refusals(),
        *CONSENT_TEXTS.values(),
    }
    english = {
        text
        for message in _english()
        if message.string and message.string != ("", "") and not message.fuzzy
        for text in ([message.id] if isinstance(message.id, str) else message.id)
    }

    assert sorted(said - english) == []


def test_translations_keep_their_placeholders():
    changed = [
        message.id
        for message in _english()
        if isinstance(message.id, str)
        and isinstance(message.string, str)
        and set(PLACEHOLDER.findall(message.id)) != set(PLACEHOLDER.findall(message.string))
    ]

    assert changed == []


def test_translations_are_found_once():
    ids = re.findall(
        r'^msgid ((?:"[^\n]*"\n?)+)',
        (ROOT / "backend/locale/en/LC_MESSAGES/django.po").read_text(encoding="utf-8"),
        re.MULTILINE,
    )

    assert sorted({text for text in ids if ids.count(text) > 1}) == []
