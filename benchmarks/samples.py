"""The digits that the page itself draws, as benchmarks draw them."""

import json
from typing import Any

from benchmarks.environment import ROOT

Strokes = list[list[list[float]]]


def samples() -> list[dict[str, Any]]:
    """Return the page's samples: each its `digit`, and its `strokes` of points x, y, time."""
    text = (ROOT / "static" / "samples.json").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text)["samples"]
    return found


def sample_of(digit: int) -> dict[str, Any]:
    """Return the first sample of a digit."""
    return next(each for each in samples() if each["digit"] == digit)


def strokes_of(sample: dict[str, Any]) -> Strokes:
    """Return a sample's strokes without their times, in pad units."""
    return [[point[:2] for point in stroke["points"]] for stroke in sample["strokes"]]
