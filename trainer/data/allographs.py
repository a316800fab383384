"""Ways to write a digit that the data has few of, each made up anew from strokes.

Straight lines of a mouse, as on a seven-segment display; 6s whose loop is high, small or open; 1s
with a long flag or on a foot; crossed 7s with a low bar or a tail; 9s with a hook or an open head;
3s that are hardly curved; 8s of two rings. Coordinates are shares of the digit's height, y down.
"""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from trainer.data.nondigits.paths import Drawing, Path, Random, arc, curve, dense
from trainer.data.pen_digits import PenDigits
from trainer.data.rendering import Strokes

# Corners of a seven-segment display, as (left or right, top, middle or bottom): L1 is the middle.
SEGMENTS = {
    2: ("L0 R0 R1 L1 L2 R2",),
    3: ("L0 R0 R1 L1", "R1 R2 L2"),
    4: ("L0 L1 R1", "R0 R2"),
    5: ("R0 L0 L1 R1 R2 L2",),
    6: ("R0 L0 L2 R2 R1 L1",),
    7: ("L0 R0 R2",),
    8: ("L0 R0 R2 L2 L0", "L1 R1"),
    9: ("R1 L1 L0 R0 R2 L2",),
}


def segments(digit: int, random: Random) -> Drawing:
    """Draw a digit of straight lines with corners, hardly a curve in it, as with a mouse."""
    width, middle = random.uniform(0.4, 0.85), random.uniform(0.38, 0.6)
    places = {
        f"{side}{row}": np.array([x, y])
        for side, x in (("L", 0.0), ("R", width))
        for row, y in enumerate((0.0, middle, 1.0))
    }
    places = {name: place + random.normal(0, 0.03, 2) for name, place in places.items()}
    strokes = [np.stack([places[name] for name in line.split()]) for line in SEGMENTS[digit]]
    if digit in (6, 9) and random.random() < 0.3:  # the open end of a 6 or 9 left out
        strokes = [strokes[0][1:] if digit == 6 else strokes[0][:-1]]
    if random.random() < 0.3:
        strokes = [line for stroke in strokes for line in _lifted(stroke, random)]
    return [_cornered(stroke, random) for stroke in strokes]


def six(digit: int, random: Random) -> Drawing:
    """Draw a 6 whose loop is high or small, wide or slim, or does not close."""
    loop, wide = random.uniform(0.25, 0.72), random.uniform(0.35, 0.8)
    lean, closing = random.uniform(0.05, 0.85), random.uniform(-0.1, 0.6)
    if random.random() < 0.65:
        closing = 0.0
    middle = (1 + loop) / 2
    knots = [
        (lean * wide, random.uniform(-0.05, 0.05)),
        (0.35 * lean * wide, 0.5 * loop),
        (0.02, loop),
        (0.06 * wide, middle + 0.1),
        (0.45 * wide, 1.0),
        (0.95 * wide, middle + 0.08),
        (0.75 * wide, loop + 0.06),
        (0.4 * wide, loop),
        (0.02 + closing * 0.4 * wide, loop + 0.2 * (1 - loop) + 0.1 * closing),
    ]
    if closing > 0.3:
        knots = knots[:-1]
    return [_drawn(knots, random)]


def nine(digit: int, random: Random) -> Drawing:
    """Draw a 9 with a hook for a tail, or with a head that does not close."""
    head, wide = random.uniform(0.35, 0.6), random.uniform(0.35, 0.75)
    return [_nine(head, wide, _tail(wide, head, random), random)]


def small_headed_nine(digit: int, random: Random) -> Drawing:
    """Draw a slanted 9 whose head is small and flat, on a long stem."""
    head, wide = random.uniform(0.16, 0.36), random.uniform(0.3, 0.6)
    bend = random.uniform(0.6, 1.0)
    tail = [(bend * wide, 0.6), (random.uniform(0.3, 0.9) * wide, 1.0)]
    path = _nine(head, wide, tail, random)
    return [path - random.uniform(0, 0.7) * path[:, 1:] * [1, 0]]


def flagged_one(digit: int, random: Random) -> Drawing:
    """Draw a slanted 1 with a flag, long at times, at a sharp top or a round one."""
    top, bottom = np.array([0.0, 0.0]), np.array([random.uniform(-0.55, 0.05), 1.0])
    length, slope = random.uniform(0.2, 0.6), np.radians(random.uniform(30, 65))
    start = length * np.array([-np.cos(slope), np.sin(slope)])
    if random.random() < 0.5:
        bow = random.normal(0, 0.03, 2)
        return [curve(np.stack([start, 0.3 * start + bow, top, 0.25 * bottom, bottom]), 40)]
    return [np.concatenate([dense(np.stack([start, top]), 12), dense(np.stack([top, bottom]), 24)])]


def one_on_a_foot(digit: int, random: Random) -> Drawing:
    """Draw a 1 on a foot, with a flag or without."""
    slant = random.uniform(-0.03, 0.15)
    top, bottom = np.array([slant, 0.0]), np.array([-slant, 1.0])
    stem = dense(np.stack([top, bottom]), 24)
    if random.random() < 0.7:
        length, slope = random.uniform(0.15, 0.55), np.radians(random.uniform(30, 68))
        start = top + length * np.array([-np.cos(slope), np.sin(slope)])
        stem = np.concatenate([dense(np.stack([start, top]), 12), stem])
    left, right = random.uniform(0.1, 0.38, 2)
    ends = bottom + np.array([[-left, 0.0], [right, 0.0]])
    return [stem, dense(ends + random.normal(0, 0.02, (2, 2)), 12)]


def seven(digit: int, random: Random) -> Drawing:
    """Draw a crossed 7 whose bar is low or slanted, or whose stem ends in a curl."""
    wide, foot = random.uniform(0.4, 0.75), random.uniform(0.0, 0.3)
    knots = [(0.0, random.uniform(-0.02, 0.1)), (wide, 0.0), (wide * 0.65, 0.45), (foot, 1.0)]
    if random.random() < 0.35:  # a serif, down from the start of the roof
        knots.insert(0, (random.uniform(-0.05, 0.05), random.uniform(0.1, 0.22)))
    if random.random() < 0.5:
        roof, stem = _cornered(np.array(knots[:-2]), random), knots[-3:]
    else:
        roof, stem = _cornered(np.array(knots[:-2]), random), [knots[-3], knots[-1]]
    if random.random() < 0.3:
        way = random.choice([-1, 1])
        stem = [*stem[:-1], (foot, 0.92), (foot + way * random.uniform(0.08, 0.2), 1.0)]
    down = random.uniform(0.4, 0.72)
    across = wide + (foot - wide) * down
    left, right = random.uniform(0.1, 0.35, 2)
    rise = random.uniform(-0.06, 0.12)
    bar = np.array([(across - left, down + rise / 2), (across + right, down - rise / 2)])
    return [np.concatenate([roof, _drawn(stem, random)]), dense(bar, 12)]


def three(digit: int, random: Random) -> Drawing:
    """Draw a 3 that is slim and hardly curved, or that has a flat roof."""
    wide, middle = random.uniform(0.18, 0.55), random.uniform(0.38, 0.52)
    depth = random.uniform(0.15, 0.9)  # how far the middle is drawn in
    waist = (wide * (1 - depth), middle)
    lower = [waist, (wide, 0.5 * (1 + middle)), (0.7 * wide, 0.96), (0.0, 0.97)]
    if random.random() < 0.35:
        roof = _cornered(np.array([(0.0, 0.02), (wide, 0.0), waist]), random)
    else:
        roof = _drawn([(0.0, 0.06), (0.6 * wide, 0.0), (wide, 0.45 * middle), waist], random)
    return [np.concatenate([roof, _drawn(lower, random)])]


def eight(digit: int, random: Random) -> Drawing:
    """Draw an 8 of two rings, or one whose head does not close."""
    upper = random.uniform(0.18, 0.26)
    lower = 0.5 - upper + random.uniform(-0.02, 0.05)
    if random.random() < 0.5:
        start = random.uniform(0, 360)
        rings = [
            arc(0.5, upper, upper, start, start + 360),
            arc(0.5, 2 * upper + lower, lower, start - 90, start + 270),
        ]
        return [ring + random.normal(0, 0.02, 2) for ring in rings]
    wide, gap = random.uniform(0.4, 0.65), random.uniform(0.0, 0.3)
    knots = [(wide, 0.12), (0.5 * wide, 0.0), (0.05, 0.2), (0.5 * wide, 0.48), (wide, 0.75)]
    knots += [(0.5 * wide, 1.0), (0.0, 0.76), (0.45 * wide, 0.5), (wide * (0.95 + gap), 0.2)]
    return [_drawn([*knots, (wide * (0.9 + gap), 0.08)], random)]


def zero(digit: int, random: Random) -> Drawing:
    """Draw a 0 with a slash in it, short or long, or one that is a slim box."""
    wide = random.uniform(0.28, 0.45)
    start = random.uniform(-110, -60)
    ring = arc(0, 0, 1, start, start + random.uniform(345, 380)) * (wide, 0.5)
    reach, lean = random.uniform(0.55, 1.25), random.uniform(0.5, 1.1)
    slash = reach * np.array([(-wide * lean, 0.5), (wide * lean, -0.5)])
    if random.random() < 0.12:
        slash[:, 0] *= -1
    return [ring + random.normal(0, 0.01, 2), dense(slash, 12)]


ALLOGRAPHS: dict[int, tuple[Callable[[int, Random], Drawing], ...]] = {
    0: (zero,),
    1: (flagged_one, one_on_a_foot),
    2: (segments,),
    3: (three, segments),
    4: (segments,),
    5: (segments,),
    6: (six, segments),
    7: (seven, segments),
    8: (eight, segments),
    9: (nine, small_headed_nine, segments),
}


def draw_allographs(count: int, seed: int) -> PenDigits:
    """Draw so many digits, the ways of writing one in turn."""
    ways = [(digit, way) for digit, makers in ALLOGRAPHS.items() for way in makers]
    labels = [ways[number % len(ways)][0] for number in range(count)]
    strokes: list[Strokes] = [
        ways[number % len(ways)][1](label, np.random.default_rng([seed, number]))
        for number, label in enumerate(labels)
    ]
    return PenDigits(strokes, labels)


def _nine(head: float, wide: float, tail: list[tuple[float, float]], random: Random) -> Path:
    """Draw the head of a 9, closed or open, and its tail."""
    opened = random.uniform(0, 0.5) if random.random() < 0.4 else 0.0
    knots = [
        (wide, (0.15 + opened) * head),
        (0.5 * wide, 0.0 if opened < 0.25 else 0.05 * head),
        (0.05 * wide, 0.35 * head),
        (0.12 * wide, 0.8 * head),
        (0.5 * wide, head),
        (0.95 * wide, 0.6 * head),
        (wide * random.uniform(0.95, 1.08), (0.1 if opened < 0.25 else 0.3) * head),
    ]
    return _drawn(knots[opened > 0.25 :] + tail, random)


def _tail(wide: float, head: float, random: Random) -> list[tuple[float, float]]:
    if random.random() < 0.5:
        return [(wide * 0.95, head + 0.15), (wide * random.uniform(0.5, 1.0), 1.0)]
    hook = random.uniform(0.2, 1.0)
    tail = [(wide * 0.98, head + 0.15), (0.9 * wide, 0.88), (0.5 * wide, 1.0)]
    return [*tail, ((0.5 - 0.6 * hook) * wide, 1.0 - 0.18 * hook)]


def _drawn(knots: list[tuple[float, float]], random: Random) -> Path:
    """Draw a curve through the knots, each moved a little."""
    places = np.array(knots) + random.normal(0, 0.02, (len(knots), 2))
    places[[0, -1]] = np.array(knots)[[0, -1]]  # where another line may go on
    return curve(places, 7 * len(knots))


def _cornered(knots: npt.NDArray[np.float64], random: Random) -> Path:
    """Draw straight lines that a hand does not hold quite straight."""
    path = dense(knots, 10 * len(knots))
    return path + random.normal(0, random.uniform(0, 0.008), path.shape)


def _lifted(path: Path, random: Random) -> Drawing:
    """Draw each straight line by itself, a little too long or too short."""
    lines = []
    for start, end in pairwise(path):
        early, late = random.normal(0, 0.04, 2)
        lines.append(np.stack([start + early * (end - start), end + late * (end - start)]))
    return lines
