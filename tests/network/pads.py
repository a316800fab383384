"""A thousand pen drawings and a thousand MNIST digits, as the pad sends them: grey, 280x280."""

import io
import json
from itertools import islice
from pathlib import Path

import numpy as np
from PIL import Image

from trainer.data import mnist, pen_digits
from trainer.data.drawings import drawn, enlarged
from trainer.data.rendering import render_as_page
from trainer.data.stroke_augmentation import StrokeAugmentation

ROOT = Path(__file__).parents[2]
OF_EACH = 1000


def pads_of(data):
    """Return uint8 (2000, 280, 280): pens first. Without the data sets, from what is shipped."""
    pens, digits = (real_pens(data), mnist_test(data)) if data else (written(), shipped_digits())
    return np.stack([*pens, *islice(map(levels, enlarged(digits)), OF_EACH)])


def levels(png):
    return np.asarray(Image.open(io.BytesIO(png)))


def real_pens(data):
    splits = pen_digits.load(data)
    strokes = splits["test"].strokes + splits["validation"].strokes
    return [levels(drawn(each)) for each in strokes[:OF_EACH]]


def mnist_test(data):
    return mnist.load(data).x_test[:OF_EACH]


def written():
    """The page's own samples, written anew with other hands and pens."""
    samples = json.loads((ROOT / "static" / "samples.json").read_text())["samples"]
    strokes = [[[p[:2] for p in s["points"]] for s in sample["strokes"]] for sample in samples]
    for number in range(OF_EACH):
        random = np.random.default_rng(number)
        placed, pen = StrokeAugmentation().write(strokes[number % len(strokes)], random)
        yield 255 - render_as_page(placed, pen)


def shipped_digits():
    """The test digits of a model's report, over and over: each is enlarged otherwise each time."""
    report = ROOT / "saved_models" / "lenet" / "report"
    images = json.loads((report / "report.json").read_text())["images"]
    sprite = np.asarray(Image.open(report / images["file"]).convert("L"))
    rows = sprite.reshape(sprite.shape[0] // 28, 28, -1, 28).swapaxes(1, 2).reshape(-1, 28, 28)
    digits = rows[: len(images["places"])]
    return np.tile(digits, (OF_EACH // len(digits) + 1, 1, 1))
