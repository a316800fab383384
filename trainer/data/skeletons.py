"""Digits of MNIST as strokes: thinned to their skeletons and traced, so that pens can write them.

Thinning is scikit-image's (Zhang and Suen, 1984). Which way the hand went cannot be known from a
picture; that the line goes on straight ahead where lines cross is guess enough.
"""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np
import numpy.typing as npt
from PIL import Image
from skimage.morphology import skeletonize

Path = npt.NDArray[np.float64]
Place = tuple[int, int]

# The picture is enlarged so many times before it is thinned, so that the line comes out smooth.
ENLARGED = 4
# Ink over this is line, 0..255.
INK = 110
# Pixels of the enlarged picture: a piece no longer is a hair of the thinning, not a stroke.
HAIR = 7
# Where a line has no pixel left beside its end, it goes on over a gap of so many, at a crossing.
LEAP = 3
# So many pixels back tell where the line is going.
BACK = 6

RING = [(y, x) for y in (-1, 0, 1) for x in (-1, 0, 1) if (y, x) != (0, 0)]
AROUND = [
    (y, x)
    for y in range(-LEAP, LEAP + 1)
    for x in range(-LEAP, LEAP + 1)
    if max(abs(y), abs(x)) > 1
]


def as_strokes(image: npt.NDArray[np.uint8]) -> list[Path]:
    """Trace a digit uint8 (28, 28) to strokes: float64 (points, 2) each, pixels, y down.

    An image without a line comes out as no stroke.
    """
    side = ENLARGED * image.shape[0]
    large = Image.fromarray(image).resize((side, side), Image.Resampling.BICUBIC)
    left = {(int(y), int(x)) for y, x in np.argwhere(skeletonize(np.asarray(large) > INK))}
    lines = []
    while left:
        lines.append(_line(left))
    longest = max((len(line) for line in lines), default=0)
    return [_smooth(line) for line in lines if len(line) > min(HAIR, longest - 1)]


def trace(images: npt.NDArray[np.uint8]) -> list[list[Path]]:
    """Trace many digits uint8 (N, 28, 28), on all processors."""
    # Started afresh, not forked: TensorFlow's threads do not survive a fork.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        return list(pool.map(as_strokes, images, chunksize=500))


def _line(left: set[Place]) -> Sequence[Place]:
    """Take one line out of the pixels that are left: from an end, if there is one."""
    start = min(left, key=lambda place: (_neighbours(place, left) != 1, place))
    line = [start]
    left.remove(start)
    for _ in range(2):  # onwards from one end, then from the other, which may lie at a crossing
        while (after := _next(line, left)) is not None:
            line.append(after)
            left.remove(after)
        line.reverse()
    return line


def _neighbours(place: Place, left: set[Place]) -> int:
    return sum((place[0] + y, place[1] + x) in left for y, x in RING)


def _next(line: list[Place], left: set[Place]) -> Place | None:
    """Return the pixel with which the line goes on straightest, near or over a short gap."""
    y, x = line[-1]
    before = line[-min(len(line), BACK)]
    ahead = (y - before[0], x - before[1])

    def straightness(step: Place) -> float:
        return (step[0] * ahead[0] + step[1] * ahead[1]) / float(np.hypot(*step))

    for steps in (RING, AROUND):
        found = [step for step in steps if (y + step[0], x + step[1]) in left]
        if steps is AROUND:  # a leap leads ahead, over a crossing, and not round a corner
            found = [step for step in found if straightness(step) > 0.7 * np.hypot(*ahead)]
        if found:
            best = max(found, key=straightness)
            return y + best[0], x + best[1]
    return None


def _smooth(line: Sequence[Place]) -> Path:
    """Average neighbouring pixels and keep every third; the ends stay."""
    path = np.array(line, float)[:, ::-1] / ENLARGED
    if len(path) < 5:
        return path
    padded = np.concatenate([path[:1].repeat(2, 0), path, path[-1:].repeat(2, 0)])
    mean = np.stack([np.convolve(padded[:, axis], np.ones(5) / 5, "valid") for axis in (0, 1)], 1)
    return np.concatenate([path[:1], mean[1:-1:3], path[-1:]])
