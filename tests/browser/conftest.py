"""The real server and a real Chromium."""

import pytest
from chromium import CHROMIUM_ARGS, chromium_path
from contexts import Contexts
from openings import Opener
from pad_page import PATIENCE_MS, PHONE, PadPage
from playwright.sync_api import expect, sync_playwright
from real_server import serving

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def server_url(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("server"), {"WEB_CONCURRENCY": "1"}) as server:
        yield server.url


@pytest.fixture(scope="session")
def browser():
    path = chromium_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def contexts(browser, server_url):
    return Contexts(browser, server_url)


@pytest.fixture
def service_workers():
    """Keeping the pages takes a browser longer than most tests: only some let it."""
    return "block"


@pytest.fixture
def open_page(contexts, service_workers):
    """Return a function that opens a page in a context in which nothing is kept.

    Errors on any page's console fail the test, but for those of answers that failed on purpose.
    """
    opener = Opener(contexts, service_workers)
    yield opener.open
    opener.close()
    assert opener.unexpected() == []


@pytest.fixture
def open_sheet(open_page):
    """Return a function that opens a page with a pad, and waits until one can draw on it."""

    def open_one(path: str = "/", init_script: str = "", **options) -> PadPage:
        return PadPage(open_page(path, init_script, **options))

    return open_one


@pytest.fixture
def sheet(open_sheet):
    """Open the page on a laptop, in English."""
    return open_sheet()


@pytest.fixture
def phone(open_sheet):
    """Open the page on a phone with a touch screen."""
    return open_sheet(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=3)
