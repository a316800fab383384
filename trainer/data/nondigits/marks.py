"""Marks without a meaning: scribbles, curves, dashes, dots, hatchings, crumbs."""

from collections.abc import Sequence

import numpy as np

from trainer.data.nondigits.paths import Drawing, Random, arc, curve, dash, dense, direction
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


def hatchings(_: Sequence[Strokes], random: Random) -> Drawing:
    """Fill an area with a line that goes to and fro closely, or that winds around and around."""
    turns, across = int(random.integers(14, 30)), random.uniform(0.4, 1.3)
    if random.random() < 0.35:
        angles = np.linspace(0, 2 * np.pi * random.uniform(4, 9), 90)
        radii = (1 + random.normal(0, 0.25, 90)) * np.linspace(random.uniform(0.1, 1), 1, 90)
        ring = radii[:, None] * np.stack([across * np.cos(angles), np.sin(angles)], axis=1)
        return [curve(ring[::3], 120)]
    place = np.linspace(-1, 1, turns)
    reach = np.sqrt(1 - 0.9 * place**2) if random.random() < 0.5 else np.ones(turns)
    side = np.where(np.arange(turns) % 2, reach, -reach)
    knots = np.stack([across * side, place], axis=1) + random.normal(0, 0.06, (turns, 2))
    turned = np.array([direction(angle) for angle in (0, 90)]) @ np.array(
        [direction(angle) for angle in random.uniform(0, 180) + np.array([0, 90])]
    )
    return [dense(knots @ turned, 8 * turns)]


def crumbs(_: Sequence[Strokes], random: Random) -> Drawing:
    """Strew short dashes, ticks and hooks about, far from each other."""
    drawing = []
    for place in random.uniform(0, 1, (int(random.integers(4, 12)), 2)):
        knots = random.normal(0, random.uniform(0.03, 0.08), (int(random.integers(2, 4)), 2))
        drawing.append(curve(place + knots, 8))
    return drawing


def _zigzag(random: Random) -> Drawing:
    turns = int(random.integers(5, 14))
    across = np.linspace(0, random.uniform(0.4, 1.2), turns)
    down = np.where(np.arange(turns) % 2, random.uniform(0.4, 1), 0.0)
    knots = np.stack([across, down], axis=1) + random.normal(0, 0.05, (turns, 2))
    return [curve(knots, 6 * turns) if random.random() < 0.5 else dense(knots, 6 * turns)]
