"""A whole running stack with the demonstration, and phones to use it with."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from backend.devstack.browser import find_chromium
from backend.devstack.stack import Stack
from tests.e2e.phone import CHROMIUM_OPTIONS, new_phone


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    if find_chromium() is None:
        pytest.skip("there is no Chromium here")
    with Stack(durable=False, environment=SETTINGS) as stack:
        stack.manage("load_demonstration")
        yield stack


@pytest.fixture(scope="session")
def browser(stack: Stack) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=list(CHROMIUM_OPTIONS)
        )
        yield browser
        browser.close()


@pytest.fixture
def phone(browser: Browser, stack: Stack) -> Iterator[Page]:
    """A small phone that fails the test when a page throws or runs a script it may not."""
    yield from new_phone(browser, stack.url)


@pytest.fixture
def second_phone(browser: Browser, stack: Stack) -> Iterator[Page]:
    yield from new_phone(browser, stack.url)


SETTINGS = {"DJANGO_SETTINGS_MODULE": "backend.settings.development"}
