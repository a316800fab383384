"""Pictures of digits to strokes and back."""

import numpy as np

from trainer.data.rendering import place, render
from trainer.data.skeletons import as_strokes, trace
from trainer.data.stroke_augmentation import StrokeAugmentation, augment_strokes
from webapp.reading.preprocessing import to_mnist

STILL = StrokeAugmentation(rotation=0, slant=0, aspect=0, wobble=0, tremor=0, fast=0, gap=0, hook=0)


def test_a_straight_line_is_one_stroke_from_end_to_end():
    image = np.zeros((28, 28), np.uint8)
    image[4:24, 13:16] = 255
    (stroke,) = as_strokes(image)
    assert abs(stroke[:, 0] - 14).max() < 1
    assert abs(np.sort(stroke[[0, -1], 1]) - [5, 23]).max() < 2


def test_lines_that_cross_go_on_straight():
    image = np.zeros((28, 28), np.uint8)
    image[4:24, 13:16] = image[11:14, 4:24] = 255
    strokes = as_strokes(image)
    assert len(strokes) == 2
    upright, level = sorted(strokes, key=lambda stroke: np.ptp(stroke[:, 0]))
    assert np.ptp(upright[:, 1]) > 16
    assert np.ptp(upright[:, 0]) < 3
    assert np.ptp(level[:, 0]) > 16
    assert np.ptp(level[:, 1]) < 3


def test_an_empty_picture_has_no_stroke():
    assert as_strokes(np.zeros((28, 28), np.uint8)) == []


def test_traced_and_drawn_again_it_is_the_same_digit(sample_strokes):
    """The line lies where it lay: what is inked in one is inked, or next to ink, in the other."""
    images = np.stack(
        [to_mnist(render(place(strokes), 0.06, 112)) for _, strokes in sample_strokes]
    )
    strokes = trace(images)
    again = augment_strokes(strokes, 1, seed=1, augmentation=STILL)
    for before, after in zip(images, again, strict=True):
        for one, other in ((before, after), (after, before)):
            near = np.pad(other, 1) > 60
            near = np.stack([near[y : y + 28, x : x + 28] for y in range(3) for x in range(3)])
            assert near.any(axis=0)[one > 200].mean() > 0.97
