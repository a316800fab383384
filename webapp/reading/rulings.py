"""Lines that are the paper's and not the pen's: ruled, squared, and frames along the edge.

Such a line is straight and runs from one edge of the picture to the other. As in music, where
staff lines are taken away (Dalitz et al., IEEE PAMI 30:5, 2008), it goes where it lies alone, and
stays where a stroke crosses it: there the run of ink across the line is longer than it is thick.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
Levels = npt.NDArray[np.uint8]

# Parts of a line's length that are looked at one by one; most must have ink in most of them.
STRIPS = 16
STRIPS_INKED = 13
STRIP_INKED = 0.6
# How far a line may sink or rise on its way across, as a share of its length.
SLANT = 0.09
# Of the shorter side: what is thicker is no line.
THICKEST = 0.1
# Of its runs, those that are as thick as most: strokes cross the rest.
STEADY = 0.6
# Of the strokes' thickness, and their ink's level: a line that is no more is not of the pen.
THINNER, FAINTER = 0.55, 0.8
# The same along the edge of the picture, that may cut a stroke in half.
THINNEST = 0.4
# In a smaller picture a stroke's own edge may look like a line that is thinner.
SMALL = 56
# Of the paper's lines there are so many side by side; in a digit there are at most three.
MANY = 4
# Of the shorter side: a line so near to the edge is a part of a frame.
EDGE = 0.15
# What is left without the lines is a drawing: of the lines' pixels, and of all pixels.
LEFT_OF_LINES, LEFT_OF_ALL = 0.02, 0.001


@dataclass(frozen=True)
class Line:
    """A line; `place` is the middle row of one that runs across, or column of one that runs down.

    Its runs are those of ink across it: where they start and end in the flattened picture, which
    is on its side for lines that run across.
    """

    place: float
    thickness: float
    level: float
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]


def ruled(ink: Levels, faintest: int) -> Mask | None:
    """Find the pixels of the paper's lines: bool (H, W), or None where there is no such line.

    Args:
        ink: uint8 (H, W), 0 = ground.
        faintest: what is fainter is no ink.
    """
    mask = ink > faintest
    across = _lines(mask, ink)
    down = _lines((mask & ~_pixels(across, [], mask.shape)).T, ink.T)
    if not across and not down:
        return None
    across, down = _of_paper(across, down, ink, mask)
    return _pixels(across, down, mask.shape) if across or down else None


def _of_paper(
    across: list[Line], down: list[Line], ink: Levels, mask: Mask
) -> tuple[list[Line], list[Line]]:
    found = _pixels(across, down, mask.shape)
    left = mask & ~found
    amount = np.count_nonzero(left)
    if amount < LEFT_OF_LINES * np.count_nonzero(found) or amount < LEFT_OF_ALL * left.size:
        return [], []  # a drawing of nothing but straight lines
    stroke, level = _thickness(left), float(np.percentile(ink[left], 75))
    height, width = mask.shape
    framed = _at_both_edges(across, height) and _at_both_edges(down, width)
    squared = min(len(across), len(down)) >= MANY - 1
    wide = min(mask.shape) >= SMALL
    kept: tuple[list[Line], list[Line]] = ([], [])
    for lines, length, of_paper in ((across, height, kept[0]), (down, width, kept[1])):
        for line in lines:
            at_edge = not line.thickness < line.place < length - line.thickness
            thin = line.thickness <= (THINNEST if at_edge else THINNER) * stroke and wide
            in_frame = framed and not EDGE * length < line.place < (1 - EDGE) * length
            if (
                thin
                or in_frame
                or squared
                or len(lines) >= MANY
                or (wide and line.level < FAINTER * level)
            ):
                of_paper.append(line)
    return kept


def _at_both_edges(lines: list[Line], length: int) -> bool:
    places = [line.place for line in lines]
    return bool(places) and min(places) < EDGE * length and max(places) > (1 - EDGE) * length


def _pixels(across: list[Line], down: list[Line], shape: tuple[int, int]) -> Mask:
    """Fill the lines: bool (H, W)."""
    return _drawn(across, shape[::-1]).T | _drawn(down, shape)


def _drawn(lines: list[Line], shape: tuple[int, int]) -> Mask:
    if not lines:
        return np.zeros(shape, bool)
    starts = np.concatenate([line.starts for line in lines])
    ends = np.concatenate([line.ends for line in lines])
    return _filled(shape, starts, ends)


def _lines(mask: Mask, ink: Levels) -> list[Line]:
    """Find what runs from the left edge to the right, and what of it lies alone."""
    traced = _traced(mask)
    if traced is None:
        return []
    starts, ends = _runs(mask.T)
    numbers = np.maximum.reduceat(traced.T.ravel(), starts)
    lengths = ends - starts
    levels = np.maximum.reduceat(np.where(mask, ink, 0).T.ravel(), starts)
    found = []
    for number in range(1, int(traced.max()) + 1):
        mine = numbers == number
        if not mine.any():
            continue
        thickness = float(np.median(lengths[mine]))
        if thickness > THICKEST * min(mask.shape):
            continue
        alone = mine & (lengths <= 1.5 * thickness + 1)
        if not _is_straight(starts[alone], ends[alone], mask.shape) or (
            np.count_nonzero(np.abs(lengths[mine] - thickness) <= 1 + thickness / 10)
            < STEADY * np.count_nonzero(mine)
        ):
            continue
        place = float(np.mean((starts[alone] + ends[alone] - 1) / 2 % mask.shape[0]))
        level = float(np.median(levels[alone]))
        found.append(Line(place, thickness, level, starts[alone], ends[alone]))
    return found


def _is_straight(starts: np.ndarray, ends: np.ndarray, shape: tuple[int, ...]) -> bool:
    """Whether the middles of runs lie on a line; a pen draws none so straight."""
    column, middle = starts // shape[0], (starts + ends - 1) / 2 % shape[0]
    if np.ptp(column) == 0:
        return False
    off = np.abs(middle - np.polyval(np.polyfit(column, middle, 1), column))
    return float(np.percentile(off, 90)) <= 1


def _traced(mask: Mask) -> npt.NDArray[np.int16] | None:
    """Number the lines from edge to edge: int16 (H, W), 0 = none; None where there is none."""
    height, width = mask.shape
    thick = mask.copy()  # by a pixel up and down: slanted lines step
    thick[1:] |= mask[:-1]
    thick[:-1] |= mask[1:]
    edges = np.linspace(0, width, STRIPS + 1).astype(int)
    inked = np.stack(
        [
            np.count_nonzero(thick[:, left:right], axis=1) >= STRIP_INKED * (right - left)
            for left, right in pairwise(edges)
        ]
    )
    most = max(1, round(SLANT * width))
    slants = 2 * np.arange(-(most // 2), most // 2 + 1) / width
    middles = (edges[:-1] + edges[1:]) / 2 - width / 2
    shifts = np.rint(slants[:, None] * middles).astype(int)
    places = np.arange(-most, height + most)
    rows = places + shifts[:, :, None]
    inside = (rows >= 0) & (rows < height)
    hit = inked[np.arange(STRIPS)[None, :, None], np.clip(rows, 0, height - 1)] & inside
    hits, insides = hit.sum(axis=1), inside.sum(axis=1)
    slant, place = np.nonzero(hits >= STRIPS_INKED)
    if not len(place):
        return None
    if _number_of_groups(place) >= MANY:
        # Slanted lines leave the paper above and below: what is there of such is looked for too.
        alike = np.abs(slants - np.median(slants[slant]))[:, None] <= 2 / width
        short = (hits >= STRIPS_INKED / STRIPS * insides) & (insides >= 2)
        slant, place = np.nonzero((hits >= STRIPS_INKED) | (alike & short))
    return np.where(mask, _numbered(slants[slant], places[place], mask.shape), 0)


def _number_of_groups(places: np.ndarray) -> int:
    return 1 + int(np.count_nonzero(np.diff(np.unique(places)) > 1))


def _numbered(slants: np.ndarray, places: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    height, width = shape
    rows = np.unique(places)
    groups = 1 + np.searchsorted(rows[np.flatnonzero(np.diff(rows) > 1) + 1], places, "right")
    columns = np.arange(width)
    at = np.rint(places[:, None] + slants[:, None] * (columns - width / 2)).astype(int)
    inside = (at >= 0) & (at < height)
    traced = np.zeros(shape, np.int16)
    traced[at[inside], np.nonzero(inside)[1]] = np.broadcast_to(groups[:, None], at.shape)[inside]
    return traced


def _runs(mask: Mask) -> tuple[np.ndarray, np.ndarray]:
    """Return where the runs of ink along the rows start and end, in the flattened mask."""
    padded = np.zeros((mask.shape[0], mask.shape[1] + 2), np.int8)
    padded[:, 1:-1] = mask
    steps = np.diff(padded, axis=1)
    (row, start), (_, end) = np.nonzero(steps == 1), np.nonzero(steps == -1)
    return row * mask.shape[1] + start, row * mask.shape[1] + end


def _filled(shape: tuple[int, int], starts: np.ndarray, ends: np.ndarray) -> Mask:
    steps = np.zeros(shape[0] * shape[1] + 1, np.int8)
    steps[starts] += 1
    steps[ends] -= 1
    return np.cumsum(steps[:-1], dtype=np.int8).reshape(shape).astype(bool)


def _thickness(mask: Mask) -> float:
    """Return how thick strokes are: most of their pixels have no shorter run, across or down."""
    shorter = np.minimum(_run_lengths(mask), _run_lengths(mask.T).T)[mask]
    return float(np.percentile(shorter, 25))


def _run_lengths(mask: Mask) -> np.ndarray:
    starts, ends = _runs(mask)
    lengths = np.zeros(mask.size, np.int32)
    lengths[_filled(mask.shape, starts, ends).ravel()] = np.repeat(ends - starts, ends - starts)
    return lengths.reshape(mask.shape)
