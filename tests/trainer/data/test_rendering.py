import numpy as np
import pytest

from trainer.data.rendering import Placement, pen_width, place, render, smooth


def test_place_puts_the_bounding_box_where_asked():
    placed = place([[[10, 50], [30, 90]], [[20, 70]]], Placement(size=0.5, x=0.4, y=0.6))
    points = np.concatenate(placed)
    low, high = points.min(axis=0), points.max(axis=0)
    np.testing.assert_allclose((low + high) / 2, [0.4, 0.6])
    np.testing.assert_allclose(high - low, [0.25, 0.5])


@pytest.mark.parametrize(
    ("size", "pen", "width"),
    [
        (0.6, 0.06, 0.06),  # as chosen
        (0.6, 0.02, 0.036),  # thin on a large digit: 6 %
        (0.2, 0.12, 0.028),  # fat on a small digit: 14 %
        (0.02, 0.06, 3 / 280),  # never under three pixels
    ],
)
def test_the_pen_is_in_proportion_to_the_drawing(size, pen, width):
    strokes = place([[[0, 0], [0, 1]]], Placement(size=size))
    assert pen_width(strokes, pen) == pytest.approx(width)


def test_a_line_has_its_width_and_round_ends():
    ink = render([np.array([[0.5, 0.25], [0.5, 0.75]])], 0.1)
    assert ink.shape == (280, 280)
    assert ink.max() == 255
    assert ink[140].sum() / 255 == pytest.approx(28, abs=1)
    assert ink[:, 140].sum() / 255 == pytest.approx(140 + 28, abs=1)
    assert ink[57].sum() < ink[70].sum()


def test_a_tap_is_a_dot():
    ink = render([np.array([[0.5, 0.5]])], 0.1)
    assert ink.sum() / 255 == pytest.approx(np.pi * 14**2, rel=0.02)


def test_smooth_passes_the_midpoints():
    stroke = np.array([[0, 0], [1, 0], [1, 1], [2, 1]], float)
    path = smooth(stroke)
    for point in ([0, 0], [0.5, 0], [1, 0.5], [1.5, 1], [2, 1]):
        assert np.abs(path - point).sum(axis=1).min() < 1e-9
    assert np.abs(path - [1, 0]).sum(axis=1).min() > 0.1, "a corner is rounded off"
