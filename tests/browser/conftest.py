"""The real server and a real Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from sheet import LAPTOP, PHONE, Sheet

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BOOT_S = 20
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def is_healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=1) as answer:
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def wait_until_healthy(process: subprocess.Popen, url: str, log: Path) -> None:
    end = time.monotonic() + BOOT_S
    while not is_healthy(url):
        if process.poll() is not None or time.monotonic() > end:
            pytest.fail(f"The server did not start. It said:\n{log.read_text()}", pytrace=False)
        time.sleep(0.05)


@contextmanager
def serving(log: Path, **settings: str) -> Iterator[str]:
    """Start gunicorn as `make run` does, on a port of its own, and give its address."""
    url = f"http://127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "webapp:create_app()"]
    environment = {**os.environ, "TRAZO_BIND": url.removeprefix("http://"), "WEB_CONCURRENCY": "1"}
    environment |= settings
    with log.open("w") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        wait_until_healthy(process, url, log)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=30)
    print(log.read_text())


@pytest.fixture(scope="session")
def server_url(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("server") / "output.txt") as url:
        yield url


@pytest.fixture(scope="session")
def browser():
    """Launch the system's Chromium; Playwright's own download is not needed."""
    named = os.environ.get("TRAZO_CHROMIUM")
    path = named or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not path:
        pytest.fail(
            "The browser tests need Chromium: sudo apt-get install chromium"
            " (or set TRAZO_CHROMIUM to a Chrome or Chromium).",
            pytrace=False,
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGS)
        yield browser
        browser.close()


@pytest.fixture
def open_sheet(browser, server_url):
    """Return a function that opens the page in a context of its own.

    Errors on any page's console fail the test, but for those of answers that failed on purpose.
    """
    contexts, errors = [], []

    def open_one(path: str = "/", init_script: str = "", **options) -> Sheet:
        defaults = {"viewport": LAPTOP, "locale": "en-GB", "base_url": server_url}
        context = browser.new_context(**(defaults | options))
        context.set_default_timeout(10_000)
        contexts.append(context)
        context.add_init_script(init_script)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        page.goto(path)
        return Sheet(page)

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
