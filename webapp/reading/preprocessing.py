"""Ink of any size to the 28x28 image that MNIST would have made of it.

LeCun et al. (1998, section III.A) fitted each digit into 20x20 pixels, its aspect ratio
kept, and put its centre of mass in the middle of a 28x28 field. Measured on MNIST's 60,000
training images, that middle is pixel index 14: the centroid averages (14.00, 14.01).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from webapp.reading.cropping import crop
from webapp.reading.errors import BlankDrawing

VERSION = 1
SIDE = 28
BOX = 20
CENTRE = 14

# Ink under this distance from the ground (of 255) is paper grain, not a stroke.
FAINTEST = 12
# Of the darkest ink: what is fainter is the soft edge of a stroke, and outside the crop.
EDGE = 0.12
# Of the picture's longer side: a drawing no larger than this is a speck.
SPECK = 0.015

Digit = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Steps:
    """What `to_mnist` does to one drawing, step by step."""

    # Left, top, right, bottom of the ink in the picture, in its pixels.
    box: tuple[int, int, int, int]
    # The ink in that box with its longer side at 20 pixels: float32 (h, w), 0..255.
    scaled: npt.NDArray[np.float32]
    # Row and column of its centre of mass, in pixels from the box's first.
    mass: tuple[float, float]
    # Row and column of the 28x28 field at which the box's first pixel is put.
    place: tuple[int, int]
    digit: Digit


def to_mnist(ink: npt.NDArray[np.uint8]) -> Digit:
    """Crop to the ink, scale its longer side to 20 pixels and centre its mass at index 14.

    Args:
        ink: uint8 (H, W), 0 = ground; how dark the ink is does not matter, only its shape.

    Returns:
        uint8 (28, 28), 255 = the darkest ink.

    Raises:
        BlankDrawing: nothing is drawn, or no more than a speck.
    """
    return steps_to_mnist(ink).digit


def steps_to_mnist(ink: npt.NDArray[np.uint8]) -> Steps:
    """Do what `to_mnist` does, and keep what it does on the way.

    Raises:
        BlankDrawing: nothing is drawn, or no more than a speck.
    """
    box = _box(ink)
    return _centred(box, _scaled(ink, box))


def plainly_resized(ink: npt.NDArray[np.uint8]) -> Digit:
    """Bring ink to 28x28 as the tutorials do: the whole pad shrunk, nothing cropped or centred.

    It is what the other way is compared with; no model learned from it.

    Raises:
        BlankDrawing: nothing is drawn, or no more than a speck.
    """
    _box(ink)
    return np.asarray(Image.fromarray(ink).resize((SIDE, SIDE)))


def to_input(digits: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """Turn uint8 (28, 28) or (N, 28, 28) into a network's input: float32 (N, 28, 28, 1), 0..1."""
    return digits.reshape(-1, SIDE, SIDE, 1).astype(np.float32) / np.float32(255)


def _box(ink: npt.NDArray[np.uint8]) -> tuple[int, int, int, int]:
    """Return left, top, right, bottom of the ink.

    Raises:
        BlankDrawing: see `to_mnist`.
    """
    peak = int(ink.max(initial=0))
    if peak < FAINTEST:
        raise BlankDrawing("There is nothing on the pad yet: draw a digit.")
    top, bottom, left, right = crop(ink > int(max(peak * EDGE, FAINTEST - 1)))
    if max(bottom - top, right - left) <= max(1, SPECK * max(ink.shape)):
        raise BlankDrawing("There is only a dot on the pad: draw a digit.")
    return left, top, right, bottom


def _scaled(ink: npt.NDArray[np.uint8], box: tuple[int, int, int, int]) -> npt.NDArray[np.float32]:
    width, height = box[2] - box[0], box[3] - box[1]
    scale = BOX / max(width, height)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = Image.fromarray(ink).resize(size, Image.Resampling.HAMMING, box, reducing_gap=2.0)
    values = np.asarray(small).astype(np.float32)
    values *= 255 / values.max()
    values[values < FAINTEST] = 0  # grain all over the box would pull the centre of mass
    return values


def _centred(box: tuple[int, int, int, int], values: npt.NDArray[np.float32]) -> Steps:
    height, width = values.shape
    mass = values.sum()
    row = values.sum(axis=1) @ np.arange(height) / mass
    column = values.sum(axis=0) @ np.arange(width) / mass
    top = min(max(round(CENTRE - row), 0), SIDE - height)
    left = min(max(round(CENTRE - column), 0), SIDE - width)
    field = np.zeros((SIDE, SIDE), np.uint8)
    field[top : top + height, left : left + width] = np.rint(values)
    return Steps(box, values, (float(row), float(column)), (top, left), field)
