"""What every test gets. DATABASE_URL and VALKEY_URL come from backend.devstack.pytest_servers."""

from collections.abc import Iterator

import pytest
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
