"""Everything said in Vietnamese is also said in English."""

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.conf import settings

from backend.accounts.rules.consent import CONSENT_TEXTS
from backend.common.errors import DomainError
from backend.devstack import translations

ROOT = Path(settings.BASE_DIR)
CATALOGUE = ROOT / "backend" / "locale" / "en" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def _english() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def _refusals(parent: type[DomainError]) -> Iterator[type[DomainError]]:
    for child in parent.__subclasses__():
        if child.__module__.split(".")[0] != "tests":
            yield child
            yield from _refusals(child)


def _titles_of_refusals() -> set[str]:
    for package in ("backend", "quizzes", "courses"):
        for path in (ROOT / package).rglob("*.py"):
            if "(DomainError)" in path.read_text(encoding="utf-8"):
                importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    return {refusal.title for refusal in _refusals(DomainError)}


def test_every_marked_text_has_an_english_one():
    assert translations.missing() == []


def test_every_refusal_and_consent_has_an_english_text():
    said = {DomainError.title, *_titles_of_refusals(), *CONSENT_TEXTS.values()}
    english = {message.id for message in _english() if message.string}

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


def test_translations_are_written_once():
    lines = CATALOGUE.read_text(encoding="utf-8").splitlines()
    ids = [line for line in lines if line.startswith("msgid ") and line != 'msgid ""']

    assert sorted({each for each in ids if ids.count(each) > 1}) == []
