"""Simple figures: a face, a house, a star; and shapes made up by chance."""

import string
from collections.abc import Sequence
from functools import cache

import numpy as np

from trainer.data.nondigits.glyphs import latin
from trainer.data.nondigits.paths import (
    Drawing,
    Path,
    Random,
    arc,
    curve,
    dense,
    direction,
    points,
    polyline,
)
from trainer.data.rendering import Strokes


def symbols(_: Sequence[Strokes], random: Random) -> Drawing:
    """Draw a punctuation mark, or a simple figure: a face, a house, a star, a heart, an arrow."""
    shapes = [*latin(string.punctuation), *_figures()]
    return shapes[random.integers(len(shapes))]


def shapes(_: Sequence[Strokes], random: Random) -> Drawing:
    """Draw a triangle, a square, a star or a lobed blot, at times with something in it.

    No polygon of more corners: it could pass for a 0.
    """
    corners = int(random.integers(3, 8))
    if random.random() < 0.35:
        drawing = [_star(corners, random)]
    elif random.random() < 0.4:
        drawing = [_lobes(corners, random)]
    else:
        drawing = [_polygon(3 + corners % 2, random)]
    if random.random() < 0.4:
        for _number in range(int(random.integers(1, 4))):
            x, y = random.uniform(-0.3, 0.3, 2)
            drawing.append(arc(x, y, random.uniform(0.03, 0.2), 0, random.uniform(120, 360)))
    return drawing


def _around(random: Random, corners: int, radii: np.ndarray) -> Path:
    steps = np.linspace(0, 2 * np.pi, corners, endpoint=False) + random.uniform(0, 2 * np.pi)
    steps = steps + random.normal(0, 0.5 / corners, corners)
    path = radii[:, None] * np.stack([np.cos(steps), np.sin(steps)], axis=1)
    return np.concatenate([path, path[:1]])


def _polygon(corners: int, random: Random) -> Path:
    return dense(_around(random, corners, random.uniform(0.7, 1, corners)), 60)


def _star(corners: int, random: Random) -> Path:
    radii = np.tile([1, random.uniform(0.3, 0.6)], corners)
    return dense(_around(random, 2 * corners, radii), 80)


def _lobes(corners: int, random: Random) -> Path:
    radii = np.tile([1, random.uniform(0.4, 0.7)], corners)
    return curve(_around(random, 2 * corners, radii), 90)


@cache
def _figures() -> list[Drawing]:
    face = [arc(0.5, 0.5, 0.5), arc(0.5, 0.55, 0.28, 20, 160)]
    face += [arc(0.32, 0.36, 0.04), arc(0.68, 0.36, 0.04)]
    house = [polyline("0,1 0,.45 .5,0 1,.45 1,1 0,1"), polyline(".4,1 .4,.65 .6,.65 .6,1")]
    star = [polyline(".5,0 .8,.95 0,.35 1,.35 .2,.95 .5,0")]
    heart = [curve(points(".5,1 .1,.55 0,.25 .2,0 .5,.25 .8,0 1,.25 .9,.55 .5,1"), 50)]
    tick = [polyline("0,.6 .35,1 1,0")]
    arrow = [polyline("0,.5 1,.5"), polyline(".7,.25 1,.5 .7,.75")]
    cross = [polyline("0,0 1,1"), polyline("1,0 0,1")]
    triangle = [polyline("0,1 .5,0 1,1 0,1")]
    square = [polyline("0,0 1,0 1,1 0,1 0,0")]
    wave = [curve(points("0,.5 .15,.3 .3,.5 .45,.7 .6,.5 .75,.3 .9,.5 1,.7"), 40)]
    grid = [polyline("0,.33 1,.33"), polyline("0,.67 1,.67")]
    grid += [polyline(".33,0 .33,1"), polyline(".67,0 .67,1")]
    sun = [arc(0.5, 0.5, 0.25), *(_ray(angle) for angle in range(0, 360, 45))]
    tree = [polyline(".5,1 .5,.4"), polyline(".5,.7 .8,.4"), polyline(".5,.6 .2,.3")]
    tree.append(polyline(".5,.4 .5,0"))
    return [
        face, house, star, heart, tick, arrow, cross, triangle, square, wave, [_spiral()], grid,
        sun, tree,
    ]  # fmt: skip


def _spiral() -> Path:
    angles = np.linspace(0, 6 * np.pi, 80)
    return np.stack([angles * np.cos(angles), angles * np.sin(angles)], axis=1)


def _ray(angle: float) -> Path:
    return dense(0.5 + np.outer([0.33, 0.5], direction(angle)))
