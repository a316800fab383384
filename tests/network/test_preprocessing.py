"""The 28x28 image is the server's, to the last bit."""

import numpy as np
import pytest
from node import preprocessed

from webapp.reading.errors import BlankDrawing
from webapp.reading.ground import distance_from
from webapp.reading.preprocessing import to_mnist


def plain_ink(grey):
    """How far a picture is from the median of its border: all that the pad's drawings need.

    Where the server finds no plain ground it looks for paper, which the page never sends itself.
    """
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    middle = len(border) // 2
    return distance_from(grey, int(np.partition(border, middle)[middle]))


def as_served(grey):
    """Return whether the server takes a picture's ink for blank, and its uint8 (28, 28)."""
    try:
        return False, to_mnist(plain_ink(grey))
    except BlankDrawing:
        return True, np.zeros((28, 28), np.uint8)


def assert_alike(greys):
    blank, ours = preprocessed(greys)
    expected = [as_served(grey) for grey in greys]
    assert blank.tolist() == [is_blank for is_blank, _ in expected]
    theirs = np.stack([digit for _, digit in expected])
    assert np.abs(ours.astype(int) - theirs).max() == 0
    return blank


def test_drawings_and_mnist_digits_come_out_alike(pads, digits):
    """As the server makes them, but where it takes soft edges for a shadow on paper."""
    blank, ours = preprocessed(pads)
    assert not blank.any()
    assert len(ours) == 2000
    assert digits.any(axis=(1, 2)).all()
    plain = np.stack([to_mnist(plain_ink(grey)) for grey in pads])
    assert np.abs(ours.astype(int) - plain).max() == 0
    assert (ours != digits).any(axis=(1, 2)).sum() <= 1


@pytest.mark.parametrize("ground", [0, 255, 97])
def test_pictures_of_any_size_come_out_alike(ground):
    """Blotches of noise and of one level, dust, narrow lines, nothing at all."""
    random = np.random.default_rng(ground)
    blank = assert_alike([blotches(random, ground) for _ in range(400)])
    assert 0 < blank.sum() < 100


def blotches(random, ground):
    height, width = random.integers(8, 300, 2)
    grey = np.full((height, width), ground, np.uint8)
    for _ in range(random.integers(0, 6)):
        top, left = random.integers(0, height), random.integers(0, width)
        high = random.integers(1, max(2, height // random.integers(1, 20)))
        wide = random.integers(1, max(2, width // random.integers(1, 20)))
        part = grey[top : top + high, left : left + wide]
        part[...] = random.integers(0, 256, part.shape if random.random() < 0.5 else None)
    return grey


def test_symmetric_drawings_fall_to_the_same_side():
    """Their centre of mass lies on a pixel or between two, where the last bit decides."""
    random = np.random.default_rng(0)
    assert not assert_alike([symmetric(random) for _ in range(400)]).any()


def symmetric(random):
    height, width = random.integers(20, 200), random.integers(5, 200)
    half = random.integers(0, 256, (height, width), np.uint8)
    ink = np.maximum(half, half[:, ::-1]) * random.uniform(0.2, 1)
    pad = np.zeros((280, 280), np.uint8)
    top, left = random.integers(1, 280 - height), random.integers(1, 280 - width)
    pad[top : top + height, left : left + width] = np.maximum(ink, ink[::-1])
    return 255 - pad


@pytest.mark.parametrize("level", [0, 11, 12, 255])
def test_a_blank_pad_and_a_dot_are_told_as_the_server_tells_them(level):
    dot, line = (np.full((280, 280), 255, np.uint8) for _ in range(2))
    dot[100:104, 100:104] = 255 - level
    line[100:160, 100:102] = 255 - level
    assert_alike([dot, line])
