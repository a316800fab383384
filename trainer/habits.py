"""European ways to write a digit that MNIST hardly has: a crossed 7, a slashed 0, a 1 on a foot."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from trainer.datasets.pen_digits import PenDigits
from trainer.rendering import as_arrays

Stroke = npt.NDArray[np.float64]
Random = np.random.Generator


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


HABITS: dict[int, Callable[[list[Stroke], Random], Stroke]] = {
    0: slashed_zero,
    1: one_on_a_foot,
    7: crossed_seven,
}


def with_habits(digits: PenDigits, seed: int) -> PenDigits:
    """Return the 0s, 1s and 7s that are written in one stroke, each with its habit's stroke."""
    changed = PenDigits([], [])
    for number, (strokes, label) in enumerate(zip(digits.strokes, digits.labels, strict=True)):
        if label in HABITS and len(strokes) == 1:
            plain = as_arrays(strokes)
            added = HABITS[label](plain, np.random.default_rng([seed, number]))
            changed.strokes.append([*plain, added])
            changed.labels.append(label)
    return changed


def _measured(strokes: list[Stroke]) -> tuple[Stroke, Stroke, Stroke]:
    points = np.concatenate(strokes)
    return points, points.min(axis=0), np.ptp(points, axis=0)


def _line(start: tuple[float, float], end: tuple[float, float]) -> Stroke:
    return np.linspace(start, end, 12)
