"""What is shown of a model beside its drawings: its prototypes, and test digits it gets wrong."""

import base64
import itertools
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from webapp.reading.classifier import Classifier
from webapp.reading.preprocessing import SIDE, to_mnist

PROTOTYPES_FILE = "prototypes.json"
# What a test digit is enlarged by on the pad.
ENLARGED = 10
MOST_WRONG = 24
# Test digits of one confusion that are tried: on the pad, some are read otherwise.
MOST_TRIED = 4


class NothingToShow(LookupError):
    """A model's report does not have what is asked for."""


def prototypes(report: Path) -> list[dict[str, Any]]:
    """Return the pictures that a model is surest of: digit, probability, pixels (base64).

    Raises:
        NothingToShow: the report has none, or a damaged file.
    """
    pictures: list[dict[str, Any]] = _read(report / PROTOTYPES_FILE, "digits")
    return pictures


@cache
def test_digits(report: Path, classifier: Classifier, name: str) -> dict[str, Any]:
    """Return test digits that a model gets wrong on the pad too, and as a control right ones.

    Each has its index in the test set, its true digit, what it was read as, and its pixels
    (base64, 28x28). The right ones are those of each digit of which the model was least sure.

    Raises:
        NothingToShow: the report has no test images, or damaged ones.
    """
    images = _read(report / "report.json", "images")
    try:
        sprite = np.asarray(Image.open(report / images["file"]).convert("L"))
        found: list[dict[str, Any]] = []
        for cell, numbers in images["cells"].items():
            true, predicted = map(int, cell.split(","))
            tried = (_test_digit(sprite, images, true, number) for number in numbers[:MOST_TRIED])
            as_told = (
                {**each, "read": read}
                for each in tried
                if ((read := _read_on_pad(classifier, name, each)) == true) == (true == predicted)
            )
            found.extend(itertools.islice(as_told, 1))
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise NothingToShow(report.parent.name) from error
    wrong = [each for each in found if each["read"] != each["true"]]
    by_digit = itertools.zip_longest(*([e for e in wrong if e["true"] == d] for d in range(10)))
    mixed = [each for one_of_each in by_digit for each in one_of_each if each]
    return {
        "wrong": mixed[:MOST_WRONG],
        "right": [each for each in found if each["read"] == each["true"]],
    }


def _read(path: Path, key: str) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))[key]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NothingToShow(path.parent.parent.name) from error


def _test_digit(
    sprite: npt.NDArray[np.uint8], images: dict[str, Any], true: int, number: int
) -> dict[str, Any]:
    row, column = divmod(number, images["columns"])
    pixels = sprite[row * SIDE : (row + 1) * SIDE, column * SIDE : (column + 1) * SIDE]
    if pixels.shape != (SIDE, SIDE):
        raise ValueError("the picture of all test images is smaller than its description")
    encoded = base64.b64encode(pixels.tobytes()).decode()
    return {"index": images["places"][number], "true": true, "pixels": encoded}


def _read_on_pad(classifier: Classifier, name: str, test_digit: dict[str, Any]) -> int:
    """Classify a test digit as the page puts it on the pad: each pixel a square of 10x10."""
    pixels = np.frombuffer(base64.b64decode(test_digit["pixels"]), np.uint8).reshape(SIDE, SIDE)
    pad = pixels.repeat(ENLARGED, axis=0).repeat(ENLARGED, axis=1)
    return classifier.classify(to_mnist(pad), name).digit
