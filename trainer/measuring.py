"""The figures of a model: each set of drawings, sent the served way, through one callable."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer.datasets.mnist import Mnist
from trainer.datasets.pen_digits import PenDigits
from trainer.drawings import drawn, enlarged, served
from trainer.evaluation import Evaluation, Predict, evaluate
from webapp.preprocessing import BOX, CENTRE


@dataclass(frozen=True)
class TestSets:
    """What models are measured on: images uint8 (N, 28, 28) and labels, by the set's name."""

    images: dict[str, npt.NDArray[np.uint8]]
    labels: dict[str, npt.NDArray[np.int64]]


TITLES = {
    "mnist_test": "MNIST test",
    "mnist_test_on_pad": "MNIST test, enlarged on the pad and back",
    "pen_test": "pen digits test",
}


def test_sets(mnist: Mnist, pens: dict[str, PenDigits] | None) -> TestSets:
    """Prepare the sets: MNIST as it is, MNIST by way of the pad, and any pen digits.

    A set is what the server makes of it: PNGs, decoded and preprocessed.
    """
    images = {"mnist_test": mnist.x_test, "mnist_test_on_pad": served(enlarged(mnist.x_test))}
    labels = {name: mnist.y_test.astype(np.int64) for name in images}
    if pens:
        images["pen_test"] = served(drawn(strokes) for strokes in pens["test"].strokes)
        labels["pen_test"] = np.asarray(pens["test"].labels, np.int64)
    return TestSets(images, labels)


def measure(predict: Predict, sets: TestSets) -> dict[str, Evaluation]:
    """Evaluate one model on every set."""
    return {
        name: evaluate(predict, images, sets.labels[name]) for name, images in sets.images.items()
    }


def framing(images: npt.NDArray[np.uint8]) -> dict[str, Any]:
    """Measure how preprocessed images uint8 (N, 28, 28) lie in their frame.

    Returns:
        the shares of them whose centroid is within half a pixel of index 14 in both directions,
        and whose ink is 20 pixels along its longer side.
    """
    mass = images.sum(axis=(1, 2), dtype=np.int64)
    place = np.arange(images.shape[1])
    rows = images.sum(axis=2, dtype=np.int64) @ place / mass
    columns = images.sum(axis=1, dtype=np.int64) @ place / mass
    off_centre = np.maximum(abs(rows - CENTRE), abs(columns - CENTRE))
    longer = np.maximum(_extent(images.any(axis=2)), _extent(images.any(axis=1)))
    return {
        "n": len(images),
        "centroid_within_half_a_pixel": float((off_centre <= 0.5).mean()),
        "longer_side_is_20": float((longer == BOX).mean()),
    }


def _extent(inked: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    first = inked.argmax(axis=1)
    last = inked.shape[1] - 1 - inked[:, ::-1].argmax(axis=1)
    return last - first + 1
