"""What every test gets. DATABASE_URL and VALKEY_URL come from backend.devstack.pytest_servers."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from hypothesis import settings

# A busy machine may take its time over a single example.
settings.register_profile("hocso", deadline=None)
settings.load_profile("hocso")


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """No test sees another one's throttles or snapshots."""
    yield
    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def _key_of_printed_files() -> None:
    """The installation of the tests signs what it prints, as every other."""
    from backend.certificates.pdf_keys import make_pdf_key

    make_pdf_key(Path(django_settings.IDENTITY_KEYS_DIR), now=datetime.now(UTC))
