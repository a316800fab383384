"""A drawing as the same hand might have written it at another moment.

The twin of static/js/network/warping.js.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, sin

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]

MOST_TURN, MOST_SLANT, MOST_SCALE, MOST_MOVE = 0.2, 0.2, 0.12, 1.0


@dataclass(frozen=True)
class Warp:
    """Angles in radians, a slant as the tangent of its angle, moves in pixels."""

    turn: float
    slant: float
    scale: float
    right: float
    down: float


def any_warp(chance: Callable[[], float]) -> Warp:
    """Choose one within the widest."""

    def within(most: float) -> float:
        return (2 * chance() - 1) * most

    turn, slant, scale = within(MOST_TURN), within(MOST_SLANT), 1 + within(MOST_SCALE)
    return Warp(turn, slant, scale, within(MOST_MOVE), within(MOST_MOVE))


def warped(image: Array, warp: Warp) -> Array:
    """Resample an image (side, side) about its middle, bilinearly; outside it is 0."""
    side = len(image)
    middle = (side - 1) / 2
    y, x = np.mgrid[:side, :side] - middle
    cosine, sine = cos(warp.turn) / warp.scale, sin(warp.turn) / warp.scale
    column = cosine * x + sine * y + warp.slant * y + middle + warp.right
    row = cosine * y - sine * x + middle + warp.down
    top, left = np.floor(row).astype(int), np.floor(column).astype(int)
    total = np.zeros((side, side))
    for below in (0, 1):
        for beside in (0, 1):
            at, to = top + below, left + beside
            is_inside = (np.minimum(at, to) >= 0) & (np.maximum(at, to) < side)
            levels = image[np.clip(at, 0, side - 1), np.clip(to, 0, side - 1)]
            share = (1 - np.abs(row - at)) * (1 - np.abs(column - to))
            total += np.where(is_inside, levels * share, 0)
    return total.astype(np.float32)
