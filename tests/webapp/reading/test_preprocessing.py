"""The 28x28 image is the one that MNIST would have made."""

import numpy as np
import pytest
from drawn_pictures import SEVEN, draw
from PIL import Image

from webapp.reading import cropping
from webapp.reading.errors import BlankDrawing
from webapp.reading.preprocessing import to_input, to_mnist


def centroid(digit):
    place = np.arange(28)
    return (digit.sum(1) @ place / digit.sum(), digit.sum(0) @ place / digit.sum())


def extent(digit):
    rows, columns = np.flatnonzero(digit.any(1)), np.flatnonzero(digit.any(0))
    return max(np.ptp(rows), np.ptp(columns)) + 1


def far(one, other):
    return np.abs(one.astype(int) - other).mean()


def test_longer_side_is_20_and_centroid_14(samples):
    for _, ink in samples:
        digit = to_mnist(ink)
        assert digit.shape == (28, 28)
        assert digit.dtype == np.uint8
        assert digit.max() == 255
        assert extent(digit) == 20
        assert np.abs(np.array(centroid(digit)) - 14).max() <= 0.5


@pytest.mark.parametrize("size", [(280, 280), (100, 700), (900, 900), (2048, 2048)])
def test_place_and_size_do_not_matter(size):
    # The drawing is put in the top left quarter of ever other pads, its proportions kept.
    side = min(size)
    pad = np.zeros(size, np.uint8)
    small = draw(SEVEN, (side // 2, side // 2), width=max(2, side // 28))
    pad[: side // 2, : side // 2] = small
    assert far(to_mnist(pad), to_mnist(small)) < 0.5


def test_there_and_back(samples):
    """A 28x28 digit, enlarged and moved about, comes back as it was."""
    for number, (_, ink) in enumerate(samples):
        digit = to_mnist(ink)
        side = 84 + 8 * number
        pad = np.zeros((280, 280), np.uint8)
        large = Image.fromarray(digit).resize((side, side), Image.Resampling.BICUBIC)
        pad[number : number + side, 10 : 10 + side] = np.asarray(large)
        back = to_mnist(pad)
        # The centre of mass may round to the next pixel, so compare up to one pixel's shift.
        shifts = [(down, right) for down in (-1, 0, 1) for right in (-1, 0, 1)]
        assert min(far(np.roll(back, shift, (0, 1)), digit) for shift in shifts) < 12
        assert extent(to_mnist(pad)) == 20


def test_faint_ink_counts_as_much_as_black(seven):
    assert far(to_mnist(seven // 8), to_mnist(seven)) < 3


def test_a_faint_stroke_beside_a_dark_one_is_kept(seven):
    with_faint = seven.copy()
    with_faint[30:250, 20:30] = 60
    assert extent(to_mnist(with_faint)) == 20
    assert to_mnist(with_faint)[:, :10].any()


@pytest.mark.parametrize("place", [(5, 5), (5, 270), (140, 272), (270, 140)])
@pytest.mark.parametrize("size", [1, 3])
def test_a_speck_of_dust_does_not_count(seven, place, size):
    dusty = seven.copy()
    dusty[place[0] : place[0] + size, place[1] : place[1] + size] = 255
    assert np.array_equal(to_mnist(dusty), to_mnist(seven))


def test_two_specks_do_not_count(seven):
    dusty = seven.copy()
    dusty[3, 3] = dusty[275:277, 275:277] = 255
    assert np.array_equal(to_mnist(dusty), to_mnist(seven))


def test_paper_grain_does_not_count(seven):
    grain = np.random.default_rng(1).integers(0, 12, seven.shape).astype(np.uint8)
    assert far(to_mnist(np.maximum(seven, grain)), to_mnist(seven)) < 3


def test_blank():
    with pytest.raises(BlankDrawing, match="nothing"):
        to_mnist(np.zeros((280, 280), np.uint8))
    with pytest.raises(BlankDrawing, match="nothing"):
        to_mnist(np.full((280, 280), 11, np.uint8))


@pytest.mark.parametrize("size", [1, 4])
def test_only_a_speck_is_blank(size):
    pad = np.zeros((280, 280), np.uint8)
    pad[100 : 100 + size, 100 : 100 + size] = 255
    with pytest.raises(BlankDrawing, match="dot"):
        to_mnist(pad)


def test_a_straight_line_keeps_its_shape():
    pad = np.zeros((280, 280), np.uint8)
    pad[40:240, 130:150] = 255
    digit = to_mnist(pad)
    assert np.flatnonzero(digit.any(1)).size == 20
    assert np.flatnonzero(digit.any(0)).size == 2


def test_the_smallest_picture():
    tiny = np.zeros((8, 8), np.uint8)
    tiny[1, 2:6] = tiny[1:7, 5] = 255
    assert extent(to_mnist(tiny)) == 20


def test_ink_that_fills_the_picture():
    assert to_mnist(np.full((50, 50), 255, np.uint8)).shape == (28, 28)


def test_to_input(seven):
    batch = to_input(to_mnist(seven))
    assert batch.shape == (1, 28, 28, 1)
    assert batch.dtype == np.float32
    assert (batch.min(), batch.max()) == (0, 1)
    assert to_input(np.zeros((3, 28, 28), np.uint8)).shape == (3, 28, 28, 1)


def crop_by_turns(mask):
    """Crop to the ink and leave dust out until nothing changes: as slow as it is plain."""
    box = (0, mask.shape[0], 0, mask.shape[1])
    while True:
        top, bottom, left, right = box
        window = mask[top:bottom, left:right]
        rows, columns = extent_without_dust(window, 1), extent_without_dust(window, 0)
        tighter = (top + rows[0], top + rows[1], left + columns[0], left + columns[1])
        if tighter == box or not mask[tighter[0] : tighter[1], tighter[2] : tighter[3]].any():
            return box
        box = tighter


def extent_without_dust(mask, across):
    counts = np.count_nonzero(mask, axis=across)
    inked = np.flatnonzero(counts)
    runs = np.split(inked, np.flatnonzero(np.diff(inked) > 1) + 1)
    dust = cropping.DUST * counts.sum()
    while len(runs) > 1 and counts[runs[0]].sum() < dust:
        runs.pop(0)
    while len(runs) > 1 and counts[runs[-1]].sum() < dust:
        runs.pop()
    return runs[0][0], runs[-1][-1] + 1


def random_masks():
    dice = np.random.default_rng(4)
    for _ in range(400):
        mask = np.zeros(dice.integers(8, 90, 2), bool)
        if dice.random() < 0.3:
            mask |= dice.random(mask.shape) < dice.choice([0.002, 0.02, 0.2])
        for _ in range(dice.integers(1, 60)):
            top, left = dice.integers(0, mask.shape)
            high, wide = dice.integers(1, dice.choice([3, 9]), 2)
            mask[top : top + high, left : left + wide] = True
        yield mask


def staircase(steps=90, band=8):
    """Steps of dust towards a block: each turn of the crop trims one, and bares the next."""
    side = (steps + 4) * band
    mask = np.zeros((side, side), bool)
    mask[-2 * band :, -2 * band :] = True
    for step in range(steps - 1, -1, -1):
        for row, column in ((step, step + 1), (step, step)):
            room = mask[
                row * band : row * band + band - 1, column * band : column * band + band - 1
            ]
            room.flat[: int(0.0115 * mask.sum())] = True
    return mask


def test_the_crop_is_that_of_taking_turns():
    for mask in (*random_masks(), staircase(), np.rot90(staircase(40, 12))):
        assert cropping.crop(mask) == crop_by_turns(mask)


@pytest.mark.parametrize("turned", range(4))
def test_the_crop_costs_what_the_picture_has_in_pixels(turned, monkeypatch):
    mask, pixels, turns = np.rot90(staircase(), turned), [], []
    count, extent = cropping._counted, cropping._extent
    monkeypatch.setattr(cropping, "_counted", lambda m, a: pixels.append(m.size) or count(m, a))
    monkeypatch.setattr(cropping, "_extent", lambda c: turns.append(len(c)) or extent(c))
    cropping.crop(mask)
    assert 0 < sum(pixels) <= 3 * mask.size
    assert len(turns) > 2 * 150, "it takes turns"
    assert sum(turns) <= 3 * mask.size


def test_scattered_dots_are_no_error():
    dots = np.zeros((400, 400), np.uint8)
    for step in range(0, 400, 4):
        dots[step, 399 - step] = 255
    assert to_mnist(dots).shape == (28, 28)
