"""Digits made up: still the digit they are called, in the way they are said to be written."""

import numpy as np
import pytest

from trainer.data.allographs import ALLOGRAPHS, draw_allographs, segments
from trainer.data.stroke_augmentation import augment_strokes

WAYS = sum(len(makers) for makers in ALLOGRAPHS.values())


def drawings(way, digit, count=60):
    return [way(digit, np.random.default_rng([5, number])) for number in range(count)]


def test_every_way_has_its_turn_and_the_seed_decides():
    made_up = draw_allographs(2 * WAYS, seed=3)
    assert made_up.labels[:WAYS] == made_up.labels[WAYS:]
    assert set(made_up.labels) == set(range(10))
    same, other = draw_allographs(WAYS, seed=3), draw_allographs(WAYS, seed=4)
    for number in range(WAYS):
        assert np.array_equal(same.strokes[number][0], made_up.strokes[number][0])
        assert not np.array_equal(same.strokes[number][0], other.strokes[number][0])


@pytest.mark.parametrize("digit", [2, 3, 4, 5, 6, 7, 8, 9])
def test_segments_run_along_the_axes(digit):
    """Most of the line is level or upright, as on a seven-segment display."""
    for drawing in drawings(segments, digit):
        steps = np.concatenate([np.diff(stroke[::4], axis=0) for stroke in drawing])
        along = np.abs(steps).max(axis=1).sum() / np.hypot(*steps.T).sum()
        assert along > 0.9


def test_the_bowl_of_a_six_is_below_and_of_a_nine_above():
    """On the left of a 6 the line goes down to its foot, on the left of a 9 not below its head."""
    for digit in (6, 9):
        for drawing in drawings(segments, digit):
            points = np.concatenate(drawing)
            stem = points[points[:, 0] < 0.25 * points[:, 0].max()]
            between = stem[(stem[:, 1] > 0.66) & (stem[:, 1] < 0.88)]
            assert (len(between) > 0) is (digit == 6)


def test_some_sixes_are_open_and_some_loops_high():
    (way, _) = ALLOGRAPHS[6]
    gaps, tops = [], []
    for (path,) in drawings(way, 6, 200):
        half = len(path) // 2
        gaps.append(np.hypot(*(path[:half] - path[-1]).T).min())
        tops.append(path[half:, 1].min())
    assert min(gaps) < 0.05
    assert max(gaps) > 0.1
    assert min(tops) < 0.35
    assert max(tops) > 0.6


def test_the_flag_of_a_one_rises_from_its_left_to_its_top():
    flagged, _ = ALLOGRAPHS[1]
    for (line,) in drawings(flagged, 1):
        start, top = line[0], line[line[:, 1].argmin()]
        assert start[0] < top[0] - 0.05
        assert 0.05 < start[1] - top[1] < 0.6
        assert line[-1, 1] == pytest.approx(1)


def test_the_foot_of_a_one_lies_under_it():
    _, on_a_foot = ALLOGRAPHS[1]
    for stem, foot in drawings(on_a_foot, 1):
        assert foot[0, 0] < stem[-1, 0] < foot[-1, 0]
        assert foot[:, 1] == pytest.approx(1, abs=0.1)


def test_the_head_of_a_nine_is_above_its_tail():
    for way in ALLOGRAPHS[9][:2]:
        for (path,) in drawings(way, 9):
            assert path[: len(path) // 2, 1].max() < 0.75
            assert path[-1, 1] > 0.75


def test_a_seven_is_crossed_on_its_stem():
    for drawing in drawings(ALLOGRAPHS[7][0], 7):
        line, bar = drawing
        level = np.abs(line[:, 1] - bar[:, 1].mean()) < 0.05
        assert bar[0, 0] < line[level, 0].mean() < bar[-1, 0]


def test_they_are_drawn_whole():
    images = augment_strokes(draw_allographs(WAYS, seed=1).strokes, 1, seed=1)
    assert images.shape == (WAYS, 28, 28)
    assert (images.max(axis=(1, 2)) == 255).all()
