"""What the fuzzer starts from is read as it should be."""

import random
import sys
from pathlib import Path

import pytest

from webapp.reading.decoding import decode
from webapp.reading.errors import BlankDrawing, InvalidDrawing
from webapp.reading.preprocessing import to_mnist

sys.path.insert(0, str(Path(__file__).parents[2] / "fuzzing"))
import corpus

PICTURES = corpus.pictures()


@pytest.mark.parametrize("name", sorted(set(PICTURES) - {"blank.png"}))
def test_every_picture_is_the_same_seven(name):
    digit = to_mnist(decode(PICTURES[name]))
    plain = to_mnist(decode(PICTURES["L.png"]))
    assert abs(digit.astype(int) - plain).mean() < 8


def test_the_blank_one_is_blank():
    with pytest.raises(BlankDrawing):
        to_mnist(decode(PICTURES["blank.png"]))


def test_the_corpus_is_written(tmp_path):
    corpus.write(tmp_path)
    assert len(list(tmp_path.iterdir())) == 2 * len(PICTURES)


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_what_is_changed_is_read_or_refused(name):
    """What `make fuzz` does for as long as one likes, a little of it here."""
    dice, picture = random.Random(name), PICTURES[name]
    for _ in range(60):
        changed = bytearray(picture)
        for _ in range(dice.randint(1, 5)):
            changed[dice.randrange(len(changed))] = dice.randrange(256)
        for data in (changed, changed[: dice.randrange(len(changed))], changed + changed):
            try:
                digit = to_mnist(decode(bytes(data), 256 * 256))
            except InvalidDrawing:
                continue
            assert digit.shape == (28, 28)
