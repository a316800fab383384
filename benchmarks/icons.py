"""The icons of the installed app: `make icons` draws them anew from the favicon's own drawing.

Two with the favicon's round corners, one for a phone's home screen that rounds them itself, and
a maskable one: a system may cut it to a circle of four fifths of its side, so that its ground
goes to the edge and its drawing stays well inside (https://www.w3.org/TR/appmanifest/#icon-masks).
"""

import re

from playwright.sync_api import Browser

from benchmarks.chromium import chromium
from benchmarks.environment import ROOT

FAVICON = ROOT / "static" / "icons" / "trazo.svg"
# How large the drawing is on a ground that goes to the edge; 1: as in the favicon.
FULL_BLEED_SCALE = 0.8


def main() -> None:
    """Write static/icons/trazo-*.png."""
    drawing = FAVICON.read_text(encoding="utf-8")
    icons = {
        "trazo-192.png": (192, drawing),
        "trazo-512.png": (512, drawing),
        "trazo-180-touch.png": (180, full_bleed(drawing)),
        "trazo-512-maskable.png": (512, full_bleed(drawing)),
    }
    with chromium() as browser:
        for name, (side, svg) in icons.items():
            FAVICON.with_name(name).write_bytes(rendered(browser, svg, side))


def full_bleed(svg: str) -> str:
    """Return the drawing made smaller about its middle, on a ground without round corners."""
    square = re.sub(r' rx="\d+"', "", svg)
    smaller = f"translate(16 16) scale({FULL_BLEED_SCALE}) translate(-16 -16)"
    return square.replace("<path ", f'<path transform="{smaller}" ')


def rendered(browser: Browser, svg: str, side: int) -> bytes:
    """Return a drawing as a PNG of so many pixels, transparent where nothing is drawn."""
    page = browser.new_page(viewport={"width": side, "height": side})
    page.set_content(f"<style>body {{ margin: 0 }} svg {{ display: block }}</style>{svg}")
    png = page.screenshot(omit_background=True)
    page.close()
    return png


if __name__ == "__main__":
    main()
