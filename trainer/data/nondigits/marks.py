"""Marks without a meaning: scribbles, curves, dashes, dots."""

from collections.abc import Sequence

import numpy as np

from trainer.data.nondigits.paths import Drawing, Random, arc, curve, dash, dense
from trainer.data.rendering import Strokes


def scribbles(_: Sequence[Strokes], random: Random) -> Drawing:
    """Draw a line that wanders and crosses itself, or that goes to and fro."""
    if random.random() < 0.4:
        return _zigzag(random)
    lines = []
    for _number in range(int(random.integers(1, 4))):
        turns = int(random.integers(5, 16))
        lines.append(curve(random.normal(0.5, 0.25, (turns, 2)), 6 * turns))
    return lines


def curves(_: Sequence[Strokes], random: Random) -> Drawing:
    """Draw one to three short bows, hooks or waves; wider than a 1 is."""
    while True:
        drawing = []
        for _number in range(int(random.integers(1, 4))):
            knots = random.normal(0.5, 0.3, (int(random.integers(3, 6)), 2))
            drawing.append(curve(knots, 40))
        width, height = np.ptp(np.concatenate(drawing), axis=0)
        if width > 0.6 * height:
            return drawing


def lines(_: Sequence[Strokes], random: Random) -> Drawing:
    """Draw dashes: one that lies, or several straight lines."""
    if random.random() < 0.4:
        return [dash(random, random.uniform(-25, 25))]
    while True:
        angle = random.uniform(0, 180)
        spread = 8 if random.random() < 0.5 else 90  # side by side, or across one another
        angles = angle + random.uniform(-spread, spread, int(random.integers(2, 6)))
        drawing = [dash(random, one) for one in angles]
        width, height = np.ptp(np.concatenate(drawing), axis=0)
        if width > 0.5 * height:  # narrower, they could pass for a 1
            return drawing


def dots(_: Sequence[Strokes], random: Random) -> Drawing:
    """Draw a filled dot, or several dots and rings strewn about."""
    if random.random() < 0.25:
        return [arc(0.5, 0.5, radius) for radius in np.linspace(0.02, 0.5, 12)]
    radius = random.uniform(0.01, 0.08)
    places = random.uniform(0, 1, (int(random.integers(3, 12)), 2))
    return [arc(x, y, radius * random.uniform(0.5, 1.5)) for x, y in places]


def _zigzag(random: Random) -> Drawing:
    turns = int(random.integers(5, 14))
    across = np.linspace(0, random.uniform(0.4, 1.2), turns)
    down = np.where(np.arange(turns) % 2, random.uniform(0.4, 1), 0.0)
    knots = np.stack([across, down], axis=1) + random.normal(0, 0.05, (turns, 2))
    return [curve(knots, 6 * turns) if random.random() < 0.5 else dense(knots, 6 * turns)]
