"""Strokes to MNIST's form, with the pen that the pad has for what it posts."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from webapp.reading.errors import InvalidDrawing
from webapp.reading.preprocessing import to_mnist

SIDE = 280  # as static/js/pad/raster.js has it, and the four below
PEN, MIN_PEN, THINNEST, THICKEST = 0.06, 3.0, 0.06, 0.14

Strokes = Sequence[Sequence[Sequence[float]]]


def rendered(strokes: Strokes) -> npt.NDArray[np.uint8]:
    """Draw strokes, of points (x, y) in units of the pad, as MNIST would have them.

    Returns:
        uint8 (28, 28), 255 = full ink; empty where there is too little ink to read.
    """
    picture = Image.new("L", (SIDE, SIDE))
    pen = ImageDraw.Draw(picture)
    points = np.array([point for stroke in strokes for point in stroke])
    side = float(np.ptp(points, axis=0).max()) * SIDE
    width = max(MIN_PEN, min(max(PEN * SIDE, THINNEST * side), THICKEST * side))
    for stroke in strokes:
        _draw(pen, [(SIDE * x, SIDE * y) for x, y in stroke], width)
    try:
        return to_mnist(np.asarray(picture))
    except InvalidDrawing:
        return np.zeros((28, 28), np.uint8)


def _draw(pen: ImageDraw.ImageDraw, points: list[tuple[float, float]], width: float) -> None:
    pen.line(points, fill=255, width=round(width))
    for x, y in points:  # round ends and joints
        half = width / 2
        pen.ellipse((x - half, y - half, x + half, y + half), fill=255)
