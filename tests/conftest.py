"""What every test gets. DATABASE_URL and VALKEY_URL come from backend.devstack.pytest_servers."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """No test sees another one's throttles or snapshots."""
    yield
    cache.clear()
