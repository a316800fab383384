"""Where the ink of a picture starts and ends, outlying dust left out.

What is trimmed off one way may make dust of what lies the other way, so it takes turns. Their
number hangs on the picture: every pixel is counted once at first, and once more as it is trimmed.
"""

import numpy as np
import numpy.typing as npt

# Of the ink's pixels: an outlying part with less is dust.
DUST = 0.012

Mask = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.intp]


def crop(mask: Mask) -> tuple[int, int, int, int]:
    """Return top, bottom, left, right of the ink, outlying dust left out.

    Args:
        mask: bool (H, W), True where there is ink; somewhere there is.
    """
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    box = int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1
    if len(rows) == box[1] - box[0] and len(columns) == box[3] - box[2]:
        return box  # nothing lies apart: so it is nearly always
    return _trimmed(mask, box)


def _trimmed(mask: Mask, box: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    top, bottom, left, right = box
    rows = _counted(mask[top:bottom, left:right], 1)
    columns = _counted(mask[top:bottom, left:right], 0)
    while True:
        above, below = _extent(rows)
        before, behind = _extent(columns)
        if (above, below, before, behind) == (0, len(rows), 0, len(columns)):
            return box
        window = mask[top:bottom, left:right]
        columns = columns - _counted(window[:above], 0) - _counted(window[below:], 0)
        window = window[above:below]
        rows = rows[above:below] - _counted(window[:, :before], 1) - _counted(window[:, behind:], 1)
        columns = columns[before:behind]
        if not columns.any():
            return box  # scattered dots, all of them dust
        top, bottom, left, right = top + above, top + below, left + before, left + behind
        box = top, bottom, left, right


def _counted(mask: Mask, across: int) -> Counts:
    """Count the ink: in each row for `across` 1, in each column for 0."""
    counts: Counts = np.count_nonzero(mask, axis=across)
    return counts


def _extent(counts: Counts) -> tuple[int, int]:
    """Return where the ink starts and ends, from how much there is in each row or column.

    Dust that lies outside the drawing's box is apart from it in its rows or in its columns:
    an outermost run of inked rows, with next to nothing in it, is dust.
    """
    inked = np.flatnonzero(counts)
    starts = np.flatnonzero(np.diff(inked, prepend=-2) > 1)
    amounts = np.add.reduceat(counts[inked], starts)
    heavy = np.flatnonzero(amounts >= DUST * amounts.sum())
    # Of runs under 1.2 % each there could be hundreds: all dust, of which the last one is kept.
    first, last = (heavy[0], heavy[-1]) if len(heavy) else (len(starts) - 1, len(starts) - 1)
    ends = np.append(starts[1:], len(inked)) - 1
    return int(inked[starts[first]]), int(inked[ends[last]]) + 1
