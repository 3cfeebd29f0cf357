"""Each test prints into a folder of its own."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from backend.certificates.pdf_keys import make_pdf_key
from backend.certificates.signing import make_signing_key


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PUBLIC_URL = "https://thi.example.vn"
    return tmp_path / "media"


@pytest.fixture(autouse=True)
def keys(settings: Settings, tmp_path: Path) -> Path:
    """The installation's keys: one that signs facts, one that signs files."""
    settings.IDENTITY_KEYS_DIR = tmp_path / "keys"
    make_signing_key(tmp_path / "keys")
    make_pdf_key(tmp_path / "keys", now=datetime(2026, 11, 1, tzinfo=UTC))
    return tmp_path / "keys"
