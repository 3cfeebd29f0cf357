"""No dependency older than the release that fixed its known holes."""

from importlib.metadata import version

import pytest
from packaging.version import Version

# Why, per package: the advisory that the floor closes.
FLOORS = {
    "Django": "5.2.17",  # CVE-2026-33034 upload limit, CVE-2026-3902 headers, CVE-2025-64459 SQL
    "djangorestframework": "3.15.2",  # CVE-2024-21520 script injection in the browsable API
    "weasyprint": "70.0",  # CVE-2025-68616 redirects, CVE-2026-49452 CSS, CVE-2026-55073 fetcher
    "celery": "5.2.2",  # CVE-2021-23727 stored commands
    "redis": "4.5.3",  # CVE-2023-28858 replies crossed between requests
    "openpyxl": "3.1",
    "uvicorn": "0.54",  # socket frame limit
}


@pytest.mark.parametrize(("package", "floor"), FLOORS.items())
def test_dependency_is_not_older_than_its_floor(package: str, floor: str) -> None:
    assert Version(version(package)) >= Version(floor)


def test_django_stays_on_its_long_term_release() -> None:
    assert Version("5.2") <= Version(version("Django")) < Version("5.3")
