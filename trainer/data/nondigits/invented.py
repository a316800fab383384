"""Characters of no script, made up of straight lines, bows and hooks."""

from collections.abc import Sequence

import numpy as np

from trainer.data.nondigits.paths import Drawing, Path, Random, arc, curve, dense
from trainer.data.rendering import Strokes

# Places from which and to which a stroke goes: three columns, four rows.
COLUMNS, ROWS = (0.0, 0.5, 1.0), (0.0, 0.33, 0.67, 1.0)


def runes(_: Sequence[Strokes], random: Random) -> Drawing:
    """Draw four to seven strokes between places of a small grid; fewer could be a digit."""
    drawing = [_stroke(random) for _ in range(int(random.integers(4, 8)))]
    if random.random() < 0.3:
        x, y = random.uniform(0.1, 0.9, 2)
        drawing.append(arc(x, y, random.uniform(0.04, 0.2)))
    return [stroke * (random.uniform(0.6, 1.2), 1) for stroke in drawing]


def _stroke(random: Random) -> Path:
    while True:
        ends = np.array([[random.choice(COLUMNS), random.choice(ROWS)] for _ in range(2)])
        ends = ends + random.normal(0, 0.05, (2, 2))
        if np.hypot(*(ends[1] - ends[0])) > 0.25:
            break
    way = random.random()
    if way < 0.55:
        return dense(ends, 12)
    bend = ends.mean(axis=0) + random.normal(0, 0.25, 2)
    knots = np.stack([ends[0], bend, ends[1]])
    return curve(knots, 24) if way < 0.85 else dense(knots, 20)
