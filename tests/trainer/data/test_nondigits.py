"""What is no digit: every kind can be drawn, differs from drawing to drawing, is no digit."""

import numpy as np
import pytest

from trainer.data import nondigits
from trainer.data.nondigits import glyphs
from trainer.data.stroke_augmentation import augment_strokes


@pytest.fixture(scope="module")
def strokes(sample_strokes):
    return [drawing for _, drawing in sample_strokes]


@pytest.mark.parametrize("kind", nondigits.KINDS)
def test_every_kind_is_drawn_and_preprocessed(kind, strokes):
    drawings = nondigits.draw([kind], strokes, 40, seed=1)
    images = augment_strokes(drawings, 1, seed=1)
    assert images.shape == (40, 28, 28)
    assert all(image.any() for image in images)
    assert len(np.unique(images, axis=0)) == 40


def test_the_seed_decides(strokes):
    one, same, other = (nondigits.draw(list(nondigits.KINDS), strokes, 12, s) for s in (1, 1, 2))
    for drawing, again, different in zip(one, same, other, strict=True):
        assert all(np.array_equal(a, b) for a, b in zip(drawing, again, strict=True))
        assert not np.array_equal(np.concatenate(drawing), np.concatenate(different))


def test_the_kinds_take_turns(strokes):
    mixed = nondigits.draw(["lines", "scribbles"], strokes, 4, seed=3)
    alone = nondigits.draw(["lines"], strokes, 4, seed=3)
    assert np.array_equal(mixed[2][0], alone[2][0])
    assert not np.array_equal(np.concatenate(mixed[1]), np.concatenate(alone[1]))


def test_no_letter_that_could_be_a_digit():
    assert not set("OoIlSZzBbGgq") - glyphs.LOOKALIKES
    assert glyphs.latin("Oo") == []
    assert len(glyphs.latin("OoKM")) == 2 * len(glyphs.FONTS)


def test_signs_are_no_straight_lines_that_could_be_a_one():
    assert len(glyphs.foreign()) > 100
    for drawing in glyphs.foreign():
        points = np.concatenate(drawing)
        width, height = np.ptp(points, axis=0)
        length = sum(np.hypot(*np.diff(stroke, axis=0).T).sum() for stroke in drawing)
        assert len(drawing) > 1 or width > 0.3 * height or length > 1.2 * height


def test_a_single_dot_is_filled():
    dots = nondigits.draw(["dots"], [], 80, seed=1)
    single = [rings for rings in dots if all(abs(ring.mean() - 0.5) < 0.02 for ring in rings)]
    assert len(single) > 10
    for image in augment_strokes(single, 1, seed=1):
        assert image[12:17, 12:17].min() > 100


@pytest.mark.parametrize("seed", range(40))
def test_fragments_and_lines_could_not_be_a_one(seed, strokes):
    for kind in ("curves", "fragments", "lines"):
        (drawing,) = nondigits.draw([kind], strokes, 1, seed)
        width, height = np.ptp(np.concatenate(drawing), axis=0)
        assert width > 0.45 * height


def test_what_is_measured_with_is_not_learned():
    kept_back = {"words", "signs", "shapes", "curves", "dots", "spoiled"}
    assert nondigits.KINDS.keys() - set(nondigits.LEARNED) == kept_back


def test_doodles_leave_parts_out_at_times():
    counts = {len(drawing) for drawing in nondigits.draw(["doodles"], [], 200, seed=2)}
    assert len(counts) > 3


def test_runes_have_more_strokes_than_a_digit():
    assert min(map(len, nondigits.draw(["runes"], [], 100, seed=2))) >= 4


def test_hatchings_are_dense():
    for drawing in nondigits.draw(["hatchings"], [], 30, seed=2):
        points = np.concatenate(drawing)
        length = np.hypot(*np.diff(points, axis=0).T).sum()
        assert length > 4 * np.ptp(points, axis=0).max()


def test_mixtures_are_of_several_digits(strokes):
    assert {len(each) for each in nondigits.draw(["mixtures"], strokes, 40, seed=2)} == {3, 4}


def test_an_unknown_kind():
    with pytest.raises(KeyError):
        nondigits.draw(["poems"], [], 1, seed=1)
