"""The system's Chromium."""

import os
import shutil

import pytest

# Chromium without its windows: a page of it takes half the time.
HEADLESS = "chromium-headless-shell"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium_path() -> str:
    """Find the system's Chromium; Playwright's own download is not needed."""
    return _first(HEADLESS, *BROWSERS)


def whole_chromium_path() -> str:
    """Find the system's Chromium with all that people have: its back/forward cache, too."""
    return _first(*BROWSERS)


def _first(*names: str) -> str:
    named = os.environ.get("TRAZO_CHROMIUM")
    path = named or next(filter(None, map(shutil.which, names)), None)
    if not path:
        pytest.fail(
            "The browser tests need Chromium: sudo apt-get install chromium"
            " (or set TRAZO_CHROMIUM to a Chrome or Chromium).",
            pytrace=False,
        )
    return path
