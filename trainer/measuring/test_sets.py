"""The figures of a model: each set of drawings, sent the served way, through one callable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import click
import numpy as np
import numpy.typing as npt

from trainer.data import nondigits
from trainer.data.cifar10 import Cifar10
from trainer.data.drawings import drawn, drawn_anyhow, drawn_turned, enlarged, served
from trainer.data.mnist import Mnist
from trainer.data.pen_digits import ISTANBUL, PenDigits
from trainer.data.rendering import Strokes
from trainer.data.stroke_augmentation import augment_strokes
from trainer.measuring.evaluation import Evaluation, Predict, evaluate
from webapp.reading.model_card import Framing, Verdict
from webapp.reading.preprocessing import BOX, CENTRE


@dataclass(frozen=True)
class TestSets:
    """What models are measured on, by the set's name.

    Images are uint8 (N, 28, 28), or (N, 32, 32, 3), with one label each;
    `others` are images of what is no digit, by kind; `pens` the strokes, where there are any.
    """

    images: dict[str, npt.NDArray[np.uint8]]
    labels: dict[str, npt.NDArray[np.integer]]
    others: dict[str, npt.NDArray[np.uint8]] = field(default_factory=dict)
    pens: PenDigits | None = None


TITLES = {
    "mnist_test": "MNIST test",
    "mnist_test_on_pad": "MNIST test, enlarged on the pad and back",
    "pen_test": "pen digits test",
    "pen_test_any_pen": "pen digits test, any pen, size and place",
    "pen_test_turned": "pen digits test, turned by up to 15 degrees",
    "istanbul_validation": "pen digits of Istanbul, writers not trained on",
    "cifar_test": "CIFAR-10 test",
}
# Non-digits of each kind that are drawn to measure how many are flagged.
NONDIGITS = 300


def sets_of(data: Mnist | Cifar10, pens: dict[str, PenDigits] | None) -> TestSets:
    """Prepare what the models of a task are measured on, and say where pen digits are missing."""
    if isinstance(data, Cifar10):
        return picture_sets(data)
    if pens is None:
        click.echo("No pen digits in the data folder: accuracy on drawn digits is not measured.")
    return test_sets(data, pens)


def test_sets(mnist: Mnist, pens: dict[str, PenDigits] | None) -> TestSets:
    """Prepare the sets: MNIST as it is, MNIST by way of the pad, and any pen digits.

    A set is what the server makes of it: PNGs, decoded and preprocessed. Of Istanbul there is no
    test split: its writers that are measured chose the epoch, and trained nothing.
    """
    images = {"mnist_test": mnist.x_test, "mnist_test_on_pad": served(enlarged(mnist.x_test))}
    labels: dict[str, npt.NDArray[np.integer]] = {
        name: mnist.y_test.astype(np.int64) for name in images
    }
    if pens:
        images |= pen_sets(pens["test"].strokes, "pen_test")
        labels |= dict.fromkeys(images.keys() - labels, np.asarray(pens["test"].labels, np.int64))
    if pens and pens.get(ISTANBUL):
        images["istanbul_validation"] = served(drawn(digit) for digit in pens[ISTANBUL].strokes)
        labels["istanbul_validation"] = np.asarray(pens[ISTANBUL].labels, np.int64)
    others = nondigit_sets(pens["test"].strokes if pens else [])
    return TestSets(images, labels, others, pens["test"] if pens else None)


def picture_sets(pictures: Cifar10) -> TestSets:
    """Prepare the one set that picture models are measured on."""
    return TestSets({"cifar_test": pictures.x_test}, {"cifar_test": pictures.y_test})


def pen_sets(strokes: Sequence[Strokes], name: str) -> dict[str, npt.NDArray[np.uint8]]:
    """Draw strokes as the page does, with any pen, size and place, and turned; served, each."""
    random = np.random.default_rng(0)
    return {
        name: served(drawn(digit) for digit in strokes),
        f"{name}_any_pen": served(drawn_anyhow(digit, random) for digit in strokes),
        f"{name}_turned": served(drawn_turned(digit, random.uniform(-15, 15)) for digit in strokes),
    }


def nondigit_sets(digits: Sequence[Strokes]) -> dict[str, npt.NDArray[np.uint8]]:
    """Write what is no digit, by kind, with pens of all kinds: uint8 (N, 28, 28) each.

    Kinds that are made of digits are left out where there are none.
    """
    return {
        kind: nondigit_set(kind, digits) for kind in nondigits.possible(nondigits.KINDS, digits)
    }


def nondigit_set(kind: str, digits: Sequence[Strokes] = ()) -> npt.NDArray[np.uint8]:
    """Write what is no digit, of one kind, as `nondigit_sets` does: uint8 (N, 28, 28)."""
    return augment_strokes(nondigits.draw([kind], digits, NONDIGITS, seed=1000), 1, seed=1000)


def refusals(score: Predict, threshold: float, sets: TestSets) -> Verdict:
    """Measure what a network's P(digit) makes of digits and of what is none.

    Returns:
        the shares under the threshold: `refused` of each test set, `flagged` of each kind of
        non-digit.
    """

    def shares(images: Mapping[str, npt.NDArray[np.uint8]]) -> dict[str, float]:
        return {name: float((score(each) < threshold).mean()) for name, each in images.items()}

    return {"refused": shares(sets.images), "flagged": shares(sets.others)}


def measure(predict: Predict, sets: TestSets) -> dict[str, Evaluation]:
    """Evaluate one model on every set."""
    return {
        name: evaluate(predict, images, sets.labels[name]) for name, images in sets.images.items()
    }


def framing(images: npt.NDArray[np.uint8]) -> Framing:
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
    longer = np.maximum(_extent(images.max(axis=2) > 0), _extent(images.max(axis=1) > 0))
    return {
        "n": len(images),
        "centroid_within_half_a_pixel": float((off_centre <= 0.5).mean()),
        "longer_side_is_20": float((longer == BOX).mean()),
    }


def _extent(inked: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    first = inked.argmax(axis=1)
    last = inked.shape[1] - 1 - inked[:, ::-1].argmax(axis=1)
    extent: npt.NDArray[np.int64] = last - first + 1
    return extent
