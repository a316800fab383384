"""The real server and a real Chromium."""

import pytest
from chromium import CHROMIUM_ARGS, chromium_path
from pad_page import LAPTOP, PATIENCE_MS, PHONE, PadPage
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


@pytest.fixture
def service_workers():
    """Keeping the pages takes a browser longer than most tests: only some let it."""
    return "block"


@pytest.fixture
def open_sheet(browser, server_url, service_workers):
    """Return a function that opens the page in a context of its own.

    Errors on any page's console fail the test, but for those of answers that failed on purpose.
    """
    contexts, errors = [], []

    def open_one(path: str = "/", init_script: str = "", **options) -> PadPage:
        defaults = {"viewport": LAPTOP, "locale": "en-GB", "base_url": server_url}
        defaults["service_workers"] = service_workers
        context = browser.new_context(**(defaults | options))
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        context.add_init_script(init_script)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        page.goto(path)
        return PadPage(page)

    yield open_one
    for context in contexts:
        context.close()
    assert [error for error in errors if "Failed to load resource" not in error] == []


@pytest.fixture
def sheet(open_sheet):
    """Open the page on a laptop, in English."""
    return open_sheet()


@pytest.fixture
def phone(open_sheet):
    """Open the page on a phone with a touch screen."""
    return open_sheet(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=3)
