"""Lines that non-digits are drawn with: polylines, smooth curves, arcs, dashes."""

import numpy as np
import numpy.typing as npt

Path = npt.NDArray[np.float64]
Drawing = list[Path]
Random = np.random.Generator


def points(text: str) -> Path:
    """Read points float64 (N, 2), written as "0,1 .5,0 1,1"."""
    return np.array([[float(number) for number in pair.split(",")] for pair in text.split()])


def polyline(text: str) -> Path:
    """Draw straight lines from point to point, written as for `points`."""
    return dense(points(text))


def dense(path: Path, count: int = 40) -> Path:
    """Put points along a polyline at even distances, so that it can be strayed from."""
    steps = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(path, axis=0).T))])
    places = np.linspace(0, steps[-1], count)
    return np.stack([np.interp(places, steps, path[:, axis]) for axis in (0, 1)], axis=1)


def curve(knots: Path, count: int) -> Path:
    """Draw a smooth line through the knots: a Catmull-Rom spline (1974)."""
    padded = np.concatenate([knots[:1], knots, knots[-1:]])
    places = np.linspace(0, len(knots) - 1 - 1e-9, count)
    first, t = places.astype(int), (places % 1)[:, None]
    a, b, c, d = (padded[first + step] for step in range(4))
    line: Path = 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * (b - c) + d - a) * t**3
    )
    return line


def arc(x: float, y: float, radius: float, start: float = 0, end: float = 360) -> Path:
    """Draw a part of a circle, from one angle to another, in degrees clockwise from the right."""
    angles = np.radians(np.linspace(start, end, 30))
    return np.stack([x + radius * np.cos(angles), y + radius * np.sin(angles)], axis=1)


def dash(random: Random, angle: float) -> Path:
    """Draw a straight line at an angle in degrees, somewhere near the middle."""
    length, middle = random.uniform(0.5, 1), random.uniform(0.25, 0.75, 2)
    return dense(middle + np.outer([-0.5, 0.5], length * direction(angle)), 12)


def direction(angle: float) -> npt.NDArray[np.float64]:
    """Return the unit vector at an angle in degrees."""
    return np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
