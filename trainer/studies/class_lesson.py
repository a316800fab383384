"""What a class's board shows before and after learning, from the class's exported file.

The drawings were rendered by the server for the file, and by the browser for its board: now and
then a pixel differs by a level or two, so that the two tables may differ by a drawing.
"""

from dataclasses import dataclass
from math import comb
from pathlib import Path
from typing import Any

import keras
import numpy as np
import numpy.typing as npt

from trainer.errors import TrainerError
from trainer.studies.adaptation import Digits, PageNetwork, logits_of

THIRD = 3
ARRAYS = ("x", "y", "seat", "held_back")
SAME, OTHERS = "same pupils, held back", "pupils not seen"
PEOPLE, MNIST, LETTERS = "other people (pen digits)", "MNIST test digits", "letters, no digit"

Labels = npt.NDArray[Any]


@dataclass(frozen=True)
class ClassFile:
    """A class's drawings: uint8 (N, 28, 28), what they are, whose, and what was held back."""

    digits: Digits
    labels: Labels
    seats: Labels
    held_back: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Compared:
    """Two networks on the same n drawings: right, and right with one of them alone."""

    n: int
    before: int
    after: int
    better: int
    worse: int

    @property
    def chance(self) -> float:
        """How likely so uneven a split would be by luck: McNemar's exact test, two-sided."""
        tosses, fewer = self.better + self.worse, min(self.better, self.worse)
        tail = sum(comb(tosses, k) for k in range(fewer + 1))
        return min(1.0, float(2 * tail / 2**tosses))


def read_class(path: Path) -> ClassFile:
    """Read an exported class; drawings without ink are left out.

    Raises:
        TrainerError: it is none.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            x, y, seat, held = (file[name] for name in ARRAYS)
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise TrainerError(f"{path} is no class: take one home as .npz from its board.") from error
    if x.shape != (len(y), 28, 28) or x.dtype != np.uint8 or not len(y) == len(seat) == len(held):
        raise TrainerError(f"{path} is no class: its arrays do not fit together.")
    if len(y) and not 0 <= y.min() <= y.max() <= 9:
        raise TrainerError(f"{path} is no class: its labels are no digits.")
    legible = x.any(axis=(1, 2))
    return ClassFile(x[legible], y[legible].astype(int), seat[legible], held[legible].astype(bool))


def findings(network: PageNetwork, lesson: ClassFile) -> dict[str, Compared]:
    """Learn and measure as the board does; what cannot be measured is left out.

    Raises:
        TrainerError: no seat has drawn three.
    """
    held = lesson.held_back
    if not held.any() or held.all():
        raise TrainerError("Too few drawings: some seat must have drawn three.")
    head, read = _measured(network, lesson, held)
    found = {SAME: compared(lesson.labels[held], *read)}
    seats = np.unique(lesson.seats)
    if len(seats) >= THIRD:
        folds = [np.isin(lesson.seats, seats[third::THIRD]) for third in range(THIRD)]
        parts = [_measured(network, lesson, fold)[1] for fold in folds]
        labels = np.concatenate([lesson.labels[fold] for fold in folds])
        before, after = (np.concatenate([part[when] for part in parts]) for when in (0, 1))
        found[OTHERS] = compared(labels, before, after)
    return found | _of_strangers(network, head)


def compared(labels: Labels, before: Labels, after: Labels) -> Compared:
    """Compare what two networks made of the same drawings."""
    was, now = before == labels, after == labels
    better, worse = int((now & ~was).sum()), int((was & ~now).sum())
    return Compared(len(labels), int(was.sum()), int(now.sum()), better, worse)


def table(found: dict[str, Compared]) -> str:
    """Return the board's table in Markdown."""
    rows = ["| whose drawings | n | before | after | better | worse | p |", "|---|" + "---:|" * 6]
    rows += [
        f"| {name} | {each.n:,} | {each.before:,} | {each.after:,} | {each.better} | {each.worse} "
        f"| {each.chance:.3f} |"
        for name, each in found.items()
    ]
    return "\n".join(rows)


def _of_strangers(network: PageNetwork, head: keras.Model) -> dict[str, Compared]:
    """Compare the shipped head with one on whoever is not of the class; one view of each."""
    heads, found = (network.head, head), {}
    for name, (inputs, labels) in ((PEOPLE, network.people), (MNIST, network.mnist)):
        if len(labels):
            digits = [logits_of(each, inputs).argmax(1) for each in heads]
            found[name] = compared(labels, digits[0], digits[1])
    inputs, labels = network.letters
    refused = [network.refused(each, inputs) for each in heads]
    return found | {LETTERS: compared(labels, refused[0], refused[1])}


def _measured(
    network: PageNetwork, lesson: ClassFile, held: npt.NDArray[np.bool_]
) -> tuple[keras.Model, tuple[Labels, Labels]]:
    """Return the head that learned what is not held back, and what was read before and after."""
    head = network.learned(lesson.digits[~held], lesson.labels[~held])
    inputs = network.inputs(lesson.digits[held])
    return head, (network.read(network.head, inputs), network.read(head, inputs))
