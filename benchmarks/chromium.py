"""The system's Chromium, as benchmarks and pictures use it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright


@contextmanager
def chromium(*arguments: str) -> Iterator[Browser]:
    """Start the system's Chromium, with arguments of its own if any, and end it."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    asked = ["--no-sandbox", *arguments]
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=path, args=asked) as browser,
    ):
        yield browser
