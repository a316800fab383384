"""The README's pictures, which `make screenshots` takes anew: inside the network, and of a class.

Inside, a sample digit is on the pad, at a projector's 1366x768.
"""

import json
import sys
import tempfile
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize

from benchmarks import class_pictures
from benchmarks.chromium import chromium
from benchmarks.environment import ROOT
from benchmarks.questions import as_png
from benchmarks.samples import sample_of, strokes_of
from benchmarks.servers import trazo
from trainer.data.drawings import drawn

SCREEN: ViewportSize = {"width": 1366, "height": 768}
DIGIT = 4
SETTLED_MS = 1500
PICTURES = ("inside", "class")


def main() -> None:
    """Serve Trazo and take every picture, or those that the arguments name: `inside`, `class`."""
    asked = sys.argv[1:] or PICTURES
    sample = sample_of(DIGIT)
    with (
        tempfile.TemporaryDirectory() as folder,
        trazo(
            as_png(drawn(strokes_of(sample))), 1, {"DATABASE_URL": f"sqlite:///{folder}/classes.db"}
        ) as server,
        chromium(class_pictures.AT_HOST) as browser,
    ):
        if "inside" in asked:
            _take_inside(browser, server.port, sample)
        if "class" in asked:
            class_pictures.take(browser, server.port)


def _take_inside(browser: Browser, port: int, sample: dict[str, Any]) -> None:
    """Open the views of the page that looks inside, and write docs/inside-*.png."""
    page = browser.new_page(viewport=SCREEN, locale="en-GB", base_url=f"http://127.0.0.1:{port}")
    drawing = json.dumps(json.dumps(sample["strokes"]))
    page.add_init_script(f'sessionStorage.setItem("trazo.drawing", {drawing})')
    page.goto("/inside")
    for view, prepare in VIEWS.items():
        page.click(f"#tab-{view}")
        page.wait_for_timeout(SETTLED_MS)
        prepare(page)
        page.wait_for_timeout(SETTLED_MS)
        page.screenshot(path=ROOT / "docs" / f"inside-{view}.png")


def _point_at_a_unit(page: Page) -> None:
    box = page.locator('[data-kind="Conv2D"] canvas').first.bounding_box()
    if box:
        page.mouse.move(box["x"] + 30, box["y"] + 30)


def _ask_for_a_nine(page: Page) -> None:
    page.check("[name=class][value='9']")


VIEWS: dict[str, Callable[[Page], None]] = {
    "layers": _point_at_a_unit,
    "pixels": _ask_for_a_nine,
}


if __name__ == "__main__":
    main()
