"""Strokes written anew: each time a little differently, as people and their pens do."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context

import numpy as np
import numpy.typing as npt

from trainer.data.paper import Paper
from trainer.data.rendering import Placement, Strokes, place, render
from webapp.reading.preprocessing import SIDE, to_mnist

Stroke = npt.NDArray[np.float64]
Placed = list[Stroke]

# Pixels of the pictures that are drawn for training; they are shrunk to 20 anyhow.
RENDER_SIDE = 112
# Of the narrower side of a drawing: pens wider than that fill its loops.
LOOP = 0.3
# Drawings that a process writes at a time.
CHUNK = 250


@dataclass(frozen=True)
class StrokeAugmentation:
    """How differently a digit may be written; drawn anew for every digit.

    Attributes:
        rotation, slant: degrees either way.
        aspect: share by which the width may grow or shrink against the height.
        wobble: how far the whole line strays smoothly, as a share of the digit's size.
        tremor: how far each sample strays by itself, likewise.
        thinnest, thickest: pen's width as a share of the digit's longer side.
        fast: probability that a fast hand leaves samples out, so that curves turn to corners.
        gap: probability that a stroke starts late or ends early.
        hook: probability that the pen lands or leaves with a small hook.
        hairline: probability of a pen thinner than the thinnest, down to a sixth of it.
    """

    rotation: float = 18
    slant: float = 16
    aspect: float = 0.25
    wobble: float = 0.03
    tremor: float = 0.006
    thinnest: float = 0.035
    thickest: float = 0.19
    fast: float = 0.3
    gap: float = 0.15
    hook: float = 0.12
    hairline: float = 0.0

    def write(self, strokes: Strokes, random: np.random.Generator) -> tuple[Placed, float]:
        """Write a digit anew: strokes in pad units, and the pen's width in pad units."""
        size = random.uniform(0.35, 0.75)
        placed = place(strokes, Placement(size=size))
        placed = [self._hasty(stroke, random) for stroke in placed]
        placed = [self._hooked(stroke, size, random) for stroke in placed]
        placed = self._strayed(placed, size, random)
        turn = self._turn(random)
        placed = [(stroke - 0.5) @ turn + 0.5 for stroke in placed]
        return placed, min(size * self._pen(random), _widest(placed))

    def _pen(self, random: np.random.Generator) -> float:
        low, high = np.log(self.thinnest), np.log(self.thickest)
        if self.hairline and random.random() < self.hairline:
            low, high = low - np.log(6), low
        return float(np.exp(random.uniform(low, high)))

    def _turn(self, random: np.random.Generator) -> npt.NDArray[np.float64]:
        angle = np.radians(random.uniform(-self.rotation, self.rotation))
        slant = np.tan(np.radians(random.uniform(-self.slant, self.slant)))
        wider = np.exp(random.uniform(-self.aspect, self.aspect))
        rotation = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        slanted = np.array([[wider, 0], [0, 1]]) @ np.array([[1, 0], [slant, 1]])
        turn: npt.NDArray[np.float64] = slanted @ rotation
        return turn

    def _hasty(self, stroke: Stroke, random: np.random.Generator) -> Stroke:
        if len(stroke) > 8 and random.random() < self.fast:
            step = int(random.integers(2, max(3, len(stroke) // 6)))
            stroke = np.concatenate([stroke[:-1:step], stroke[-1:]])
        if len(stroke) > 8 and random.random() < self.gap:
            cut = int(random.integers(1, max(2, len(stroke) // 10)))
            stroke = stroke[cut:] if random.random() < 0.5 else stroke[:-cut]
        return stroke

    def _hooked(self, stroke: Stroke, size: float, random: np.random.Generator) -> Stroke:
        if random.random() >= self.hook:
            return stroke
        away = random.normal(0, 0.05 * size, (1, 2))
        if random.random() < 0.5:
            return np.concatenate([stroke[:1] + away, stroke])
        return np.concatenate([stroke, stroke[-1:] + away])

    def _strayed(self, placed: Placed, size: float, random: np.random.Generator) -> Placed:
        """Displace by a field that varies slowly over the pad, and each sample by itself."""
        waves = random.uniform(-9, 9, (4, 2)) / size * 0.6
        phases = random.uniform(0, 2 * np.pi, (4, 1))
        pushes = random.normal(0, self.wobble * size * random.random(), (4, 2))
        strayed = []
        for stroke in placed:
            swing = np.sin(waves @ stroke.T + phases)  # (4, points)
            noise = random.normal(0, self.tremor * size * random.random(), stroke.shape)
            strayed.append(stroke + swing.T @ pushes + noise)
        return strayed


def _widest(placed: Placed) -> float:
    """Return the widest pen that leaves loops open: a narrow 8 filled with ink is a thick 1."""
    sides: list[float] = np.ptp(np.concatenate(placed), axis=0).tolist()
    narrow, longer = min(sides), max(sides)
    return LOOP * narrow if narrow > 0.25 * longer else longer


def augment_strokes(
    strokes: Sequence[Strokes],
    times: int,
    seed: int,
    augmentation: StrokeAugmentation | None = None,
    paper: Paper | None = None,
) -> npt.NDArray[np.uint8]:
    """Write every digit `times` anew, draw it and preprocess it as the server does.

    The result depends on the seed alone, not on the number of processes.

    Returns:
        uint8 (times * digits, 28, 28): all digits in order, then all again.
    """
    write = partial(
        _write_one, augmentation=augmentation or StrokeAugmentation(), paper=paper or Paper()
    )
    jobs = [
        (digit, [seed, round_, place_])
        for round_ in range(times)
        for place_, digit in enumerate(strokes)
    ]
    if len(jobs) <= CHUNK:  # one process would do them all: this one is there already
        return np.stack(list(map(write, jobs)))
    # Started afresh, not forked: TensorFlow's threads do not survive a fork.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        return np.stack(list(pool.map(write, jobs, chunksize=CHUNK)))


def _write_one(
    job: tuple[Strokes, list[int]], augmentation: StrokeAugmentation, paper: Paper
) -> npt.NDArray[np.uint8]:
    strokes, seed = job
    if not strokes:
        return np.zeros((SIDE, SIDE), np.uint8)
    random = np.random.default_rng(seed)
    placed, pen = augmentation.write(strokes, random)
    ink = paper(_drawn_whole(placed, pen), random)
    return to_mnist(ink) if ink.any() else np.zeros((SIDE, SIDE), np.uint8)


def _drawn_whole(placed: Placed, pen: float) -> npt.NDArray[np.uint8]:
    """Draw strokes as ink; strokes that leave the pad are first moved back onto it."""
    points = np.concatenate(placed)
    low, high = points.min(axis=0) - pen, points.max(axis=0) + pen
    fit = min(1.0, 1 / (high - low).max())
    moved = [(stroke - (low + high) / 2) * fit + 0.5 for stroke in placed]
    return render(moved, pen * fit, RENDER_SIDE)
