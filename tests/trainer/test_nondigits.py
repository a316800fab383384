"""What is no digit: every kind can be drawn, differs from drawing to drawing, is no digit."""

import numpy as np
import pytest

from trainer import nondigits
from trainer.handwriting import write_anew


@pytest.fixture(scope="module")
def strokes(sample_strokes):
    return [drawing for _, drawing in sample_strokes]


@pytest.mark.parametrize("kind", nondigits.KINDS)
def test_every_kind_is_drawn_and_preprocessed(kind, strokes):
    drawings = nondigits.draw([kind], strokes, 40, seed=1)
    images = write_anew(drawings, 1, seed=1)
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
    assert not set("0123456789OoIlSZzBbGgq") - nondigits.LOOKALIKES - set("0123456789")
    drawn = nondigits._glyphs("Oo")
    assert drawn == []


@pytest.mark.parametrize("seed", range(40))
def test_fragments_and_lines_could_not_be_a_one(seed, strokes):
    for kind in ("fragments", "lines"):
        (drawing,) = nondigits.draw([kind], strokes, 1, seed)
        width, height = np.ptp(np.concatenate(drawing), axis=0)
        assert width > 0.45 * height


def test_an_unknown_kind():
    with pytest.raises(KeyError):
        nondigits.draw(["poems"], [], 1, seed=1)
