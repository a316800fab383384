"""The network in the page, in figures: one forward pass, preprocessing, the Worker's start, bytes.

Measured in Chromium on the real server, by the modules that the page has.
"""

import gzip
import json
import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from benchmarks.environment import ROOT, machine
from benchmarks.questions import as_png
from benchmarks.servers import trazo
from trainer.data.drawings import drawn

MEASURE = Path(__file__).with_name("page_network.js")
RESULTS = Path(__file__).with_name("page_network.json")
ROUNDS = 300
STARTS = 10
# Drawings that are learned at once: as many as a browser keeps.
KEPT = 200


def main() -> None:
    """Measure, print, and keep the figures in page_network.json."""
    results = measured()
    RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(results, indent=2))


def measured() -> dict[str, Any]:
    """Return medians in milliseconds, and bytes; `code_bytes` are those of the modules, gzipped."""
    samples = json.loads((ROOT / "static" / "samples.json").read_text(encoding="utf-8"))["samples"]
    told = {
        "strokes": [sample["strokes"] for sample in samples],
        "model": "lenet",
        "rounds": ROUNDS,
        "starts": STARTS,
        "kept": KEPT,
    }
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    strokes = [[point[:2] for point in stroke["points"]] for stroke in samples[0]["strokes"]]
    with trazo(as_png(drawn(strokes)), workers=1) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(base_url=f"http://127.0.0.1:{server.port}")
        page.goto("/")
        results: dict[str, Any] = page.evaluate(MEASURE.read_text(encoding="utf-8"), told)
        browser.close()
    return results | {"code_bytes": code_bytes(), "machine": machine()}


def code_bytes() -> int:
    """Return what the modules of the network and its Worker take, compressed by gzip."""
    folders = [ROOT / "static" / "js" / name for name in ("network", "worker")]
    files = [path for folder in folders for path in folder.rglob("*.js")]
    return sum(len(gzip.compress(path.read_bytes())) for path in files)


if __name__ == "__main__":
    main()
