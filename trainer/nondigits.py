"""What people draw that is no digit: made up here, by kind, as strokes.

What could pass for a digit is left out: an O for a 0, an l for a 1, half a zero for a c.
"""

import string
from collections.abc import Callable, Iterable, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
from HersheyFonts import HersheyFonts

from trainer.rendering import Strokes, as_arrays

Drawing = list[npt.NDArray[np.float64]]
Random = np.random.Generator

FONTS = ("futural", "cursive", "scripts", "rowmans", "timesi")
# Letters and signs that people also take for digits: O I l Z E? h A? S b G q g ...
LOOKALIKES = set("OoQDCceIiLljJ|!/\\SsZzEBbGgqQyYTtdUuhnrvVaUfFpP?1()[]{}'`\",.:;-_~")


def letters(_: Sequence[Strokes], random: Random) -> Drawing:
    """Draw a letter of a single-stroke font (Hershey, 1967)."""
    shapes = _glyphs(string.ascii_letters)
    return shapes[random.integers(len(shapes))]


def symbols(_: Sequence[Strokes], random: Random) -> Drawing:
    """Draw a sign of a font, or a simple figure: a face, a house, a star, a heart, an arrow."""
    shapes = [*_glyphs(string.punctuation), *_figures()]
    return shapes[random.integers(len(shapes))]


def scribbles(_: Sequence[Strokes], random: Random) -> Drawing:
    """Draw a line that wanders and crosses itself, or that goes to and fro."""
    if random.random() < 0.4:
        return _zigzag(random)
    lines = []
    for _ in range(int(random.integers(1, 4))):
        turns = int(random.integers(5, 16))
        lines.append(_curve(random.normal(0.5, 0.25, (turns, 2)), 6 * turns))
    return lines


def lines(_: Sequence[Strokes], random: Random) -> Drawing:
    """Draw dashes: one that lies, or several straight lines."""
    if random.random() < 0.4:
        return [_dash(random, random.uniform(-25, 25))]
    while True:
        angle = random.uniform(0, 180)
        spread = 8 if random.random() < 0.5 else 90  # side by side, or across one another
        angles = angle + random.uniform(-spread, spread, int(random.integers(2, 6)))
        drawing = [_dash(random, one) for one in angles]
        width, height = np.ptp(np.concatenate(drawing), axis=0)
        if width > 0.5 * height:  # narrower, they could pass for a 1
            return drawing


def fragments(digits: Sequence[Strokes], random: Random) -> Drawing:
    """Keep a short piece of a digit; never a slender or nearly straight one: that may be a 1."""
    while True:
        strokes = as_arrays(digits[random.integers(len(digits))])
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
        strokes = as_arrays(digits[random.integers(len(digits))])
        points = np.concatenate(strokes)
        low, size = points.min(axis=0), np.ptp(points, axis=0).max() or 1.0
        shift = np.array([place * apart, random.uniform(-0.15, 0.15)])
        drawing += [(stroke - low) / size + shift for stroke in strokes]
    return drawing


KINDS: dict[str, Callable[[Sequence[Strokes], Random], Drawing]] = {
    kind.__name__: kind for kind in (letters, symbols, scribbles, lines, fragments, pairs)
}

# Kinds that are made of digits' strokes.
OF_DIGITS = ("fragments", "pairs")


def possible(kinds: Iterable[str], digits: Sequence[Strokes]) -> list[str]:
    """Return the kinds that can be drawn: without digits, none that are made of them."""
    return [kind for kind in kinds if digits or kind not in OF_DIGITS]


def draw(
    kinds: Sequence[str], digits: Sequence[Strokes], count: int, seed: int
) -> list[list[npt.NDArray[np.float64]]]:
    """Draw so many non-digits, the kinds in turn; fragments and pairs are made of `digits`.

    Returns:
        strokes of each drawing, float64 (points, 2), in a unit of their own.

    Raises:
        KeyError: there is no such kind.
    """
    makers = [KINDS[kind] for kind in kinds]
    return [
        makers[number % len(makers)](digits, np.random.default_rng([seed, number]))
        for number in range(count)
    ]


@cache
def _glyphs(characters: str) -> list[Drawing]:
    shapes = []
    for name in FONTS:
        font = HersheyFonts()
        font.load_default_font(name)
        for character in sorted(set(characters) - LOOKALIKES):
            strokes = [np.array(stroke, float) for stroke in font.strokes_for_text(character)]
            strokes = [_dense(stroke) for stroke in strokes if len(stroke) > 1]
            if strokes:
                shapes.append(strokes)
    return shapes


@cache
def _figures() -> list[Drawing]:
    circle = _arc(0.5, 0.5, 0.5, 0, 360)
    face = [circle, _arc(0.5, 0.55, 0.28, 20, 160), _arc(0.32, 0.36, 0.04, 0, 360)]
    face.append(_arc(0.68, 0.36, 0.04, 0, 360))
    house = [_path("0,1 0,.45 .5,0 1,.45 1,1 0,1"), _path(".4,1 .4,.65 .6,.65 .6,1")]
    star = [_path(".5,0 .8,.95 0,.35 1,.35 .2,.95 .5,0")]
    heart = [_curve(_points(".5,1 .1,.55 0,.25 .2,0 .5,.25 .8,0 1,.25 .9,.55 .5,1"), 50)]
    tick = [_path("0,.6 .35,1 1,0")]
    arrow = [_path("0,.5 1,.5"), _path(".7,.25 1,.5 .7,.75")]
    cross = [_path("0,0 1,1"), _path("1,0 0,1")]
    triangle = [_path("0,1 .5,0 1,1 0,1")]
    square = [_path("0,0 1,0 1,1 0,1 0,0")]
    wave = [_curve(_points("0,.5 .15,.3 .3,.5 .45,.7 .6,.5 .75,.3 .9,.5 1,.7"), 40)]
    spiral = [_spiral()]
    grid = [_path("0,.33 1,.33"), _path("0,.67 1,.67"), _path(".33,0 .33,1"), _path(".67,0 .67,1")]
    sun = [_arc(0.5, 0.5, 0.25, 0, 360)]
    sun += [_ray(angle) for angle in range(0, 360, 45)]
    tree = [_path(".5,1 .5,.4"), _path(".5,.7 .8,.4"), _path(".5,.6 .2,.3"), _path(".5,.4 .5,0")]
    return [
        face, house, star, heart, tick, arrow, cross, triangle, square, wave, spiral, grid, sun,
        tree,
    ]  # fmt: skip


def _points(text: str) -> npt.NDArray[np.float64]:
    return np.array([[float(number) for number in pair.split(",")] for pair in text.split()])


def _path(text: str) -> npt.NDArray[np.float64]:
    return _dense(_points(text))


def _dense(path: npt.NDArray[np.float64], points: int = 40) -> npt.NDArray[np.float64]:
    """Put points along a polyline at even distances, so that it can be strayed from."""
    steps = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(path, axis=0).T))])
    places = np.linspace(0, steps[-1], points)
    return np.stack([np.interp(places, steps, path[:, axis]) for axis in (0, 1)], axis=1)


def _curve(knots: npt.NDArray[np.float64], points: int) -> npt.NDArray[np.float64]:
    """Draw a smooth line through the knots: a Catmull-Rom spline (1974)."""
    padded = np.concatenate([knots[:1], knots, knots[-1:]])
    places = np.linspace(0, len(knots) - 1 - 1e-9, points)
    first, t = places.astype(int), (places % 1)[:, None]
    a, b, c, d = (padded[first + step] for step in range(4))
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * (b - c) + d - a) * t**3
    )


def _arc(x: float, y: float, radius: float, start: float, end: float) -> npt.NDArray[np.float64]:
    angles = np.radians(np.linspace(start, end, 30))
    return np.stack([x + radius * np.cos(angles), y + radius * np.sin(angles)], axis=1)


def _spiral() -> npt.NDArray[np.float64]:
    angles = np.linspace(0, 6 * np.pi, 80)
    return np.stack([angles * np.cos(angles), angles * np.sin(angles)], axis=1)


def _ray(angle: float) -> npt.NDArray[np.float64]:
    way = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    return _dense(0.5 + np.outer([0.33, 0.5], way))


def _zigzag(random: Random) -> Drawing:
    turns = int(random.integers(5, 14))
    across = np.linspace(0, random.uniform(0.4, 1.2), turns)
    down = np.where(np.arange(turns) % 2, random.uniform(0.4, 1), 0.0)
    knots = np.stack([across, down], axis=1) + random.normal(0, 0.05, (turns, 2))
    return [_curve(knots, 6 * turns) if random.random() < 0.5 else _dense(knots, 6 * turns)]


def _dash(random: Random, angle: float) -> npt.NDArray[np.float64]:
    length, middle = random.uniform(0.5, 1), random.uniform(0.25, 0.75, 2)
    way = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    return _dense(middle + np.outer([-0.5, 0.5], length * way), 12)
