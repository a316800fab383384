"""A hand that draws on the page with real pointers, and an eye that reads it."""

import base64
import json
from pathlib import Path

from playwright.sync_api import expect
from real_server import LIMIT_S

ROOT = Path(__file__).parents[2]
LAPTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
# A page that is slow because the machine is fails no test: only what never comes does.
PATIENCE_MS = LIMIT_S * 1000
# The page asks again within 60 ms of an answer, or not at all. Its timers go off in the order in
# which they are due, however slow the machine: once one of 70 ms has, nothing is to be asked.
SETTLED = """async () => {
    const answer = document.getElementById("answer");
    let changed = false;
    const watcher = new MutationObserver(() => { changed = true; });
    watcher.observe(answer, { attributeFilter: ["data-state"] });
    await new Promise((done) => setTimeout(done, 70));
    watcher.disconnect();
    return !changed && answer.dataset.state === "idle";
}"""
PAINTED = """async (frames) => {
    for (; frames > 0; frames--) await new Promise(requestAnimationFrame);
}"""
PREDICT = "**/api/predict*"
# A browser in which the network cannot run: the server alone answers, and its troubles are told.
WITHOUT_WORKERS = "delete globalThis.Worker;"
SAMPLES = json.loads((ROOT / "static" / "samples.json").read_text())["samples"]


class PadPage:
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
        self.settle()
        expect(self.digit).to_have_text(str(digit))

    def settle(self):
        """Wait for the answer to what is there now: after it, none is on its way."""
        self.page.wait_for_function(SETTLED)

    def let_pass(self, milliseconds):
        """Wait for a timer of the page: what it had due before that has happened by then."""
        self.page.evaluate("(ms) => new Promise((done) => setTimeout(done, ms))", milliseconds)

    def paint(self, frames=2):
        """Wait until the page has painted so many frames."""
        self.page.evaluate(PAINTED, frames)

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

    def touch(self, kind, *fingers, radius=1, **more):
        """Send a touch event; each finger is (id, x, y) in pad units, a lifted one left out."""
        points = []
        for finger, x, y in fingers:
            left, top = self.place(x, y)
            contact = {"radiusX": radius, "radiusY": radius}
            points.append({"x": left, "y": top, "id": finger} | contact)
        self._send("Input.dispatchTouchEvent", type=kind, touchPoints=points, **more)

    def pen(self, kind, x, y, force=0.5, button="left", **more):
        """Send a pen's event: mousePressed, mouseMoved or mouseReleased, in pad units."""
        left, top = self.place(x, y)
        held = {"buttons": 0 if kind == "mouseReleased" else 1, "force": force}
        more = {"pointerType": "pen", "button": button, "clickCount": 1} | held | more
        self._send("Input.dispatchMouseEvent", type=kind, x=left, y=top, **more)

    def pen_stroke(self, points):
        self.pen("mousePressed", *points[0])
        for point in points[1:]:
            self.pen("mouseMoved", *point)
        self.pen("mouseReleased", *points[-1], force=0)

    def _send(self, method, **parameters):
        # A touch belongs to the session that began it.
        self.devtools = self.devtools or self.page.context.new_cdp_session(self.page)
        self.devtools.send(method, parameters)

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
