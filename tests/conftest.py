"""What every test gets. DATABASE_URL and VALKEY_URL come from backend.devstack.pytest_servers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as installation
from django.core.cache import cache
from hypothesis import settings

from backend.certificates.signing import make_signing_key

# A busy machine may take its time over a single example.
settings.register_profile("hocso", deadline=None)
settings.load_profile("hocso")


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """No test sees another one's throttles or snapshots."""
    yield
    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def _signing_key() -> None:
    """Certificates are signed everywhere but where a test takes the key away."""
    make_signing_key(Path(installation.IDENTITY_KEYS_DIR))
