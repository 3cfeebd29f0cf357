"""Steps are skipped only while nothing changed; translations are found without GNU gettext."""

from pathlib import Path

import pytest

from backend.devstack import preparation, translations
from backend.devstack.paths import ROOT
from backend.devstack.preparation import Stamp


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(preparation, "ROOT", tmp_path)
    path = tmp_path / "package.json"
    path.write_text("{}")
    return path


def test_stamp_is_fresh_until_an_input_changes(source: Path) -> None:
    stamp_file = source.parent / "made" / ".stamp"
    assert not Stamp(stamp_file, [source]).is_fresh()

    Stamp(stamp_file, [source]).write()
    assert Stamp(stamp_file, [source]).is_fresh()

    source.write_text('{"name": "hoc-so"}')
    assert not Stamp(stamp_file, [source]).is_fresh()


def test_stamp_notices_a_file_that_appears(source: Path) -> None:
    stamp_file = source.parent / ".stamp"
    absent = source.parent / "openapi.yaml"
    Stamp(stamp_file, [source, absent]).write()

    absent.write_text("openapi: 3.1.0")

    assert not Stamp(stamp_file, [source, absent]).is_fresh()


def test_messages_are_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text('msgid "Vòng thi"\nmsgstr "Round"\n')
    monkeypatch.setattr(preparation, "LOCALE", tmp_path)

    preparation.compile_messages()
    first = (folder / "django.mo").stat()
    preparation.compile_messages()

    assert (folder / "django.mo").stat().st_mtime_ns == first.st_mtime_ns
    assert [path.name for path in sorted(folder.iterdir())] == ["django.mo", "django.po"]


def test_translations_are_looked_for_in_code_and_templates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    templates = tmp_path / "backend" / "templates"
    templates.mkdir(parents=True)
    (templates / "page.html").write_text(
        '{% load i18n %}<h1>{% translate "Kết quả" %}</h1>'
        "{% blocktranslate count n=n %}{{ n }} người{% plural %}{{ n }} người"
        "{% endblocktranslate %}"
    )
    (tmp_path / "backend" / "models.py").write_text('NAME = _("Vòng thi")\nOTHER = "không dịch"\n')
    catalogue = tmp_path / "locale" / "en" / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text('msgid "Kết quả"\nmsgstr "Results"\n')
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    monkeypatch.setattr(translations, "LOCALE", tmp_path / "locale")

    assert translations.missing() == [
        "backend/models.py: 'Vòng thi'",
        "backend/templates/page.html: '%(n)s người'",
    ]


def test_scripts_in_the_root_can_be_started() -> None:
    for name in ("run", "test", ".ci/run"):
        assert (ROOT / name).stat().st_mode & 0o111
