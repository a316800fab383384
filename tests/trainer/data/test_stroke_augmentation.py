"""Digits written anew: what comes out hangs on the seed alone."""

import numpy as np

from trainer.data import stroke_augmentation
from trainer.data.stroke_augmentation import augment_strokes


def test_several_processes_write_what_one_does(sample_strokes, monkeypatch):
    strokes = [strokes for _, strokes in sample_strokes]
    alone = augment_strokes(strokes, 2, seed=3)
    monkeypatch.setattr(stroke_augmentation, "CHUNK", 7)
    np.testing.assert_array_equal(augment_strokes(strokes, 2, seed=3), alone)
    assert not np.array_equal(augment_strokes(strokes, 2, seed=4), alone)
