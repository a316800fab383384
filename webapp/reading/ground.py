"""The ground that ink lies on, where it is not of one level: uneven light, a shadow, a frame.

Dark ink is what is darker than its surroundings: a grey-scale closing (Serra, Image Analysis and
Mathematical Morphology, 1982) fills every dark place that is narrower than its window, and leaves
slopes and edges of the ground alone. For light ink it is an opening.
"""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

Plane = npt.NDArray[np.uint8]
Cells = npt.NDArray[np.int16]

# Cells along the longer side of the picture in which the ground is sought.
CELLS = 128
# Of the shorter side: wider than the widest stroke, narrower than most shadows.
WINDOW = 0.3
# Cells: glints and grain that are narrower go first.
GLINT = 3
# Of a level that a cell is off its ground, against one that the ground steps by.
OFF = 0.1
# Shadows with edges are so much less likely than light that falls off.
EDGED = 1.5
# A ground that differs by no more than so many levels, of 255, counts as of one level.
FLAT = 8
# Light falls off as a polynomial of this degree, nearly; along a side it is looked at so often.
DEGREE = 4
SAMPLES = 24


@dataclass(frozen=True)
class Ground:
    """The ground of one colour channel: between two levels, or between two planes."""

    lower: int | Plane
    upper: int | Plane

    @property
    def level(self) -> int | None:
        """The level of an even ground; None for an uneven one."""
        return self.lower if isinstance(self.lower, int) else None


def ground_of(plane: Plane) -> Ground:
    """Find the ground of one colour channel, even or uneven.

    Most of the picture is ground; that decides whether ink is darker or lighter than it.

    Args:
        plane: uint8 (H, W).
    """
    cells = _cells(plane).astype(np.int16)
    size = max(3, round(WINDOW * min(cells.shape)))
    ground = _likeliest(cells, size)
    if int(ground.max()) - int(ground.min()) <= FLAT:
        level = _level(plane, int(np.median(ground)))
        return Ground(level, level)
    # A closing fills the corner between a shadow and the edge of the picture as if it were a
    # stroke; so what is ground nearby is no ink.
    return Ground(
        _enlarged(_swept(ground, size, np.minimum), plane.shape),
        _enlarged(_swept(ground, size, np.maximum), plane.shape),
    )


def _likeliest(cells: Cells, size: int) -> Cells:
    """Return the ground under dark ink or light, in light that falls off or shadows with edges."""
    found = []
    for trend, doubt in ((_trend(cells), 1.0), (np.zeros_like(cells), EDGED)):
        rest = cells - trend
        for ground in (trend + _closed(rest, size), trend - _closed(-rest, size)):
            found.append((doubt * _cost(cells, ground), ground))
    return min(found, key=lambda each: each[0])[1]


def distinct(planes: Sequence[Plane]) -> list[Plane]:
    """Return colour channels, those that repeat another left out: grey is one."""
    found: list[Plane] = []
    for plane in planes:
        if not any(np.array_equal(plane, other) for other in found):
            found.append(plane)
    return found


def distance(plane: Plane, ground: Ground) -> Plane:
    """Return how far a colour channel is from its ground: uint8 (H, W)."""
    if ground.level is not None:
        return distance_from(plane, ground.level)
    return np.maximum(
        np.maximum(plane, ground.upper) - ground.upper,
        ground.lower - np.minimum(plane, ground.lower),
    )


def distance_from(plane: Plane, level: int) -> Plane:
    """Return how far a colour channel is from one level: uint8 (H, W)."""
    # An array of the one level: numpy's SIMD loops take two arrays, not an array and a scalar.
    levels = np.full_like(plane, level)
    return np.maximum(plane, levels) - np.minimum(plane, levels)


def _cells(plane: Plane) -> Plane:
    height, width = plane.shape
    factor = max(1, round(max(height, width) / CELLS))
    # A thin picture keeps cells enough across.
    across = max(1, min(factor, width // 8)), max(1, min(factor, height // 8))
    return np.asarray(Image.fromarray(plane).reduce(across))


def _enlarged(cells: Cells, shape: tuple[int, ...]) -> Plane:
    image = Image.fromarray(np.clip(cells, 0, 255).astype(np.uint8))
    return np.asarray(image.resize((shape[1], shape[0]), Image.Resampling.BILINEAR))


def _level(plane: Plane, about: int) -> int:
    """Return the most frequent level near one."""
    first = max(0, about - FLAT)
    counts = np.bincount(plane.ravel(), minlength=256)[first : about + FLAT + 1]
    return first + int(counts.argmax())


def _trend(cells: Cells) -> Cells:
    """Fit a polynomial to the ground: least squares, what is far off left out in each turn."""
    terms = _terms(cells.shape)
    rows, columns = (np.linspace(0, side - 1, SAMPLES).round().astype(int) for side in cells.shape)
    at = rows[:, None] * cells.shape[1] + columns
    known, values = terms[at.ravel()], cells.ravel()[at.ravel()].astype(np.float64)
    factors = np.linalg.lstsq(known, values, rcond=None)[0]
    for _ in range(4):
        off = np.abs(values - known @ factors)
        kept = off <= max(2.0, 2.0 * float(np.median(off)))
        factors = np.linalg.lstsq(known[kept], values[kept], rcond=None)[0]
    trend: Cells = np.rint(terms @ factors).astype(np.int16).reshape(cells.shape)
    return trend


@functools.lru_cache(maxsize=32)
def _terms(shape: tuple[int, int]) -> npt.NDArray[np.float64]:
    """Return the terms of the polynomial in each cell: (H * W, terms)."""
    y, x = (np.linspace(-1, 1, side) for side in shape)
    powers = [(i, j) for i in range(DEGREE + 1) for j in range(DEGREE + 1 - i)]
    return np.stack([(y[:, None] ** i * x**j).ravel() for i, j in powers], axis=1)


def _cost(cells: Cells, ground: Cells) -> float:
    """Return how unlikely a ground is: it is smooth, and most of the picture."""
    rough = sum(int(np.abs(np.diff(ground, axis=axis)).sum(dtype=np.int64)) for axis in (0, 1))
    return rough + OFF * int(np.abs(cells - ground).sum(dtype=np.int64))


def _closed(cells: Cells, size: int) -> Cells:
    fine = _swept(_swept(cells, GLINT, np.minimum), GLINT, np.maximum)
    return _swept(_swept(fine, size, np.maximum), size, np.minimum)


def _swept(cells: Cells, size: int, extreme: Callable[..., Cells]) -> Cells:
    """Return the extreme in a square window about each cell, by doubling; outside is nothing."""
    outside = 30_000 if extreme is np.minimum else -30_000
    for _ in range(2):
        before = size // 2
        found = np.pad(cells, ((before, size - 1 - before), (0, 0)), constant_values=outside)
        span = 1
        while 2 * span <= size:
            found = extreme(found[:-span], found[span:])
            span *= 2
        rest = size - span
        cells = (extreme(found[: len(found) - rest], found[rest:]) if rest else found).T
    return cells
