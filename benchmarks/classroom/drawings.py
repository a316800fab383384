"""Drawings as they grow under a pen: what a page sends while its digit is being drawn."""

import io
from typing import Any

import numpy as np
from PIL import Image

from benchmarks.samples import samples, strokes_of
from trainer.data.rendering import render_as_page

# A digit takes about a second and a half to draw, a page sends a frame each 60 ms.
FRAMES = 25

Frames = list[bytes]


def growing_drawings(count: int = 20) -> list[Frames]:
    """Return for each of so many of the page's samples its frames: PNGs, 280x280, ever more ink."""
    return [_frames(sample) for sample in samples()[:count]]


def _frames(sample: dict[str, Any]) -> Frames:
    strokes = [np.array(stroke, float) for stroke in strokes_of(sample)]
    points = sum(len(stroke) for stroke in strokes)
    # The first frame has a tenth of the ink: less may be the dot that is refused as blank.
    shares = np.linspace(0.1, 1, FRAMES)
    return [_png(_begun(strokes, max(3, round(share * points)))) for share in shares]


def _begun(strokes: list[np.ndarray], points: int) -> list[np.ndarray]:
    """Return the part of the strokes that the first so many points make."""
    drawn = []
    for stroke in strokes:
        if points < 2:
            break
        drawn.append(stroke[:points])
        points -= len(stroke)
    return drawn


def _png(strokes: list[np.ndarray]) -> bytes:
    file = io.BytesIO()
    Image.fromarray(255 - render_as_page(strokes)).save(file, "PNG")
    return file.getvalue()
