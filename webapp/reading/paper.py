"""Ink on paper that is photographed, ruled or framed: what is left of it is the drawing."""

import functools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PIL import Image

from webapp.reading.ground import Plane, distance, ground_of
from webapp.reading.rulings import SMALL, ruled

# So near to the ground, of 255, is the grain of paper or of a JPEG.
GRAIN = 6
FAINTEST = 12
# Of the picture's shorter side: in this margin a plain drawing has no line from end to end.
MARGIN = 1 / 16
MARGIN_INKED = 0.8
# Of the deepest ink: what is less, and more than grain, is neither ground nor stroke.
DEEP = 0.8
# Of the pixels along the edge, and of all: such as drawings have at most, apart from strokes.
SOFT_AT_EDGE, SOFT_ALONE = 0.04, 0.01
# Of a side: a frame leaves so much of it in one level.
WHOLE = 0.9
# Of all pixels: a plain drawing has no more ink.
INKED = 0.3
# Of the ink: what is fainter is no stroke, where the ground is uneven.
STROKE = 0.35
# Pixels along the longer side of the picture in which lines and strokes are told apart.
SIDE = 400


def is_plain(ink: Plane) -> bool:
    """Whether ink is a drawing on one level, without frame or lines: so nearly every one is.

    It looks at the edge, a margin and a sample, for it is asked of every picture.

    Args:
        ink: uint8 (H, W), the distance from the level that is the median along the edge.
    """
    sample = ink[:: 1 + ink.shape[0] // 40, :: 1 + ink.shape[1] // 40]
    if np.count_nonzero(sample > GRAIN) > INKED * sample.size:
        return False
    height, width = ink.shape
    margin = max(1, round(MARGIN * min(height, width)))
    row, column = ink[height // 2], ink[:, width // 2]
    sides = [ink[0], ink[-1], ink[:, 0], ink[:, -1]]
    # A line along an edge crosses the middle of the margin there.
    ends = [row[:margin], row[-margin:], column[:margin], column[-margin:]]
    if np.concatenate(sides + ends).max() <= GRAIN:
        return True
    return _strokes_touch(sides, int(ink.max())) and not _lined(ink, margin)


def _strokes_touch(sides: Sequence[Plane], deepest: int) -> bool:
    """Whether what is along the edge may be strokes that touch it: deep, and not across."""
    top, bottom, left, right = (int(side.max()) > GRAIN for side in sides)
    if (top and bottom) or (left and right):
        return False
    edge = np.concatenate(sides)
    softs = np.count_nonzero((edge > GRAIN) & (edge < DEEP * deepest))
    return bool(softs <= SOFT_AT_EDGE * edge.size)


def _lined(ink: Plane, margin: int) -> bool:
    """Whether something runs from end to end in the margin along an edge."""
    step = 1 + margin // 4
    ends = (
        ink[:margin, ::step],
        ink[-margin:, ::step],
        ink[::step, :margin].T,
        ink[::step, -margin:].T,
    )
    inked = [np.count_nonzero(end.max(axis=0) > GRAIN) / end.shape[1] for end in ends]
    return bool(max(inked) >= MARGIN_INKED)


def _is_even(ink: Plane) -> bool:
    """Whether all is ground, or deep, or beside what is deep, as the soft edges of strokes are."""
    sides = ink[0], ink[-1], ink[:, 0], ink[:, -1]
    whole = sum(np.count_nonzero(side <= FAINTEST) >= WHOLE * side.size for side in sides)
    if whole >= 2 and np.count_nonzero(ink <= GRAIN) * 2 < ink.size:
        return False  # the level along the edge is a frame's
    if min(ink.shape) < SMALL:
        return True
    deep = ink >= DEEP * int(ink.max())
    beside = deep
    for _ in range(max(2, min(ink.shape) // 64)):
        beside = _grown(beside)
    return bool(np.count_nonzero((ink > GRAIN) & ~beside) <= SOFT_ALONE * ink.size)


def ink_on_paper(planes: Sequence[Plane], levels: Sequence[int], plain: Plane) -> Plane:
    """Return the ink of a drawing on any ground, without the paper's lines and frames.

    Args:
        planes: the picture's colour channels, each uint8 (H, W).
        levels: the level of each one's edge.
        plain: the ink if those are the ground: it is returned where they are, without lines.
    """
    even, ink = True, plain
    if not _is_even(plain):
        grounds = [ground_of(plane) for plane in planes]
        ink = functools.reduce(np.maximum, map(distance, planes, grounds))
        found = [ground.level for ground in grounds if ground.level is not None]
        even = len(found) == len(grounds)
        if even and all(abs(a - b) <= GRAIN for a, b in zip(found, levels, strict=True)):
            ink = plain
    small = _reduced(ink)
    lines = ruled(small, max(FAINTEST, int(small.max()) // 10))
    if even and lines is None:
        return ink
    strokes = _strokes(small, lines)
    height, width = ink.shape
    whole = np.asarray(Image.fromarray(strokes).resize((width, height), Image.Resampling.NEAREST))
    return np.where(whole, ink, 0).astype(np.uint8)


def _reduced(ink: Plane) -> Plane:
    factor = -(-max(ink.shape) // SIDE)
    return ink if factor == 1 else np.asarray(Image.fromarray(ink).reduce(factor))


def _strokes(ink: Plane, lines: npt.NDArray[np.bool_] | None) -> npt.NDArray[np.bool_]:
    """Return where there are strokes, by a pixel wider than they are: bool (H, W)."""
    left = ink if lines is None else np.where(lines, 0, ink).astype(np.uint8)
    deep = left[left > max(FAINTEST, _threshold(left))]
    faintest = max(FAINTEST, STROKE * float(np.percentile(deep, 90))) if len(deep) else FAINTEST
    grown = _grown(left > faintest)
    return grown if lines is None else grown & ~lines


def _grown(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return a mask that is wider by a pixel all round."""
    wide = np.pad(mask, 1)
    wide = wide[:-2] | wide[1:-1] | wide[2:]
    return wide[:, :-2] | wide[:, 1:-1] | wide[:, 2:]


def _threshold(ink: Plane) -> int:
    """Return the level that parts ink from ground best (Otsu, IEEE SMC 9:1, 1979)."""
    counts = np.bincount(ink.ravel(), minlength=256).astype(np.float64)
    below, above = np.cumsum(counts), counts.sum() - np.cumsum(counts)
    sums = np.cumsum(counts * np.arange(256))
    with np.errstate(divide="ignore", invalid="ignore"):
        between = below * above * (sums / below - (sums[-1] - sums) / above) ** 2
    return int(np.nanargmax(between)) if np.isfinite(between).any() else 0
