import json
from pathlib import Path

import numpy as np
import pytest

from trainer.data.rendering import pen_width, place, render
from trainer.data.stroke_augmentation import StrokeAugmentation
from trainer.training.training_data import Split
from webapp.reading.preprocessing import to_mnist

SAMPLES = Path(__file__).parents[2] / "static" / "samples.json"


@pytest.fixture(scope="session", autouse=True)
def small_grids():
    """Reports show ten images where the shipped ones show sixty: each takes its time to lay out."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("trainer.publishing.reporting.GRID", (2, 5))
        patch.setattr("trainer.publishing.publish.GRID", (2, 5))
        yield


@pytest.fixture(scope="session")
def sample_strokes():
    """The page's own samples, as (digit, strokes)."""
    samples = json.loads(SAMPLES.read_text(encoding="utf-8"))["samples"]
    return [
        (
            sample["digit"],
            [[point[:2] for point in stroke["points"]] for stroke in sample["strokes"]],
        )
        for sample in samples
    ]


@pytest.fixture(scope="session")
def digits(sample_strokes):
    """A small data set of our own: the samples, each written anew 16 times."""
    augmentation, images, labels = StrokeAugmentation(), [], []
    for round_ in range(16):
        for number, (digit, strokes) in enumerate(sample_strokes):
            random = np.random.default_rng([round_, number])
            placed, _ = augmentation.write(strokes, random)
            images.append(to_mnist(render(place(placed), pen_width(place(placed), 0.06), 112)))
            labels.append(digit)
    return Split(np.stack(images), np.array(labels, np.uint8))
