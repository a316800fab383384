"""Strokes to ink, as the page draws them: the twin of static/js/pad/ink.js and raster.js.

A test in tests/browser/ draws the same strokes in both and compares the pictures.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

Strokes = Sequence[Sequence[Sequence[float]] | npt.NDArray[np.float64]]

SIDE = 280
# Drawn so many times larger and then averaged: Pillow's lines have no soft edge of their own.
SUPERSAMPLING = 3
# Chords a quadratic curve is drawn with; at 280 pixels more cannot be seen.
CHORDS = 6


@dataclass(frozen=True)
class Placement:
    """Where and how large a drawing is put on the pad, and with how wide a pen.

    Attributes:
        size: longer side of the strokes' bounding box, as a share of the pad's side.
        x, y: where the middle of the bounding box is put, as shares of the pad's side.
        pen: width of the pen, as a share of the pad's side.
    """

    size: float = 0.6
    x: float = 0.5
    y: float = 0.5
    pen: float = 0.06


def as_arrays(strokes: Strokes) -> list[npt.NDArray[np.float64]]:
    """Return the strokes' places, float64 (points, 2) each; empty strokes are left out."""
    return [np.asarray(stroke, np.float64)[:, :2] for stroke in strokes if len(stroke)]


def place(strokes: Strokes, placement: Placement = Placement()) -> list[npt.NDArray[np.float64]]:
    """Scale strokes of any unit to the pad: float64 (points, 2) each, in pad units 0..1."""
    arrays = as_arrays(strokes)
    points = np.concatenate(arrays)
    low, high = points.min(axis=0), points.max(axis=0)
    longer = (high - low).max()
    scale = placement.size / longer if longer > 0 else 1.0
    middle = np.array([placement.x, placement.y])
    return [(array - (low + high) / 2) * scale + middle for array in arrays]


def pen_width(strokes: Sequence[npt.NDArray[np.float64]], pen: float) -> float:
    """Return the pen's width in pad units, in proportion to the drawing.

    The page's rule: between 6 % and 14 % of the drawing's longer side, at least 3 of 280
    pixels. A small digit drawn with the screen's fat pen is otherwise a blob.
    """
    points = np.concatenate(strokes)
    longer = float((points.max(axis=0) - points.min(axis=0)).max())
    return max(3 / 280, min(max(pen, 0.06 * longer), 0.14 * longer))


def render(
    strokes: Sequence[npt.NDArray[np.float64]], width: float, side: int = SIDE
) -> npt.NDArray[np.uint8]:
    """Draw strokes with a round pen.

    Args:
        strokes: float (points, 2) each, pad units, y down.
        width: of the pen, in pad units.
        side: of the picture, in pixels.

    Returns:
        uint8 (side, side), 255 = full ink.
    """
    scale = side * SUPERSAMPLING
    canvas = Image.new("L", (scale, scale))
    draw = ImageDraw.Draw(canvas)
    radius = width * scale / 2
    for stroke in strokes:
        path = _thinned(smooth(stroke) * scale, 0.2 * radius)
        # Lines with a disc at each joint: Pillow's joint="curve" does the same in Python.
        if len(path) > 1:
            draw.line(path.ravel().tolist(), fill=255, width=max(1, round(2 * radius)))
        reach = max(0.0, radius - 0.5)  # Pillow counts the corners of the box in
        for x, y in path.tolist():
            draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=255)
    return np.asarray(canvas.reduce(SUPERSAMPLING))


def render_as_page(
    strokes: Sequence[npt.NDArray[np.float64]], pen: float = Placement.pen
) -> npt.NDArray[np.uint8]:
    """Draw placed strokes as the page does: its side, and its rule for the pen's width."""
    return render(strokes, pen_width(strokes, pen))


def _thinned(path: npt.NDArray[np.float64], spacing: float) -> npt.NDArray[np.float64]:
    """Leave out points that lie closer together than can be seen; the ends stay."""
    if len(path) < 3:
        return path
    steps = np.hypot(*np.diff(path, axis=0).T)
    marks = np.floor(np.cumsum(steps) / max(spacing, 1.0))
    kept: npt.NDArray[np.bool_] = np.concatenate([[True], np.diff(marks, prepend=-1) > 0])
    kept[-1] = True
    return path[kept]


def smooth(stroke: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the polyline of the page's curve: quadratic, through the midpoints of the samples."""
    if len(stroke) < 3:
        return stroke
    middles = (stroke[:-1] + stroke[1:]) / 2
    t = np.linspace(0, 1, CHORDS + 1)[1:, None, None]
    start, control, end = middles[:-1], stroke[1:-1], middles[1:]
    curves = (1 - t) ** 2 * start + 2 * (1 - t) * t * control + t**2 * end
    return np.concatenate(
        [stroke[:1], middles[:1], curves.swapaxes(0, 1).reshape(-1, 2), stroke[-1:]]
    )
