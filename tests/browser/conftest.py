"""The real server, a real Chromium, and a hand that draws on the page with real pointers."""

import base64
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BOOT_S = 20
LAPTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
PREDICT = "**/api/predict*"
SAMPLES = json.loads((ROOT / "static" / "samples.json").read_text())["samples"]
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


@pytest.fixture(scope="session")
def server_url(tmp_path_factory):
    """Start gunicorn as `make run` does, on a port of its own."""
    url = f"http://127.0.0.1:{free_port()}"
    log = tmp_path_factory.mktemp("server") / "output.txt"
    command = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "webapp:create_app()"]
    environment = {**os.environ, "TRAZO_BIND": url.removeprefix("http://"), "WEB_CONCURRENCY": "1"}
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

    def open_one(path: str = "/", **options) -> Sheet:
        defaults = {"viewport": LAPTOP, "locale": "en-GB", "base_url": server_url}
        context = browser.new_context(**(defaults | options))
        context.set_default_timeout(10_000)
        contexts.append(context)
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


class Sheet:
    """The page as a person has it before them."""

    def __init__(self, page):
        self.page = page
        self.devtools = None
        self.pad = page.locator("#pad")
        self.answer = page.locator("#answer")
        self.digit = page.locator(".digit")
        self.headline = page.locator(".headline")
        self.detail = page.locator(".detail")
        self.undo = page.locator("#undo")
        self.redo = page.locator("#redo")
        self.clear = page.locator("#clear")
        self.wait_until_ready()

    def wait_until_ready(self):
        expect(self.page.locator("html")).to_have_attribute("data-ready", "")

    def place(self, x, y):
        """Return where a point of the pad, in pad units, is in the window."""
        box = self.pad.bounding_box()
        return box["x"] + x * box["width"], box["y"] + y * box["height"]

    def stroke(self, points):
        """Draw one stroke with the mouse through points in pad units."""
        box = self.pad.bounding_box()
        self.press(*points[0])
        for x, y in points[1:]:
            self.page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
        self.page.mouse.up()

    def press(self, x, y):
        self.page.mouse.move(*self.place(x, y))
        self.page.mouse.down()

    def write(self, digit, variant=0, scale=1.0, left=0.0, top=0.0):
        """Draw a digit as the samples have it, made smaller and moved."""
        for stroke in sample(digit, variant)["strokes"]:
            points = [(left + x * scale, top + y * scale) for x, y, *_ in stroke["points"]]
            self.stroke([*points[:-1:2], points[-1]])

    def expect_digit(self, digit):
        expect(self.answer).to_have_attribute("data-state", "idle")
        expect(self.digit).to_have_text(str(digit))

    def expect_empty(self):
        expect(self.answer).to_have_attribute("data-verdict", "empty")
        expect(self.page.locator("#hint")).to_be_visible()
        assert self.ink() == 0

    def ink(self):
        """Return the share of the pad that is inked, once the next frame is painted."""
        return self.page.evaluate(
            """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
                const pad = document.getElementById("pad");
                const { data } = pad.getContext("2d").getImageData(0, 0, pad.width, pad.height);
                let inked = 0;
                for (let i = 3; i < data.length; i += 4) inked += data[i] > 127;
                done(inked / (pad.width * pad.height));
            })))"""
        )

    def strokes(self):
        """Return the strokes that the page keeps for a reload."""
        return self.page.evaluate('JSON.parse(sessionStorage.getItem("trazo.drawing") ?? "[]")')

    def touch(self, kind, *fingers):
        """Send a touch event; each finger is (id, x, y) in pad units, a lifted one is left out."""
        points = []
        for finger, x, y in fingers:
            left, top = self.place(x, y)
            points.append({"x": left, "y": top, "id": finger})
        # A touch belongs to the session that began it.
        self.devtools = self.devtools or self.page.context.new_cdp_session(self.page)
        self.devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def touch_stroke(self, points):
        self.touch("touchStart", (0, *points[0]))
        for point in points[1:]:
            self.touch("touchMove", (0, *point))
        self.touch("touchEnd")


def sample(digit, variant=0):
    return [sample for sample in SAMPLES if sample["digit"] == digit][variant]


def prediction(digit, verdict="digit", second=None):
    """Make an answer as the server gives it."""
    second = (digit + 1) % 10 if second is None else second
    probabilities = [0.005] * 10
    probabilities[digit], probabilities[second] = 0.9, 0.06
    return {
        "model": "lenet",
        "digit": digit,
        "probabilities": probabilities,
        "verdict": verdict,
        "input": base64.b64encode(bytes(784)).decode(),
    }
