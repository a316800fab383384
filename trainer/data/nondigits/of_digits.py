"""What is made of digits and is none: a piece of one, pieces of several, several, one spoiled."""

from collections.abc import Sequence

import numpy as np

from trainer.data.nondigits.doodles import doodles
from trainer.data.nondigits.glyphs import letters
from trainer.data.nondigits.paths import Drawing, Path, Random, arc, dash, dense, direction
from trainer.data.rendering import Strokes, as_arrays


def fragments(digits: Sequence[Strokes], random: Random) -> Drawing:
    """Keep a short piece of a digit; never a slender or nearly straight one: that may be a 1."""
    while True:
        strokes = as_arrays(digits[int(random.integers(len(digits)))])
        path = max(strokes, key=len)
        keep = max(3, int(len(path) * random.uniform(0.2, 0.35)))
        start = int(random.integers(0, max(1, len(path) - keep)))
        piece = path[start : start + keep]
        chord = np.hypot(*(piece[-1] - piece[0]))
        width, height = np.ptp(piece, axis=0)
        straight = chord > 0.8 * np.hypot(*np.diff(piece, axis=0).T).sum()
        if not straight and width > 0.6 * height:
            return [piece]


def pairs(digits: Sequence[Strokes], random: Random) -> Drawing:
    """Draw two or three digits: side by side, or one over the other."""
    count = 3 if random.random() < 0.25 else 2
    apart = random.uniform(0.7, 1.3) if random.random() < 0.7 else random.uniform(0.2, 0.5)
    drawing = []
    for place in range(count):
        shift = np.array([place * apart, random.uniform(-0.15, 0.15)])
        drawing += [stroke + shift for stroke in _unit(digits, random)]
    return drawing


def spoiled(digits: Sequence[Strokes], random: Random) -> Drawing:
    """Draw a digit and strike it out, or put a frame or a ring around it."""
    drawing = _unit(digits, random)
    middle = (np.concatenate(drawing).min(axis=0) + np.concatenate(drawing).max(axis=0)) / 2
    way = random.random()
    if way < 0.5:
        return [*drawing, *_strikes(middle, random)]
    if way < 0.75:
        x, y = middle
        return [*drawing, arc(x, y, random.uniform(0.6, 0.8))]
    half = random.uniform(0.5, 0.75, 2)
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]) * half
    return [*drawing, dense(middle + corners, 60)]


def mixtures(digits: Sequence[Strokes], random: Random) -> Drawing:
    """Put pieces of three or four digits together, each turned as it comes."""
    drawing = []
    for _ in range(int(random.integers(3, 5))):
        path = max(_unit(digits, random), key=len)
        keep = max(3, int(len(path) * random.uniform(0.3, 0.6)))
        start = int(random.integers(0, max(1, len(path) - keep)))
        piece = path[start : start + keep]
        turn = np.stack([direction(angle) for angle in random.uniform(0, 360) + np.array([0, 90])])
        drawing.append((piece - piece.mean(axis=0)) @ turn + random.uniform(-0.3, 0.3, 2))
    return drawing


def overlays(digits: Sequence[Strokes], random: Random) -> Drawing:
    """Write a letter, or a figure, right over a digit."""
    over = (letters if random.random() < 0.5 else doodles)(digits, random)
    return [*_unit(digits, random), *_scaled(over, random.uniform(0.6, 1.2))]


def _strikes(middle: Path, random: Random) -> Drawing:
    """Draw what a digit is struck out with: two or three strokes across it, or a zigzag."""
    if random.random() < 0.5:
        turns = int(random.integers(5, 10))
        across = np.linspace(-0.45, 0.45, turns)
        down = np.where(np.arange(turns) % 2, 0.4, -0.4) + random.normal(0, 0.08, turns)
        return [dense(middle + np.stack([across, down], axis=1), 6 * turns)]
    angles = random.uniform(-60, 60, int(random.integers(2, 4)))
    return [dash(random, angle) - 0.5 + middle for angle in angles]


def _unit(digits: Sequence[Strokes], random: Random) -> Drawing:
    """Choose a digit and put it at the origin, its longer side 1."""
    return _scaled(as_arrays(digits[int(random.integers(len(digits)))]), 1)


def _scaled(strokes: Drawing, longer: float) -> Drawing:
    """Put strokes at the origin and give them that longer side."""
    points = np.concatenate(strokes)
    low, size = points.min(axis=0), np.ptp(points, axis=0).max() or 1.0
    return [(stroke - low) * (longer / size) for stroke in strokes]
