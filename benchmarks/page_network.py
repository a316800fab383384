"""The network in the page, in figures: one forward pass, preprocessing, the Worker's start, bytes.

Measured in Chromium on the real server, by the modules that the page has.
"""

import gzip
import json
from pathlib import Path
from typing import Any

from benchmarks.chromium import chromium
from benchmarks.environment import ROOT, machine
from benchmarks.questions import as_png
from benchmarks.samples import samples, strokes_of
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
    drawings = samples()
    told = {
        "strokes": [sample["strokes"] for sample in drawings],
        "model": "lenet",
        "rounds": ROUNDS,
        "starts": STARTS,
        "kept": KEPT,
    }
    question = as_png(drawn(strokes_of(drawings[0])))
    with trazo(question, workers=1) as server, chromium() as browser:
        page = browser.new_page(base_url=f"http://127.0.0.1:{server.port}")
        page.goto("/")
        results: dict[str, Any] = page.evaluate(MEASURE.read_text(encoding="utf-8"), told)
    return results | {"code_bytes": code_bytes(), "machine": machine()}


def code_bytes() -> int:
    """Return what the modules of the network and its Worker take, compressed by gzip."""
    folders = [ROOT / "static" / "js" / name for name in ("network", "worker")]
    files = [path for folder in folders for path in folder.rglob("*.js")]
    return sum(len(gzip.compress(path.read_bytes())) for path in files)


if __name__ == "__main__":
    main()
