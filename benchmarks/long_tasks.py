"""How long the page keeps a slow processor from anything else while one draws.

`python -m benchmarks.long_tasks` draws a 4, with 60 pen moves a second, on each page, in Chromium
with the processor slowed by four, and lists the tasks of the page's thread that took more than
50 ms of it at a stretch. Processor time, not the clock's: what else the machine does is not the
page's. `python -m benchmarks.long_tasks compare` measures the pages whose names have that word.
"""

import sys
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page

from benchmarks.chromium import chromium
from benchmarks.questions import as_png
from benchmarks.samples import Strokes, sample_of, strokes_of
from benchmarks.servers import trazo
from trainer.data.drawings import drawn

SLOWED = 4
# A garbage collection may fall into one round: the other says what is always there.
ROUNDS = 2
# What the page does as it is opened is over by then, and what follows a stroke is in.
SETTLED_MS = 2500
MOVE_MS = 16
DIGIT = 4
PAGES = {
    "the pad": ("/", ""),
    "compare": ("/", "#compare"),
    "inside, steps": ("/inside?view=steps", ""),
    "inside, layers": ("/inside?view=layers", ""),
    "inside, layers of the largest network": ("/inside?view=layers&model=teacher", ""),
    "inside, pixels": ("/inside?view=pixels", ""),
    "the tour": ("/tour?stop=2", ""),
}
LONG_MS = 50
TRACED = {"includedCategories": ["toplevel", "__metadata"]}
TASKS = ("RunTask", "ThreadControllerImpl::RunTask")


@dataclass(frozen=True)
class Round:
    """The tasks over 50 ms while a digit was drawn, in milliseconds."""

    longest_first: tuple[float, ...]

    def __str__(self) -> str:
        """Say how many there were, and how long they took."""
        if not self.longest_first:
            return "none"
        return f"{len(self.longest_first)}: " + ", ".join(f"{ms:.0f}" for ms in self.longest_first)


def main() -> int:
    """Measure every page, or those that are named; the exit code is 1 where one has a long task."""
    named = " ".join(sys.argv[1:])
    strokes = strokes_of(sample_of(DIGIT))
    found = {}
    with trazo(as_png(drawn(strokes)), workers=1) as server, chromium() as browser:
        for name, (path, pressed) in PAGES.items():
            if named not in name:
                continue
            address = f"http://127.0.0.1:{server.port}{path}"
            rounds = [measure(browser, address, pressed, strokes) for _ in range(ROUNDS)]
            found[name] = min(rounds, key=lambda each: sum(each.longest_first))
            print(f"{name:40} {found[name]}", flush=True)
    return 1 if any(each.longest_first for each in found.values()) else 0


def measure(browser: Browser, address: str, pressed: str, strokes: Strokes) -> Round:
    """Draw strokes, in pad units, on a page of its own; `pressed` is the button to press before."""
    page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="en-GB")
    try:
        page.goto(address)
        page.wait_for_selector("html[data-ready]")
        if pressed:
            page.click(pressed)
        # A first digit: what is laid out once is there before what is measured.
        _draw(page, strokes)
        page.wait_for_timeout(SETTLED_MS)
        page.keyboard.press("Escape")
        devtools = page.context.new_cdp_session(page)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
        page.wait_for_timeout(SETTLED_MS)
        tasks = _tasks(page, devtools, strokes)
        return Round(tuple(sorted((ms for ms in tasks if ms > LONG_MS), reverse=True)))
    finally:
        page.close()


def _tasks(page: Page, devtools: CDPSession, strokes: Strokes) -> list[float]:
    """Draw, and return the processor time of each task of the page's thread, in milliseconds."""
    events: list[dict[str, Any]] = []
    ended: list[object] = []
    devtools.on("Tracing.dataCollected", lambda told: events.extend(told["value"]))
    devtools.on("Tracing.tracingComplete", lambda told: ended.append(told))
    devtools.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": TRACED})
    _draw(page, strokes)
    page.wait_for_timeout(SETTLED_MS)
    devtools.send("Tracing.end")
    while not ended:
        page.wait_for_timeout(MOVE_MS)
    threads = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    return [
        event["tdur"] / 1000
        for event in events
        if event["name"] in TASKS and (event["pid"], event["tid"]) in threads and "tdur" in event
    ]


def _draw(page: Page, strokes: Strokes) -> None:
    box = page.locator("#pad").bounding_box()
    if box is None:
        raise RuntimeError("The page shows no pad.")
    for stroke in strokes:
        points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in stroke]
        page.mouse.move(*points[0])
        page.mouse.down()
        for point in points[1:]:
            page.mouse.move(*point)
            page.wait_for_timeout(MOVE_MS)
        page.mouse.up()


if __name__ == "__main__":
    sys.exit(main())
