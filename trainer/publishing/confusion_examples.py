"""Test images for the report's page: some of each cell of the confusion matrix, in one picture."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from trainer.measuring.evaluation import Evaluation

A_CELL = 8
COLUMNS = 32
MOST_BYTES = 250_000


def write_cells(
    folder: Path, evaluation: Evaluation, images: npt.NDArray[np.uint8], others: list[int]
) -> dict[str, Any]:
    """Write a sprite of test images, and return where each is in it, for report.json.

    Of the errors in a cell the most confident are taken, of the right answers the least
    confident: those are the images worth a look. Where the file would be over 250 KB, there are
    fewer a cell.

    Args:
        folder: of the report.
        evaluation: of the test images.
        images: those, uint8 (N, H, W), or (N, H, W, 3).
        others: indices of images that must be in the sprite too.

    Returns:
        `file`, its name; `width`, `height` of an image, `columns`; `places`: index of each
        image, in the sprite's order; `confidence`: of the answer to each; `cells`: by
        "true,predicted" the numbers of the cell's images in that order.
    """
    most = A_CELL
    while True:
        cells = _choose(evaluation, most)
        places = list(dict.fromkeys([*others, *(i for cell in cells.values() for i in cell)]))
        suffix, sprite = _encoded(images[places])
        if len(sprite) <= MOST_BYTES or most == 1:
            break
        most -= 1
    for old in folder.glob("cells.*"):
        old.unlink()
    (folder / f"cells.{suffix}").write_bytes(sprite)
    number = {index: place for place, index in enumerate(places)}
    confidence = evaluation.probabilities.max(axis=1)[places]
    return {
        "file": f"cells.{suffix}",
        "width": images.shape[2],
        "height": images.shape[1],
        "columns": COLUMNS,
        "places": places,
        "confidence": [round(float(each), 4) for each in confidence],
        "cells": {key: [number[index] for index in cell] for key, cell in cells.items()},
    }


def _choose(evaluation: Evaluation, most: int) -> dict[str, list[int]]:
    confidence = evaluation.probabilities.max(axis=1)
    chosen = {}
    for true, predicted in np.argwhere(evaluation.confusion_matrix):
        found = np.flatnonzero((evaluation.labels == true) & (evaluation.predicted == predicted))
        order = np.argsort(confidence[found] * (1 if true == predicted else -1), kind="stable")
        chosen[f"{true},{predicted}"] = [int(index) for index in found[order][:most]]
    return chosen


def _encoded(images: npt.NDArray[np.uint8]) -> tuple[str, bytes]:
    """Return the sprite and its format: PNG in grey; WebP in colour, a fifth of the bytes."""
    count, height, width = images.shape[:3]
    rows = -(-count // COLUMNS)
    sheet = np.zeros((rows * height, COLUMNS * width, *images.shape[3:]), np.uint8)
    for place, image in enumerate(images):
        row, column = divmod(place, COLUMNS)
        sheet[row * height :, column * width :][:height, :width] = image
    file = io.BytesIO()
    if images.ndim == 3:
        Image.fromarray(sheet).save(file, "PNG", optimize=True)
        return "png", file.getvalue()
    Image.fromarray(sheet).save(file, "WEBP", quality=80, method=6)
    return "webp", file.getvalue()
