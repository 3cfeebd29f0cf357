"""Pytest plugin: throw-away PostgreSQL and Valkey, and a word about missing browsers.

Loaded by `-p` before Django's settings are read. Sets DATABASE_URL and VALKEY_URL unless given;
each xdist worker gets a database of its own (pytest-django) and a Valkey of its own
(`VALKEY_URL_GW0`, …: see backend/settings/test.py). Tests marked `e2e` need a Chromium.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.devstack.browser import find_chromium
from backend.devstack.data_folder import make_identity_keys
from backend.devstack.postgres import Postgres
from backend.devstack.valkey import Valkey

NO_BROWSER = (
    "NO BROWSER TESTS WERE RUN: there is no Chromium here. Install one (Debian: apt-get install "
    "chromium) or name it with CHROMIUM=/path/to/chromium."
)
_SERVERS: list[Postgres | Valkey] = []
_FOLDERS: list[Path] = []


def _is_xdist_worker() -> bool:
    return "PYTEST_XDIST_WORKER" in os.environ


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """The earliest hook: before pytest-django touches the settings."""
    if not _is_xdist_worker():
        _require_browser_if_asked()
        _start_servers(getattr(early_config.known_args_namespace, "numprocesses", None) or 0)
    return (yield)


def pytest_unconfigure() -> None:
    """Stop what was started; the folders go with it."""
    for server in reversed(_SERVERS):
        server.stop()
    for folder in _FOLDERS:
        shutil.rmtree(folder, ignore_errors=True)
    _SERVERS.clear()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Browser tests come last; without a Chromium they are not part of the run."""
    items.sort(key=lambda item: item.get_closest_marker("e2e") is not None)
    if find_chromium() is None:
        browser_tests = [item for item in items if item.get_closest_marker("e2e")]
        config.hook.pytest_deselected(items=browser_tests)
        items[:] = [item for item in items if item not in browser_tests]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly when browser tests were left out, and hand the counts to `./test`."""
    if find_chromium() is None:
        terminalreporter.write_sep("!", red=True)
        terminalreporter.write_line(NO_BROWSER, red=True, bold=True)
        terminalreporter.write_sep("!", red=True)
    counts_file = os.environ.get("HOCSO_TEST_COUNTS")
    if counts_file:
        stats = terminalreporter.stats
        failed = len(stats.get("failed", [])) + len(stats.get("error", []))
        Path(counts_file).write_text(f"{len(stats.get('passed', []))} {failed}")


def _require_browser_if_asked() -> None:
    if os.environ.get("HOCSO_REQUIRE_BROWSER") == "1" and find_chromium() is None:
        raise pytest.UsageError(f"HOCSO_REQUIRE_BROWSER=1, but: {NO_BROWSER}")


def _start_servers(workers: int) -> None:
    # Once, before there are workers: all of them use the same keys.
    make_identity_keys(Path(os.environ.setdefault("DATA_DIR", str(_folder()))))
    if "DATABASE_URL" not in os.environ:
        postgres = Postgres(_folder() / "postgres", durable=False)
        _SERVERS.append(postgres)
        postgres.start()
        os.environ["DATABASE_URL"] = postgres.url
    if "VALKEY_URL" not in os.environ:
        os.environ["VALKEY_URL"] = _start_valkey()
        for number in range(workers):
            os.environ[f"VALKEY_URL_GW{number}"] = _start_valkey()


def _start_valkey() -> str:
    valkey = Valkey(_folder() / "valkey", durable=False)
    _SERVERS.append(valkey)
    valkey.start()
    return valkey.url


def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="hocso-test-"))
    _FOLDERS.append(folder)
    return folder
