"""Accuracy against how a drawing is made: turned, thick or thin, large or small, moved, noisy."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

import numpy as np
import numpy.typing as npt

from trainer.data.drawings import height, png, served, turned
from trainer.data.pen_digits import PenDigits
from trainer.data.rendering import Placement, Strokes, place, render, render_as_page
from trainer.measuring.evaluation import Predict
from webapp.reading import preprocessing

Ink = npt.NDArray[np.uint8]
Preprocess = Callable[[Sequence[Ink]], npt.NDArray[np.uint8]]

SIZE = 0.6


@dataclass(frozen=True)
class Curve:
    """One way in which drawings differ: its values, and how a drawing is made of one of them."""

    name: str
    axis: str
    values: tuple[float, ...]
    draw: Callable[[Strokes, float], Ink]


class MeasuredCurve(TypedDict):
    """A curve's accuracies, 0..1, by the way of reading, in the order of its values."""

    name: str
    axis: str
    values: list[float]
    n: int
    accuracy: dict[str, list[float]]


def _rotation(strokes: Strokes, degrees: float) -> Ink:
    return render_as_page(turned(place(strokes, Placement(size=SIZE)), degrees))


def _pen(strokes: Strokes, share: float) -> Ink:
    placed = place(strokes, Placement(size=SIZE))
    return render(placed, share / 100 * height(placed))


def _size(strokes: Strokes, share: float) -> Ink:
    return render_as_page(place(strokes, Placement(size=share / 100)))


def _shift(strokes: Strokes, share: float) -> Ink:
    middle = 0.5 + share / 100
    return render_as_page(place(strokes, Placement(size=0.45, x=middle, y=middle)))


def _noise(strokes: Strokes, deviation: float) -> Ink:
    ink = render_as_page(place(strokes, Placement(size=SIZE))).astype(float)
    noise = np.random.default_rng(0).normal(0, deviation, ink.shape)
    return np.clip(np.rint(ink + noise), 0, 255).astype(np.uint8)


CURVES = (
    Curve("rotation", "degrees", (-45, -30, -15, 0, 15, 30, 45), _rotation),
    Curve("pen width", "% of the height", (2, 4, 10, 18, 26), _pen),
    Curve("size", "% of the pad", (5, 10, 20, 50, 90), _size),
    Curve("shift", "% of the pad, down and right", (-24, -12, 0, 12, 24), _shift),
    Curve("noise", "standard deviation of 255", (0, 4, 8, 16, 32), _noise),
)


def plainly_resized(pictures: Sequence[Ink]) -> npt.NDArray[np.uint8]:
    """Bring ink to 28x28 as the tutorials do: the whole pad shrunk, nothing cropped or centred."""
    return np.stack([preprocessing.plainly_resized(ink) for ink in pictures])


def as_served(pictures: Sequence[Ink]) -> npt.NDArray[np.uint8]:
    """Bring ink to 28x28 as the server does."""
    return served(png(ink) for ink in pictures)


def measure_curves(
    pens: PenDigits, ways: Mapping[str, tuple[Preprocess, Predict]]
) -> list[MeasuredCurve]:
    """Measure the accuracy of several ways, each a preprocessing and a network, on each curve."""
    labels = np.asarray(pens.labels)
    measured: list[MeasuredCurve] = []
    for curve in CURVES:
        accuracies: dict[str, list[float]] = {name: [] for name in ways}
        for value in curve.values:
            pictures = [curve.draw(strokes, value) for strokes in pens.strokes]
            prepared = {way: way(pictures) for way in {way for way, _ in ways.values()}}
            for name, (preprocess, predict) in ways.items():
                predicted = predict(prepared[preprocess]).argmax(axis=1)
                accuracies[name].append(float((predicted == labels).mean()))
        measured.append(
            {
                "name": curve.name,
                "axis": curve.axis,
                "values": list(curve.values),
                "n": len(labels),
                "accuracy": accuracies,
            }
        )
    return measured
