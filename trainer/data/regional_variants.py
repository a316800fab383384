"""European ways to write a digit that MNIST hardly has.

A crossed 7, a slashed 0, a 1 on a foot, a 1 with a flag so long that a 7 is not far.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from trainer.data.pen_digits import PenDigits
from trainer.data.rendering import as_arrays

Stroke = npt.NDArray[np.float64]
Random = np.random.Generator

# A 1 is a bare stem where it is at most so wide, as a share of its height.
STRAIGHT = 0.25


def crossed_seven(strokes: list[Stroke], random: Random) -> Stroke:
    """Return the bar across the stem of a 7."""
    points, low, size = _measured(strokes)
    down = low[1] + random.uniform(0.42, 0.62) * size[1]
    near = np.abs(points[:, 1] - down) < 0.12 * size[1]
    across = float(np.median(points[near, 0])) if near.any() else low[0] + size[0] / 2
    half = random.uniform(0.16, 0.3) * size[1]
    tilt = random.uniform(-0.15, 0.08) * size[1]
    return _line((across - half, down - tilt), (across + half, down + tilt))


def slashed_zero(strokes: list[Stroke], random: Random) -> Stroke:
    """Return the slash through a 0, from its lower left to its upper right."""
    _, low, size = _measured(strokes)
    reach = random.uniform(-0.12, 0.12)
    return _line(
        (low[0] - reach * size[0], low[1] + (1 + reach) * size[1]),
        (low[0] + (1 + reach) * size[0], low[1] - reach * size[1]),
    )


def one_on_a_foot(strokes: list[Stroke], random: Random) -> Stroke:
    """Return the line under a 1."""
    points, _, size = _measured(strokes)
    across, down = points[points[:, 1].argmax()]
    half = random.uniform(0.15, 0.32) * size[1]
    return _line((across - half, down), (across + half, down + random.normal(0, 0.03) * size[1]))


def one_with_a_flag(strokes: list[Stroke], random: Random) -> Stroke | None:
    """Return the upstroke that leads to the top of a straight 1; None where it may have one."""
    points, _, size = _measured(strokes)
    if size[0] > STRAIGHT * size[1]:
        return None
    across, top = points[points[:, 1].argmin()]
    length, slope = random.uniform(0.25, 0.6) * size[1], np.radians(random.uniform(28, 65))
    return _line((across - length * np.cos(slope), top + length * np.sin(slope)), (across, top))


HABITS: dict[int, tuple[Callable[[list[Stroke], Random], Stroke | None], ...]] = {
    0: (slashed_zero,),
    1: (one_on_a_foot, one_with_a_flag),
    7: (crossed_seven,),
}


def with_habits(digits: PenDigits, seed: int) -> PenDigits:
    """Return the 0s, 1s and 7s that are written in one stroke, once for each of their habits."""
    changed = PenDigits([], [])
    for number, (strokes, label) in enumerate(zip(digits.strokes, digits.labels, strict=True)):
        if label not in HABITS or len(strokes) > 1:
            continue
        random, plain = np.random.default_rng([seed, number]), as_arrays(strokes)
        for habit in HABITS[label]:
            added = habit(plain, random)
            if added is not None:
                changed.strokes.append([*plain, added])
                changed.labels.append(label)
    return changed


def _measured(strokes: list[Stroke]) -> tuple[Stroke, Stroke, Stroke]:
    points = np.concatenate(strokes)
    return points, points.min(axis=0), np.ptp(points, axis=0)


def _line(start: tuple[float, float], end: tuple[float, float]) -> Stroke:
    return np.linspace(start, end, 12)
