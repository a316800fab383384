"""The README's pictures of the page that looks inside: `make screenshots` takes them anew.

A sample digit is on the pad, at a projector's 1366x768.
"""

import json
import shutil
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, ViewportSize, sync_playwright

from benchmarks.environment import ROOT
from benchmarks.questions import as_png
from benchmarks.servers import trazo
from trainer.data.drawings import drawn

SCREEN: ViewportSize = {"width": 1366, "height": 768}
DIGIT = 4
SETTLED_MS = 1500


def main() -> None:
    """Serve Trazo, open the page's views, and write docs/inside-*.png."""
    sample = _sample()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    strokes = [[point[:2] for point in stroke["points"]] for stroke in sample["strokes"]]
    with trazo(as_png(drawn(strokes)), workers=1) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(
            viewport=SCREEN, locale="en-GB", base_url=f"http://127.0.0.1:{server.port}"
        )
        drawing = json.dumps(json.dumps(sample["strokes"]))
        page.add_init_script(f'sessionStorage.setItem("trazo.drawing", {drawing})')
        page.goto("/inside")
        for view, prepare in VIEWS.items():
            page.click(f"#tab-{view}")
            page.wait_for_timeout(SETTLED_MS)
            prepare(page)
            page.wait_for_timeout(SETTLED_MS)
            page.screenshot(path=ROOT / "docs" / f"inside-{view}.png")
        browser.close()


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


def _sample() -> dict[str, Any]:
    samples: list[dict[str, Any]] = json.loads(
        (ROOT / "static" / "samples.json").read_text(encoding="utf-8")
    )["samples"]
    return next(each for each in samples if each["digit"] == DIGIT)


if __name__ == "__main__":
    main()
